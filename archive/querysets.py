"""Questions asked of the tables, in the archive's own words."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from archive import access
from archive.access import NEEDS, RULE, Layer, Level, Viewer
from archive.exceptions import RuleGuarded
from archive.signals import rows_written

M = TypeVar("M", bound=models.Model)

if TYPE_CHECKING:
    from archive.models import Job  # noqa: F401 - named in quotes


class ProtectedQuerySet(models.QuerySet[M]):
    """A queryset that knows who is looking."""

    def update(self, **values: object) -> int:
        """As ever, for everything but the rule. Raises RuleGuarded."""
        if written := sorted(set(values) & set(RULE)):
            raise RuleGuarded(self.model.__name__, written)
        return self._write(values)

    def write_rule(self, **rule: object) -> int:
        """Write these fields of the rule; for `policy` alone, which keeps the events and tells whom it concerns."""
        return self._write(rule)

    def _write(self, values: Mapping[str, object]) -> int:
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

    def granted(self, viewer: Viewer, at: datetime) -> Q:
        """The rows whose own rule is lifted for this viewer by a grant; none by default."""
        return Q()

    def layered(self, viewer: Viewer, at: datetime, layer: Layer, *, listed: bool) -> Q:
        """What is said of a layer elsewhere than in the row's own rule.

        Of a work, rules for layers stand in the row itself: `access.decide` reads them, and what they mean for the
        recordings is asked of those. Raises ValueError for any layer but the record.
        """
        if layer != Layer.RECORD:
            raise ValueError(f"Ask the recordings of a {self.model.__name__} for {layer}, or `decide` about one.")
        return Q()

    def lent(self, viewer: Viewer, at: datetime) -> Q:
        """The rows that are lent to this viewer, who is a translator to them; none by default."""
        return Q()

    def visible_to(self, viewer: Viewer, at: datetime | None = None, layer: Layer = Layer.RECORD) -> Self:
        """What this viewer may see of this layer at its address."""
        return self._reachable(viewer, at, layer, listed=False)

    def listed_to(self, viewer: Viewer, at: datetime | None = None, layer: Layer = Layer.RECORD) -> Self:
        """What this viewer may be shown in lists, search and feeds."""
        return self._reachable(viewer, at, layer, listed=True)

    def mentioned_to(self, viewer: Viewer, at: datetime | None = None) -> Self:
        """What a page about something else may name to this viewer: visible, and not itself kept to its address."""
        at = at or timezone.now()
        return self.visible_to(viewer, at).filter(self._own(viewer, at, listed=True))

    def _reachable(self, viewer: Viewer, at: datetime | None, layer: Layer, *, listed: bool) -> Self:
        at = at or timezone.now()
        if layer not in NEEDS and viewer.level < Level.ARCHIVIST:
            return self.none()
        condition = self._open(viewer, at, layer, listed=listed)
        # Whoever is a translator to everything borrows nothing.
        if viewer.level < Level.TRANSLATOR and (lent := self.lent(viewer, at)):
            condition |= lent & self._open(viewer.as_translator(), at, layer, listed=listed)
        return self.filter(condition)

    def _open(self, viewer: Viewer, at: datetime, layer: Layer, *, listed: bool) -> Q:
        elsewhere = self.layered(viewer, at, layer, listed=listed) & self.closed(viewer, at, listed=listed)
        return self._own(viewer, at, listed=listed) & elsewhere

    def _own(self, viewer: Viewer, at: datetime, *, listed: bool) -> Q:
        return access.allowed(viewer, at, listed=listed, granted=self.granted(viewer, at))


def visible(model: type[M], viewer: Viewer) -> ProtectedQuerySet[M]:
    """What this viewer may see of a kind of thing that the gate knows."""
    rows = model._default_manager.all()
    assert isinstance(rows, ProtectedQuerySet)  # noqa: S101
    return rows.visible_to(viewer)


class RestrictableQuerySet(ProtectedQuerySet[M]):
    """Recordings and documents: reached only through a work, and closed by any restriction.

    Their record is that they exist: asked without a layer, it is that.
    """

    def lent(self, viewer: Viewer, at: datetime) -> Q:
        keys = viewer.lent(str(self.model._meta.model_name), at)
        return Q(pk__in=keys) if keys else Q()

    @property
    def whole(self) -> Layer:
        return Layer(getattr(self.model, "whole"))  # noqa: B009 - the model is generic here

    def closed(self, viewer: Viewer, at: datetime, *, listed: bool) -> Q:
        return access.vouched(viewer, *self._restrictions())

    def layered(self, viewer: Viewer, at: datetime, layer: Layer, *, listed: bool) -> Q:
        asked = self.whole if layer == Layer.RECORD else layer
        return access.unrestricted(viewer, at, *self._restrictions(), layer=asked, listed=listed)

    def _restrictions(self) -> tuple[models.QuerySet[models.Model], str]:
        """All restrictions there are, and the name of their key to these things."""
        link = self.model._meta.get_field("restrictions")
        assert isinstance(link, models.ManyToOneRel)  # noqa: S101
        return link.related_model._base_manager.all(), link.field.name


class OriginalQuerySet(models.QuerySet[M]):
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
