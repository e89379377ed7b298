"""Who may see what of the catalogue, as conditions for queries."""

from datetime import datetime
from typing import TYPE_CHECKING, Self, TypeVar

from django.db.models import Exists, Manager, OuterRef, Q, QuerySet

from archive.access import Level, Viewer
from archive.querysets import ProtectedQuerySet

if TYPE_CHECKING:
    from catalogue.models import Authority, Work

# Translators and archivists work on what is not published yet, and on names that no published work mentions.
SEES_DRAFTS = Level.TRANSLATOR
ARCHIVIST = Viewer(Level.ARCHIVIST)
# How grants and restrictions name a work: work:12.
GRANTED = "work:"
W = TypeVar("W", bound="Work")
A = TypeVar("A", bound="Authority")


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


class AuthorityQuerySet(ProtectedQuerySet[A]):
    """People, organisations, places, subjects: reached only through a work that the viewer may reach.

    A name that no work mentions yet is for those who see drafts; one that only withdrawn works mention, for archivists.
    """

    model: type[A]

    def closed(self, viewer: Viewer, at: datetime, *, listed: bool) -> Q:
        if viewer.level >= Level.ARCHIVIST:
            return Q()
        condition = Q(self.model.mentioned_by(viewer, at, listed=listed))
        if viewer.level >= SEES_DRAFTS:
            condition |= ~Q(self.model.mentioned_by(ARCHIVIST, at, listed=False))
        return condition

    def mentioned_in(self, works: "QuerySet[Work]") -> Self:
        """Those that any of these works mentions."""
        return self.filter(Exists(works.filter(mentions__authority=OuterRef("pk"))))

    def with_words(self) -> Self:
        return self.prefetch_related("names", "notes")


class AuthorityManager(Manager.from_queryset(AuthorityQuerySet)):  # type: ignore[misc]
    """Of a kind, such as Person, the names of that kind; of Authority all."""

    def get_queryset(self) -> AuthorityQuerySet:
        names: AuthorityQuerySet = super().get_queryset()
        kind = getattr(self.model, "of_kind", None)
        return names.filter(kind=kind.code) if kind else names
