from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Protocol

from django.db import models

from archive.access import NEEDS, SEES_UNATTACHED, SHUT, Audience, Layer, Level, Policy
from archive.models.protected import Protected
from archive.querysets import RestrictableQuerySet

if TYPE_CHECKING:
    from archive.models.restriction import Restriction


class Said(Protocol):
    """The restrictions of one thing, as its rows are found from the other side of their key."""

    def all(self) -> "models.QuerySet[Restriction]": ...


class Restrictable(Protected):
    """A thing reached only through works: its own policy adds to theirs, which stand here as Restrictions.

    Its own audience is public by default, which adds nothing; with no work to vouch for it, it is closed all the same.
    What its own `layers` say is heard as Restrictions too, so that the gate has one table to ask.
    """

    audience = models.CharField(max_length=20, choices=Audience.choices, default=Audience.PUBLIC)

    # What is asked for where no layer is named.
    whole: ClassVar[Layer] = Layer.EXISTS
    restrictions: Said
    objects = RestrictableQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        abstract = True

    def policies(self, layer: Layer) -> Iterable[Policy]:
        return [self, *closing(self.restrictions.all(), self.whole if layer == Layer.RECORD else layer)]

    def closed_below(self) -> Level:
        return vouched(self.restrictions.all())


def closing(said: Iterable["Restriction"], layer: Layer) -> list[Policy]:
    """The restrictions that this layer answers to. That a recording exists is all the record it has."""
    needed = {*NEEDS[layer], Layer.EXISTS}
    known = [each if each.layer in NEEDS else SHUT for each in said if each.layer in needed or each.layer not in NEEDS]
    return list[Policy](known)


def vouched(said: Iterable["Restriction"]) -> Level:
    """The level from which a thing is reachable, given its restrictions: without a work that speaks for it, staff's."""
    speaking = any(each.basis == "policy" and each.layer == Layer.EXISTS for each in said)
    return Level.STRANGER if speaking else SEES_UNATTACHED
