"""The same rules as `rules` has them, as conditions for queries."""

from datetime import datetime

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from archive.access.rules import (
    ADMITS,
    NEEDS,
    SEES_EMBARGOED,
    SEES_ENDED,
    SEES_UNATTACHED,
    SEES_UNLISTED,
    Audience,
    Layer,
)
from archive.access.viewers import Level, Viewer

NOTHING = Q()


def allowed(viewer: Viewer, at: datetime, *, listed: bool = False, granted: Q = NOTHING) -> Q:
    """`rule` as a condition on a table with the fields of a rule. `granted`: the rows that a grant of hers lifts."""
    if viewer.level >= Level.ARCHIVIST:
        return Q()
    audiences = [name for name, level in ADMITS.items() if viewer.level >= level]
    if listed and viewer.level < SEES_UNLISTED:
        audiences.remove(Audience.UNLISTED)
    condition = Q(audience__in=audiences)
    if viewer.level < SEES_EMBARGOED:
        condition &= Q(embargo_until__isnull=True) | Q(embargo_until__lte=at, opens_by_itself=True)
    if viewer.level < SEES_ENDED:
        condition &= Q(until__isnull=True) | Q(until__gt=at)
    return (condition | granted if granted else condition) & Q(withdrawn=False)


def unrestricted(
    viewer: Viewer, at: datetime, restrictions: QuerySet[Model], link: str, *, layer: Layer, listed: bool = False
) -> Q:
    """The condition that no restriction closes this layer of a recording or document.

    `restrictions` is all Restriction rows, `link` the name of their key to the thing that is being filtered.
    """
    if viewer.level >= Level.ARCHIVIST:
        return Q()
    needed = {*NEEDS[layer], Layer.EXISTS}
    granted = lifted(viewer, at)
    closing = Q(layer__in=needed) & ~allowed(viewer, at, listed=listed, granted=granted) | ~Q(layer__in=list(NEEDS))
    return ~Q(Exists(_of_one(restrictions, link).filter(closing)))


def lifted(viewer: Viewer, at: datetime) -> Q:
    """The restrictions that a grant of hers lifts: what a work says of its parts, but not that it is no longer out."""
    grants = sorted(viewer.grants_at(at))
    return Q(basis="policy", source__in=grants) & ~Q(layer=Layer.RECORD) if grants else Q()


def vouched(viewer: Viewer, restrictions: QuerySet[Model], link: str) -> Q:
    """The condition that some work vouches for a recording or document."""
    if viewer.level >= SEES_UNATTACHED:
        return Q()
    return Q(Exists(_of_one(restrictions, link).filter(basis="policy", layer=Layer.EXISTS)))


def _of_one(restrictions: QuerySet[Model], link: str) -> QuerySet[Model]:
    return restrictions.filter(**{link: OuterRef("pk")})
