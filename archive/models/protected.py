from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.access import Audience, Level, Policy
from archive.querysets import ProtectedQuerySet


class Policed(models.Model):
    """The three fields a rule is made of. See `archive.access` for what they mean together."""

    audience = models.CharField(_("audience"), max_length=20, choices=Audience.choices, default=Audience.STAFF)
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    withdrawn = models.BooleanField(_("withdrawn"), default=False)

    class Meta:
        abstract = True


class Protected(Policed):
    """Something a visitor could reach: a work, recording, document or track."""

    objects = ProtectedQuerySet.as_manager()

    class Meta:
        abstract = True

    def policies(self) -> Iterable[Policy]:
        """Every policy this thing answers to; the strictest wins."""
        return [self]

    def closed_below(self) -> Level:
        """The level from which this thing is reachable at all, for reasons other than policy."""
        return Level.STRANGER
