"""Questions asked of the tables, in the archive's own words."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Self

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from archive import access
from archive.access import RULE, Viewer
from archive.exceptions import RuleGuarded
from archive.signals import rows_written


class ProtectedQuerySet(models.QuerySet[Any]):
    """A queryset that knows who is looking."""

    def update(self, **values: Any) -> int:
        """As ever, for everything but the rule. Raises RuleGuarded."""
        if written := sorted(set(values) & set(RULE)):
            raise RuleGuarded(self.model.__name__, written)
        return self._write(values)

    def write_rule(self, **rule: Any) -> int:
        """Write these fields of the rule; for `policy` alone, which keeps the events and tells whom it concerns."""
        return self._write(rule)

    def _write(self, values: Mapping[str, Any]) -> int:
        """Nothing is written that the rooms above are not told of in the same transaction."""
        with transaction.atomic(using=self.db, savepoint=False):
            ids = list(self.order_by().values_list("pk", flat=True))
            count = super().update(**values)
            if ids:
                rows_written.send(sender=self.model, ids=ids)
        return count

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


class JobQuerySet(models.QuerySet[Any]):
    def for_target(self, target: models.Model | None) -> Self:
        """The jobs about one thing, newest first; about no one thing, for None."""
        if target is None:
            return self.filter(target_type=None).order_by("-pk")
        kind = ContentType.objects.get_for_model(target)
        return self.filter(target_type=kind, target_id=target.pk).order_by("-pk")

    def abandoned(self, at: datetime) -> Self:
        """Running jobs whose lease ran out: their worker died or hangs."""
        return self.filter(state="running", lease_expires_at__lt=at)

    def due(self, at: datetime) -> Self:
        """Waiting jobs that may be taken; the others failed a moment ago."""
        return self.filter(Q(not_before=None) | Q(not_before__lte=at), state="waiting")

    def open(self) -> Self:
        """Jobs that are not over yet."""
        return self.filter(state__in=("waiting", "running"))
