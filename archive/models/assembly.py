import hashlib
import json
from collections.abc import Sequence

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Assembly(models.Model):
    """What is streamed of a recording: sources in their order, edits, and the recipe that makes a stream of them.

    It is never changed: to stream something else is to make another one and have the recording point at it. The same
    sources, edits and recipe have the same `identity`, and are one row. `edits` is empty as long as nothing is edited.
    """

    recording = models.ForeignKey("archive.Recording", models.CASCADE, related_name="assemblies")
    recipe = models.CharField(_("recipe version"), max_length=20)
    edits = models.JSONField(default=list, blank=True, editable=False)
    identity = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("assembly")
        verbose_name_plural = _("assemblies")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["recording", "identity"], name="assembly_once")]

    def __str__(self) -> str:
        return " + ".join(str(source.original) for source in self.sources.all())


class AssemblySource(models.Model):
    """One original in an assembly, from `in_ms` to `out_ms` of its own time; None is its beginning, and its end."""

    class Role(models.TextChoices):
        PROGRAMME = "programme", _("Programme")
        SIDE = "side", _("Side")

    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="sources")
    position = models.PositiveSmallIntegerField()
    original = models.ForeignKey("archive.Original", models.PROTECT, related_name="uses")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.PROGRAMME)
    in_ms = models.PositiveBigIntegerField(_("from, in milliseconds"), null=True, blank=True)
    out_ms = models.PositiveBigIntegerField(_("to, in milliseconds"), null=True, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["assembly", "position"]
        constraints = [
            models.UniqueConstraint(fields=["assembly", "position"], name="assembly_source_position"),
            models.CheckConstraint(
                condition=Q(in_ms=None) | Q(out_ms=None) | Q(in_ms__lt=F("out_ms")),
                name="assembly_source_in_before_out",
            ),
        ]

    def __str__(self) -> str:
        return str(self.original)


def identity_of(sources: Sequence[AssemblySource], edits: Sequence[object], recipe: str) -> str:
    """SHA-256, in hexadecimal, of all that decides what comes out. The sources need not be saved."""
    said = {
        "sources": [
            {
                "sha256": source.original.sha256,
                "in_ms": source.in_ms,
                "out_ms": source.out_ms,
                "role": str(source.role),
                "position": source.position,
            }
            for source in sources
        ],
        "edits": list(edits),
        "recipe": recipe,
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
