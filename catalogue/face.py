"""The one place that says whether what may be met of a work is still the same.

Whatever changes it raises the work's version here, in its own transaction; the search index and everything that keeps
a page goes by that version. What changes by itself, when an embargo or a rule ends, is known ahead as the face's
`moment`: from then on nothing that was kept holds, until `pass_moments` has raised the version.
"""

import time
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import F, Min, Q, Sum
from django.utils import timezone

from catalogue import shown
from catalogue.models import Face, RadioEpisode, RadioSeries
from catalogue.signals import face_raised

BATCH = 500
HALF = 1 << 31


def raise_version(work_ids: Iterable[int]) -> None:
    """What may be met of these works, or of what shows on their pages, changes in the current transaction."""
    ids = set(work_ids)
    with transaction.atomic(savepoint=False):
        for batch in _batches(ids):
            ids.update(RadioEpisode.objects.filter(pk__in=batch).order_by().values_list("series_id", flat=True))
        for batch in _batches(ids):
            _raise(batch)


def _raise(work_ids: list[int]) -> None:
    at = timezone.now()
    # Held until the transaction ends, in the order of their keys, as everything here is.
    held = Face.objects.select_for_update().filter(pk__in=work_ids).order_by("pk")
    versions = dict(held.values_list("pk", "version"))
    if new := [Face(work_id=pk, version=_first(), moment=at) for pk in work_ids if pk not in versions]:
        Face.objects.bulk_create(new, ignore_conflicts=True)
        versions = dict(held.values_list("pk", "version"))
    held.order_by().update(version=F("version") + 1, settled=False, moment=at)
    transaction.on_commit(lambda: settle(work_ids), robust=True)
    face_raised.send(sender=Face, versions={pk: version + 1 for pk, version in versions.items()})


def _first() -> int:
    """Versions begin at the microsecond, so that none is given twice, not even after a backup was put in place."""
    return time.time_ns() // 1000


def settle(work_ids: Collection[int] | None = None) -> None:
    """Find out until when the new faces of these works, or of all, hold."""
    unsettled = Face.objects.filter(settled=False)
    if work_ids is not None:
        unsettled = unsettled.filter(pk__in=work_ids)
    for batch in _batches(unsettled.values_list("pk", flat=True)):
        with transaction.atomic():
            _settle(batch)


def _settle(work_ids: list[int]) -> None:
    held = Face.objects.select_for_update().filter(pk__in=work_ids, settled=False).order_by("pk")
    since: dict[int, datetime] = {pk: moment for pk, moment in held.values_list("pk", "moment") if moment}
    if not since:
        return
    known = shown.moments(since, min(since.values()))
    ends = {pk: min((each for each in known.get(pk, ()) if each > since[pk]), default=None) for pk in since}
    series = set(RadioSeries.objects.filter(pk__in=since).order_by().values_list("pk", flat=True))
    _write({pk: end for pk, end in ends.items() if pk not in series})
    # A series shows its episodes: it holds no longer than any of their faces.
    episodes = Face.objects.filter(work__radioepisode__series__in=series, moment__isnull=False).order_by()
    first = dict(episodes.values_list("work__radioepisode__series").annotate(Min("moment")))
    _write({pk: min((each for each in (ends[pk], first.get(pk)) if each), default=None) for pk in series})


def _write(ends: dict[int, datetime | None]) -> None:
    for end in set(ends.values()):
        ids = [pk for pk, its_end in ends.items() if its_end == end]
        Face.objects.filter(pk__in=ids).update(settled=True, moment=end)


def pass_moments() -> None:
    """The periodic tick: raise the version of what has opened or closed by itself, settle what a crash left behind."""
    passed = Face.objects.filter(settled=True, moment__lte=timezone.now())
    for batch in _batches(passed.values_list("pk", flat=True)):
        raise_version(batch)
    settle()


def doubtful(at: datetime) -> Q:
    """The condition for faces of which nothing that was kept may be believed at this moment."""
    return Q(settled=False) | Q(moment__lte=at)


def key(work_ids: Collection[int], at: datetime | None = None) -> dict[int, str]:
    """What to keep the page of each work under: another key after every change. Without one nothing may be kept.

    Of an episode its series is a part: that changes with every episode, and so with the ones before and after it.
    """
    at = at or timezone.now()
    series = "work__radioepisode__series__face"
    rows = Face.objects.filter(pk__in=work_ids).values_list(
        "pk", "version", "settled", "moment", f"{series}__version", f"{series}__settled", f"{series}__moment"
    )
    return {
        pk: f"{version}.{of_series}" if of_series else str(version)
        for pk, version, settled, moment, of_series, series_settled, series_moment in rows
        if settled and (moment is None or moment > at)
        if of_series is None or (series_settled and (series_moment is None or series_moment > at))
    }


def key_of_all(at: datetime) -> str | None:
    """What to keep a list of works under: another key after a change of any of them. None: nothing may be kept now.

    Versions only rise and no face goes away, so that their sum is never the same twice. Halves of them are summed up,
    since the sum of all would be too large a number.
    """
    if Face.objects.filter(doubtful(at)).exists():
        return None
    sums = Face.objects.aggregate(high=Sum(F("version") / HALF), low=Sum(F("version") % HALF))
    return f"{sums['high']}.{sums['low']}"


def versions(work_ids: Collection[int] | None = None) -> dict[int, int]:
    """The newest version of each of these works, or of all, those that are gone as well."""
    faces = Face.objects.order_by("pk")
    if work_ids is not None:
        faces = faces.filter(pk__in=work_ids)
    return dict(faces.values_list("pk", "version"))


def begin_anew() -> None:
    """The database is another one: no version of before is given again."""
    Face.objects.update(version=_first(), settled=False, moment=timezone.now())
    settle()


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    waiting = sorted(ids)
    for first in range(0, len(waiting), BATCH):
        yield waiting[first : first + BATCH]
