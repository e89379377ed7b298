"""Who may see what of the catalogue, as conditions for queries."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db.models import Q, QuerySet

from archive.access import Level, Viewer
from archive.querysets import ProtectedQuerySet

if TYPE_CHECKING:
    from catalogue.models import Work

# Translators and archivists work on what is not published yet, and on names that no published work mentions.
SEES_DRAFTS = Level.TRANSLATOR
ARCHIVIST = Viewer(Level.ARCHIVIST)
# How grants and restrictions name a work: work:12.
GRANTED = "work:"
W = TypeVar("W", bound="Work")


class WorkQuerySet(ProtectedQuerySet[W]):
    """Works; what is not published is closed whatever its audience."""

    def closed(self, viewer: Viewer, at: datetime, *, listed: bool) -> Q:
        return Q() if viewer.level >= SEES_DRAFTS else Q(live=True)

    def granted(self, viewer: Viewer, at: datetime) -> Q:
        keys = [grant.removeprefix(GRANTED) for grant in viewer.grants_at(at) if grant.startswith(GRANTED)]
        return Q(pk__in=[int(key) for key in keys if key.isdecimal()]) if keys else Q()

    def with_words(self) -> Self:
        """Fetch titles and texts along, so that a list costs the same whatever its length."""
        return self.prefetch_related("titles", "texts")


class AuthorityQuerySet(ProtectedQuerySet[Any]):
    """People, organisations, places, subjects: reached only through a work that the viewer may reach.

    A name that no work mentions yet is for those who see drafts; one that only withdrawn works mention, for archivists.
    """

    def closed(self, viewer: Viewer, at: datetime, *, listed: bool) -> Q:
        if viewer.level >= Level.ARCHIVIST:
            return Q()
        condition = Q(pk__in=self.model.mentions(works_for(viewer, at, listed=listed)))
        if viewer.level >= SEES_DRAFTS:
            condition |= ~Q(pk__in=self.model.mentions(works_for(ARCHIVIST, at, listed=False)))
        return condition

    def with_words(self) -> Self:
        return self.prefetch_related("names", "texts")


def works_for(viewer: Viewer, at: datetime, *, listed: bool) -> QuerySet[Any]:
    """The works through which a viewer may meet a name."""
    from catalogue.models import Work  # noqa: PLC0415 - the models import this module

    works = Work.objects.order_by()
    return works.listed_to(viewer, at) if listed else works.visible_to(viewer, at)
