from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from archive.languages import CHOICES
from catalogue.models.tagged import OrderedRow
from catalogue.models.work import Kind, Work

ISBN_10, ISBN_13 = 10, 13


def isbn_checks_out(digits: str) -> bool:
    """Whether the check digit is right (ISO 2108): weights 10…1 modulo 11, or 1 and 3 in turn modulo 10."""
    if not digits.isascii():
        return False
    if len(digits) == ISBN_10 and digits[:9].isdigit() and (digits[9].isdigit() or digits[9] == "X"):
        values = [10 if digit == "X" else int(digit) for digit in digits]
        return sum(value * (ISBN_10 - place) for place, value in enumerate(values)) % 11 == 0
    if len(digits) == ISBN_13 and digits.isdigit():
        return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0
    return False


def validate_isbn(value: str) -> None:
    """Refuse what is not an ISBN-10 or ISBN-13, written with or without hyphens and spaces."""
    if not isbn_checks_out(value.replace("-", "").replace(" ", "").upper()):
        raise ValidationError(_("This is not a valid ISBN: check its digits."), code="isbn")


class Book(Work):
    """A book, in one or more editions."""

    KIND = Kind.BOOK

    class Meta:
        verbose_name = _("book")
        verbose_name_plural = _("books")


class Edition(OrderedRow):
    """One edition of a book in one language."""

    book = ParentalKey(Book, related_name="editions")
    language = models.CharField(_("language"), max_length=20, choices=CHOICES, default="sv")
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    isbn = models.CharField("ISBN", max_length=20, blank=True, validators=[validate_isbn])
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)

    class Meta(OrderedRow.Meta):
        verbose_name = _("edition")
        verbose_name_plural = _("editions")

    def __str__(self) -> str:
        return self.isbn or self.language
