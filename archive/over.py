"""Embargoes that are over and open nothing by themselves: they wait for an archivist to open it, or to wait on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from archive import moment
from archive.access import Layer, Policy, layer_rules
from archive.guarded import kinds
from archive.models import Protected


@dataclass(frozen=True, slots=True)
class Over:
    """An embargo on a layer of a thing, the record's being the whole thing's, that ended at `since`."""

    thing: Protected
    layer: Layer
    since: datetime

    def in_words(self) -> str:
        """What waits since when."""
        since = moment.say(self.since)
        if self.layer == Layer.RECORD:
            return _("The embargo ended on %(moment)s. It stays closed until you open it.") % {"moment": since}
        words = {"layer": self.layer.label, "moment": since}
        return _("%(layer)s: the embargo ended on %(moment)s. It stays closed until you open it.") % words


def of(thing: Protected, at: datetime | None = None) -> list[Over]:
    """What of this thing waits."""
    at = at or timezone.now()
    rules: dict[Layer, Policy] = {Layer.RECORD: thing, **layer_rules(thing.layers)}
    return [
        Over(thing, layer, rule.embargo_until)
        for layer, rule in rules.items()
        if rule.embargo_until is not None and rule.embargo_until <= at and not rule.opens_by_itself
    ]


def all_of_them(at: datetime | None = None) -> Iterator[Over]:
    """All that waits, of every kind of thing. What is withdrawn waits for nothing: lifting that comes first."""
    at = at or timezone.now()
    waits = Q(embargo_until__lte=at, opens_by_itself=False) | ~Q(layers={})
    for model in kinds().values():
        for thing in model._default_manager.filter(waits, withdrawn=False).order_by("pk").iterator(500):
            yield from of(thing, at)
