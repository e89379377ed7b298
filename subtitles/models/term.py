from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.languages import CHOICES


class Term(models.Model):
    """How a term is translated from one language to another, in every track. Forms stand one a line."""

    LENGTH = 200

    source_language = models.CharField(_("from"), max_length=20, choices=CHOICES)
    source = models.CharField(_("term"), max_length=LENGTH)
    variants = models.TextField(
        _("other forms"), blank=True, help_text=_("One a line: plurals, other spellings. Endings need not be named.")
    )
    target_language = models.CharField(_("to"), max_length=20, choices=CHOICES)
    target = models.CharField(_("translation"), max_length=LENGTH)
    also = models.TextField(_("also right"), blank=True, help_text=_("One a line."))
    forbidden = models.TextField(_("not to be used"), blank=True, help_text=_("One a line."))
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("terms")
        ordering = ["source_language", "source", "target_language"]
        constraints = [
            models.UniqueConstraint(fields=["source_language", "source", "target_language"], name="term_once")
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"

    def forms(self) -> list[str]:
        """What it is found by."""
        return [self.source, *_lines(self.variants)]

    def right(self) -> list[str]:
        return [self.target, *_lines(self.also)]

    def wrong(self) -> list[str]:
        return _lines(self.forbidden)


def _lines(text: str) -> list[str]:
    return [line for raw in text.splitlines() if (line := raw.strip())]
