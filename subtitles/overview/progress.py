"""How much of each of many tracks is written, as the workbench has it, in the same few queries for one and for many."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Self

from django.db.models import Count, Q

from subtitles.changes import Folded, fold
from subtitles.changes.cues import Cue as Folding
from subtitles.changes.cues import blank
from subtitles.models import Change, Cue, Revision, Track
from subtitles.workbench.rows import change_of

# What changes neither whether a cue has words nor whether it is confirmed is not read.
_COUNTS = ("text", "insert", "delete", "split", "merge", "confirm", "restore")


@dataclass(frozen=True, slots=True)
class Progress:
    """Of a track's cues: how many there are, have words, and were confirmed by a person."""

    cues: int = 0
    written: int = 0
    confirmed: int = 0

    @classmethod
    def counted(cls, cues: Collection[Folding]) -> Self:
        return cls(len(cues), sum(bool(cue["text"].strip()) for cue in cues), sum(cue["confirmed"] for cue in cues))

    @property
    def empty(self) -> int:
        return self.cues - self.written


NOTHING = Progress()


@dataclass(frozen=True, slots=True)
class _Base:
    """The checkpoint that a track's changes are folded upon: the key of its revision, None before the first."""

    revision: int | None = None
    upto: int = 0


def of(tracks: Iterable[Track]) -> dict[int, Progress]:
    """By key, of each of these tracks. What is written and in no revision yet counts too."""
    bases = _bases([track.pk for track in tracks])
    changes = _changes_since(bases)
    settled = {base.revision: pk for pk, base in bases.items() if base.revision and pk not in changes}
    found = dict.fromkeys(bases, NOTHING) | _counted(settled)
    for pk, folded in _begun({pk: bases[pk] for pk in changes}).items():
        found[pk] = Progress.counted(fold(folded, map(change_of, changes[pk])).cues.values())
    return found


def _bases(tracks: Collection[int]) -> dict[int, _Base]:
    bases = dict.fromkeys(tracks, _Base())
    rows = Revision.objects.filter(track__in=tracks, upto__isnull=False).order_by("upto", "number")
    for track, revision, upto in rows.values_list("track_id", "pk", "upto"):
        bases[track] = _Base(revision, upto or 0)  # the last is the newest
    return bases


def _changes_since(bases: dict[int, _Base]) -> dict[int, list[Change]]:
    """By track, in order; a track without any is not in it."""
    found: dict[int, list[Change]] = {}
    if bases:
        since = reduce(or_, (Q(track=pk, number__gt=base.upto) for pk, base in bases.items()))
        for row in Change.objects.filter(since, kind__in=_COUNTS).order_by("track", "number"):
            found.setdefault(row.track_id, []).append(row)
    return found


def _counted(tracks: dict[int, int]) -> dict[int, Progress]:
    """By track, of those where all that is written is in a revision; given by the key of that revision."""
    rows = Cue.objects.filter(revision__in=tracks).order_by().values("revision")
    counts = rows.annotate(
        cues=Count("pk"), written=Count("pk", filter=~Q(payload="")), confirmed=Count("pk", filter=Q(confirmed=True))
    )
    return {tracks[row["revision"]]: Progress(row["cues"], row["written"], row["confirmed"]) for row in counts}


def _begun(bases: dict[int, _Base]) -> dict[int, Folded]:
    """By track, its checkpoint to be folded upon: which cues there are, with their words, at no time."""
    begun = {pk: Folded(base.upto) for pk, base in bases.items()}
    of_revision = {base.revision: begun[pk] for pk, base in bases.items() if base.revision}
    rows = Cue.objects.filter(revision__in=of_revision).order_by()
    for revision, uuid, text, confirmed in rows.values_list("revision_id", "uuid", "payload", "confirmed"):
        of_revision[revision].put({**blank(str(uuid)), "text": text, "confirmed": confirmed})
    return begun
