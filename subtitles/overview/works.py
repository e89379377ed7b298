"""By which works recordings are found: the room above, which knows works, registers how."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from archive.access import Viewer


@dataclass(frozen=True, slots=True)
class Works:
    """`series` are the series somebody may see, as (key, name); `within` the recordings of one of them, by its key;
    `titled` those of works in whose titles a text stands. Both are conditions of recordings, for what she may see."""

    series: Callable[[Viewer], list[tuple[str, str]]]
    within: Callable[[str, Viewer], Q]
    titled: Callable[[str, Viewer], Q]


_known: list[Works] = []


def register(works: Works) -> None:
    """Make it known who knows works; called when the room above starts."""
    _known.append(works)


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions, Q(pk__in=[]))


def series(viewer: Viewer) -> list[tuple[str, str]]:
    return [each for works in _known for each in works.series(viewer)]


def within(key: str, viewer: Viewer) -> Q:
    return _any(works.within(key, viewer) for works in _known)


def titled(text: str, viewer: Viewer) -> Q:
    """Of the recordings that are not called so themselves."""
    return _any(works.titled(text, viewer) for works in _known)
