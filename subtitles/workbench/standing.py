"""How a track stands at a number: the last checkpoint, with the changes after it."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from subtitles.changes import Folded, State, fold
from subtitles.exceptions import AheadOfTheTrack
from subtitles.models import Change, Cue, Revision, Track
from subtitles.workbench.rows import change_of, cues_of, folded_by

# The changes that a cue's name goes away by, or comes back.
_NAMING = ("merge", "restore")


def last_number(track: Track) -> int:
    """That of the newest change, 0 before the first."""
    number: int | None = track.changes.order_by("-number").values_list("number", flat=True).first()
    return number or 0


def base_of(revisions: QuerySet[Revision], number: int) -> Revision | None:
    """Of a track's revisions the newest checkpoint of what stood at this number or before."""
    return revisions.filter(upto__lte=number).order_by("-upto", "-number").first()


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
    base = base_of(track.revisions.all(), number)
    rows, wanted = connected(track.changes.filter(number__gt=_upto(base), number__lte=number), names)
    cues = cues_of(Cue.objects.filter(revision=base, uuid__in=wanted)) if base else []
    return fold(Folded(_upto(base), {cue["uuid"]: cue for cue in cues}), map(change_of, rows))


def connected(done: QuerySet[Change], names: Iterable[str]) -> tuple[list[Change], set[UUID]]:
    """Of what was done all that touches these cues or those that they came from or went into, in order; and these."""
    wanted = {UUID(name) for name in names}
    rows: dict[int, Change] = {}
    asked: set[UUID] = set()
    while fresh := wanted - asked:
        found = done.filter(Q(cue__in=fresh) | Q(other__in=fresh)).select_related("by")
        rows |= {row.number: row for row in found}
        asked |= fresh
        wanted |= {uuid for row in rows.values() for uuid in (row.cue, row.other) if uuid}
    rows |= {row.number: row for row in done.filter(kind="shift").select_related("by")}
    return [rows[number] for number in sorted(rows)], wanted


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
