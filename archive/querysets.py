"""Questions asked of the tables, in the archive's own words."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from archive import access
from archive.access import RULE, Viewer
from archive.exceptions import RuleGuarded

if TYPE_CHECKING:
    from archive.models import Job  # noqa: F401 - named in quotes


class ProtectedQuerySet(models.QuerySet[Any]):
    """A queryset that knows who is looking."""

    def update(self, **values: Any) -> int:
        """As ever, for everything but the rule. Raises RuleGuarded."""
        if written := sorted(set(values) & set(RULE)):
            raise RuleGuarded(self.model.__name__, written)
        return super().update(**values)

    def write_rule(self, **rule: Any) -> int:
        """Write these fields of the rule; for `policy` alone, which keeps the events and tells whom it concerns."""
        return super().update(**rule)

    def closed(self, viewer: Viewer, at: datetime, *, listed: bool) -> Q:
        """Further conditions of a kind of thing; none by default."""
        return Q()

    def visible_to(self, viewer: Viewer, at: datetime | None = None) -> Self:
        """What this viewer may see at its address."""
        return self._reachable(viewer, at, listed=False)

    def listed_to(self, viewer: Viewer, at: datetime | None = None) -> Self:
        """What this viewer may be shown in lists, search and feeds."""
        return self._reachable(viewer, at, listed=True)

    def mentioned_to(self, viewer: Viewer, at: datetime | None = None) -> Self:
        """What a page about something else may name to this viewer: visible, and not itself kept to its address."""
        at = at or timezone.now()
        return self.visible_to(viewer, at).filter(access.allowed(viewer, at, listed=True))

    def _reachable(self, viewer: Viewer, at: datetime | None, *, listed: bool) -> Self:
        at = at or timezone.now()
        own = access.allowed(viewer, at, listed=listed)
        return self.filter(own, self.closed(viewer, at, listed=listed))


class RestrictableQuerySet(ProtectedQuerySet):
    """Recordings and documents: reached only through a work, and closed by any restriction."""

    def closed(self, viewer: Viewer, at: datetime, *, listed: bool) -> Q:
        link = self.model._meta.get_field("restrictions").field
        return access.unrestricted(viewer, at, link.model.objects.all(), link.name, listed=listed)


class OriginalQuerySet(models.QuerySet[Any]):
    def due_for_fixity(self, at: datetime, every: timedelta) -> Self:
        """Originals never verified, or not since `at - every`; the longest neglected first."""
        overdue = Q(verified_at__isnull=True) | Q(verified_at__lt=at - every)
        return self.filter(overdue).order_by(models.F("verified_at").asc(nulls_first=True))


class JobQuerySet(models.QuerySet["Job"]):
    """Every moment is compared by the database's own clock."""

    def for_target(self, target: models.Model | None) -> Self:
        """The jobs about one thing, newest first; about no one thing, for None."""
        if target is None:
            return self.filter(target_type=None).order_by("-pk")
        kind = ContentType.objects.get_for_model(target)
        return self.filter(target_type=kind, target_id=target.pk).order_by("-pk")

    def abandoned(self) -> Self:
        """Running jobs whose lease ran out: their worker died or hangs."""
        return self.filter(state=self.model.State.RUNNING, lease_expires_at__lt=Now())

    def due(self) -> Self:
        """Waiting jobs that may be taken, in the order in which they are; the others failed a moment ago."""
        waiting = self.filter(Q(not_before=None) | Q(not_before__lte=Now()), state=self.model.State.WAITING)
        return waiting.order_by("-priority", "pk")

    def open(self) -> Self:
        """Jobs that are not over yet."""
        return self.filter(state__in=self.model.OPEN)

    def live(self) -> Self:
        """Jobs that are not over yet and that nobody called off: of these there are never two alike."""
        return self.open().filter(cancel_requested=False)
