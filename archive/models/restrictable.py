from collections.abc import Iterable
from typing import Any

from django.db import models

from archive.access import SEES_UNATTACHED, Audience, Level, Policy
from archive.models.protected import Protected
from archive.querysets import RestrictableQuerySet


class Restrictable(Protected):
    """A thing reached only through works: its own policy adds to theirs, which stand here as Restrictions.

    Its own audience is public by default, which adds nothing; with no work to vouch for it, it is closed all the same.
    """

    audience = models.CharField(max_length=20, choices=Audience.choices, default=Audience.PUBLIC)

    restrictions: Any
    objects = RestrictableQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        abstract = True

    def policies(self) -> Iterable[Policy]:
        return [self, *self.restrictions.all()]

    def closed_below(self) -> Level:
        return vouched(self.restrictions.all())


def vouched(said: Iterable[Any]) -> Level:
    """The level from which a thing is reachable, given its restrictions: without a work that speaks for it, staff's."""
    return Level.STRANGER if any(restriction.basis == "policy" for restriction in said) else SEES_UNATTACHED
