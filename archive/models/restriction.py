from collections.abc import Iterable
from typing import NoReturn, TypeVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from archive.access import Layer
from archive.exceptions import RuleGuarded
from archive.models.protected import Policed

M = TypeVar("M", bound=models.Model)


class RestrictionQuerySet(models.QuerySet[M]):
    """Rows that are written and erased by `archive.restricting` alone, which holds what they are about."""

    def write_rows(self, rows: Iterable[M]) -> None:
        super().bulk_create(rows)

    def erase(self) -> None:
        super().delete()

    def bulk_create(self, objs: Iterable[M], *args: object, **kwargs: object) -> NoReturn:
        raise RuleGuarded("Restriction", ["rows"])

    def update(self, **kwargs: object) -> NoReturn:
        raise RuleGuarded("Restriction", sorted(kwargs))

    def delete(self) -> NoReturn:
        raise RuleGuarded("Restriction", ["rows"])


class Restriction(Policed):
    """The enforcement that a work's policy, rights and consent boil down to, on a layer of one recording or document
    and on what lies below it. A policy that says whether a recording exists vouches for it, whatever it says.

    Rooms above write these rows in the transaction that changes their own rule, so that the archive can answer alone.
    A range in time closes the whole recording for as long as it cannot be cut out of what is streamed.
    """

    class Basis(models.TextChoices):
        POLICY = "policy", _("Policy of a work")
        RIGHTS = "rights", _("Rights")
        CONSENT = "consent", _("Consent")
        OWN = "own", _("A layer's own rule")

    recording = models.ForeignKey(
        "archive.Recording", models.CASCADE, null=True, blank=True, related_name="restrictions"
    )
    document = models.ForeignKey("archive.Document", models.CASCADE, null=True, blank=True, related_name="restrictions")
    basis = models.CharField(max_length=10, choices=Basis.choices)
    source = models.CharField(max_length=60, help_text=_("What this follows from, such as work:12."))
    layer = models.CharField(max_length=10, choices=Layer.choices, default=Layer.EXISTS)
    # Which rule of the source this is: the whole thing's, or that of one layer.
    rule_of = models.CharField(max_length=10, choices=Layer.choices, default=Layer.RECORD)
    because = models.CharField(max_length=300, blank=True)
    start_ms = models.PositiveBigIntegerField(null=True, blank=True)
    end_ms = models.PositiveBigIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        verbose_name = _("restriction")
        verbose_name_plural = _("restrictions")
        constraints = [
            models.CheckConstraint(
                condition=Q(recording__isnull=False, document__isnull=True)
                | Q(recording__isnull=True, document__isnull=False),
                name="restriction_on_one_thing",
            ),
            *(
                models.UniqueConstraint(
                    thing,
                    "basis",
                    "source",
                    "layer",
                    "rule_of",
                    Coalesce("start_ms", Value(-1)),  # no two nothings are alike
                    Coalesce("end_ms", Value(-1)),
                    condition=Q(**{f"{thing}__isnull": False}),
                    name=f"restriction_once_on_a_{thing}",
                )
                for thing in ("recording", "document")
            ),
        ]
        indexes = [models.Index(fields=["source"])]

    def __str__(self) -> str:
        return f"{self.source}: {self.audience}"

    def save(self, **kwargs: object) -> None:
        """Raises RuleGuarded: `archive.restricting` writes these rows."""
        raise RuleGuarded(type(self).__name__, [self.source])

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        """Raises RuleGuarded: `archive.restricting` erases these rows."""
        raise RuleGuarded(type(self).__name__, [self.source])

    @property
    def grant_source(self) -> str:
        """The work, where this is what its own rule says; not that it is no longer out, which closes the record."""
        return self.source if self.basis == self.Basis.POLICY and self.layer != Layer.RECORD else ""
