"""Which recordings and documents a work consists of."""

from typing import Any, NoReturn, TypeVar

from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from archive.languages import CHOICES, Tagged
from catalogue.models.work import Work

T = TypeVar("T", bound="Part")


class TieQuerySet(models.QuerySet[T]):
    """Rows that no signal tells of would be ties that the gate does not know: see `catalogue.ties`."""

    def update(self, **values: object) -> int:
        if {"work", "recording", "document", "work_id", "recording_id", "document_id"} & set(values):
            raise TypeError("Change what a tie ties row by row, with save().")
        return super().update(**values)

    def bulk_create(self, *args: object, **kwargs: object) -> NoReturn:
        raise TypeError("Make ties one by one, with save().")


class Part(models.Model):
    """The first, the second … of what a work consists of; `label` names it where a number is not enough.

    Whoever is saved with a number takes it, and the one who had it becomes the last: so two that are saved one after
    the other can change places.
    """

    part = models.PositiveSmallIntegerField(_("part"), default=1, validators=[MinValueValidator(1)])
    label = models.CharField(_("label"), max_length=120, blank=True)

    language: str
    work: Work

    objects = TieQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["part", "pk"]

    def __str__(self) -> str:
        return self.label or str(self.part)

    def save(self, **kwargs: Any) -> None:
        with transaction.atomic():
            parts = type(self)._default_manager.filter(**{"work": self.work})
            if had := parts.filter(part=self.part).exclude(pk=self.pk).first():
                last = parts.aggregate(last=models.Max("part"))["last"]
                parts.filter(pk=had.pk).update(part=last + 1)
            super().save(**kwargs)

    def tagged(self) -> Tagged | None:
        return Tagged.of(self.label, self.language) if self.label else None


class WorkRecording(Part):
    """A recording is a part of a work."""

    work = ParentalKey(Work, related_name="recordings_links")
    recording = models.ForeignKey(
        "archive.Recording", models.CASCADE, related_name="work_links", verbose_name=_("recording")
    )
    language = models.CharField(_("language of the label"), max_length=20, choices=CHOICES, default="sv")

    class Meta(Part.Meta):
        constraints = [models.UniqueConstraint(fields=["work", "part"], name="one_recording_has_each_number")]
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")


class WorkDocument(Part):
    """A document that can be read with a work, such as a book's PDF in one language."""

    work = ParentalKey(Work, related_name="documents_links")
    document = models.ForeignKey(
        "archive.Document", models.CASCADE, related_name="work_links", verbose_name=_("document")
    )
    language = models.CharField(_("language"), max_length=20, choices=CHOICES, default="sv")

    class Meta(Part.Meta):
        constraints = [models.UniqueConstraint(fields=["work", "part"], name="one_document_has_each_number")]
        verbose_name = _("document")
        verbose_name_plural = _("documents")
