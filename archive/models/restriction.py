from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.access import Layer
from archive.models.protected import Policed


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

    recording = models.ForeignKey(
        "archive.Recording", models.CASCADE, null=True, blank=True, related_name="restrictions"
    )
    document = models.ForeignKey("archive.Document", models.CASCADE, null=True, blank=True, related_name="restrictions")
    basis = models.CharField(max_length=10, choices=Basis.choices)
    source = models.CharField(max_length=60, help_text=_("What this follows from, such as work:12."))
    layer = models.CharField(max_length=10, choices=Layer.choices, default=Layer.EXISTS)
    because = models.CharField(max_length=300, blank=True)
    start_ms = models.PositiveBigIntegerField(null=True, blank=True)
    end_ms = models.PositiveBigIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("restriction")
        verbose_name_plural = _("restrictions")
        constraints = [
            models.CheckConstraint(
                condition=Q(recording__isnull=False, document__isnull=True)
                | Q(recording__isnull=True, document__isnull=False),
                name="restriction_on_one_thing",
            ),
        ]
        indexes = [models.Index(fields=["source"])]

    def __str__(self) -> str:
        return f"{self.source}: {self.audience}"

    @property
    def grant_source(self) -> str:
        """The work, where this is what its own rule says; not that it is no longer out, which closes the record."""
        return self.source if self.basis == self.Basis.POLICY and self.layer != Layer.RECORD else ""
