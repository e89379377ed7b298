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
        vouched = any(restriction.basis == "policy" for restriction in self.restrictions.all())
        return Level.STRANGER if vouched else SEES_UNATTACHED
