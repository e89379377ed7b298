"""How a track stands at a number: the last checkpoint, with the changes after it."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from archive.questions import Question
from subtitles.changes import Folded, State, fold
from subtitles.exceptions import AheadOfTheTrack
from subtitles.models import Change, Cue, Revision, Track
from subtitles.workbench.rows import CUE, CueRow, Done, DoneRow, Row, change_of, cue_of, cues_of, folded_by

R = TypeVar("R", bound=Row)

# The changes that a cue's name goes away by, or comes back.
_NAMING = ("merge", "restore")


def last_number(track: Track) -> int:
    """That of the newest change, 0 before the first."""
    return next(iter(_newest(track=track.pk)), 0)


@Question
def _newest(track: int) -> QuerySet[Change, int]:
    return Change.objects.filter(track=track).order_by("-number").values_list("number", flat=True)[:1]


def base_of(revisions: QuerySet[Revision], number: int) -> Revision | None:
    """Of a track's revisions the newest checkpoint of what stood at this number or before."""
    return _based(revisions, number).first()


def _based(revisions: QuerySet[Revision], number: int) -> QuerySet[Revision]:
    return revisions.filter(upto__lte=number).order_by("-upto", "-number")


def state_at(track: Track, number: int | None = None) -> State:
    """All cues as they stood after the change of this number, the newest without one. Raises AheadOfTheTrack."""
    return folded_at(track, number).state()


def folded_at(track: Track, number: int | None = None) -> Folded:
    newest = last_number(track)
    if number is not None and number > newest:
        raise AheadOfTheTrack(newest)
    upto = newest if number is None else number
    base = base_of(track.revisions.all(), upto)
    begun = _upto(base)
    cues = {cue["uuid"]: cue for cue in cues_of(Cue.objects.filter(revision=base))} if base else {}
    return fold(
        Folded(begun, cues, _aliases(track, begun)),
        folded_by(track.changes.filter(number__gt=begun, number__lte=upto)),
    )


def folded_about(track: Track, names: Iterable[str], number: int) -> Folded:
    """The same of the cues of these names alone, and of those that they came from: it costs what was done to these,
    however many cues the track has."""
    base, upto = next(iter(_base(track=track.pk, number=number)), (None, 0))
    begun = upto or 0

    def found(cues: Sequence[UUID]) -> Iterable[Done]:
        return [Done(*row) for row in _done(track=track.pk, after=begun, upto=number, cues=cues)]

    rows, wanted = connected(found, names)
    cues = map(cue_of, _cues(revision=base, names=list(wanted))) if base else ()
    return fold(Folded(begun, {cue["uuid"]: cue for cue in cues}), map(change_of, rows))


def connected(find: Callable[[Sequence[UUID]], Iterable[R]], names: Iterable[str]) -> tuple[list[R], set[UUID]]:
    """Of what was done all that touches these cues or those that they came from or went into, in order; and these.

    `find` gives what is `touching` some cues.
    """
    wanted = {UUID(name) for name in names}
    rows: dict[int, R] = {}
    asked: set[UUID] = set()
    while fresh := wanted - asked:
        rows |= {row.number: row for row in find(list(fresh))}
        asked |= fresh
        wanted |= {uuid for row in rows.values() if row.kind != "shift" for uuid in (row.cue, row.other) if uuid}
    return [rows[number] for number in sorted(rows)], wanted


def touching(cues: Sequence[UUID]) -> tuple[Q, Q, Q]:
    """What names one of these cues, in either place; and a shift, which names none and moves any."""
    return Q(cue__in=cues), Q(other__in=cues), Q(kind="shift")


@Question
def _base(track: int, number: int) -> QuerySet[Revision, tuple[int, int | None]]:
    """Of the base its key and its number alone: a header or blocks can be long."""
    return _based(Revision.objects.filter(track=track), number).values_list("pk", "upto")[:1]


@Question
def _done(track: int, after: int, upto: int, cues: Sequence[UUID]) -> QuerySet[Change, DoneRow]:
    done = Change.objects.filter(track=track, number__gt=after, number__lte=upto).order_by()
    # Joined by "or" in one condition, all that was done after the base would be gone through for them.
    rows, *more = [done.filter(one).values_list(*Done._fields) for one in touching(cues)]
    return rows.union(*more, all=True)


@Question
def _cues(revision: int, names: Sequence[UUID]) -> QuerySet[Cue, CueRow]:
    return Cue.objects.filter(revision=revision, uuid__in=names).order_by().values_list(*CUE)


def _aliases(track: Track, number: int) -> dict[str, str]:
    """The names that lead on, of what was done up to this number."""
    aliases: dict[str, str] = {}
    for change in folded_by(track.changes.filter(kind__in=_NAMING, number__lte=number)) if number else ():
        result = change.get("result", {})
        if "conflict" in result or "gone" in result:
            continue
        if change["kind"] == "merge":
            aliases[change["with"]] = str(change["cue"])
        else:
            aliases.pop(str(change["cue"]), None)
    return aliases


def _upto(base: Revision | None) -> int:
    return (base.upto or 0) if base else 0
