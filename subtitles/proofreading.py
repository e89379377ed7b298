"""A track goes out as a Word table to be proof-read and comes back: what was edited, cue by cue, becomes a revision.

The file says which revision it was made from, and names each cue by its number there and the beginning of its UUID.
What was edited here since is not written over, whether it is in a version already or only at the workbench: words that
do not touch are joined, and where both sides changed the same of a cue, a person chooses.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from archive.languages import direction
from archive.models import Recording
from subtitles import exporting, pending, revising, workbench
from subtitles.changes import wording
from subtitles.cuelike import Worded
from subtitles.exceptions import EditedMeanwhile, UnreadableSubtitles
from subtitles.formats import proof
from subtitles.formats.word_table import Side
from subtitles.models import Cue, PendingImport, Revision, Track
from subtitles.pairing import pair
from subtitles.reasons import Refusal
from subtitles.webvtt import Dropped

_PACKED = b"PK"
_WRITING = ("text", "times", "split", "merge", "delete", "restore")
_LETTERS = 4  # of a cue's UUID, by which a row of another table is known


class State(StrEnum):
    """What becomes of an edit: it comes in, it is here already, the same was edited otherwise here since, or the cue is
    gone."""

    NEW = "new"
    DONE = "done"
    CONFLICT = "conflict"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Written:
    """A cue's text and time."""

    start_ms: int
    end_ms: int
    payload: str


@dataclass(frozen=True, slots=True)
class Edit:
    """`base` is the cue as it went out, `now` as it stands (None where it is gone), `wanted` that with what was edited.
    `number` is its place in the revision that went out, from 1."""

    number: int
    base: Cue
    now: Written | None
    wanted: Written
    state: State


@dataclass(frozen=True, slots=True)
class Proof:
    """What came back, of the revision `base`, to go upon the track as it stands after the change of this `number`, of
    which `newest` is the revision: edits in the order of the cues, cues without a row (which stay), and rows of no
    cue."""

    base: Revision
    newest: Revision
    number: int
    edits: list[Edit]
    missing: list[Cue]
    unknown: list[Dropped]

    def in_state(self, state: State) -> list[Edit]:
        return [edit for edit in self.edits if edit.state is state]


def sheet(
    revision: Revision, beside: Track | None, headings: Sequence[str], above: Sequence[str], *, is_rtl: bool
) -> bytes:
    """The DOCX: a table of the revision's cues, with the texts of another track beside them, under four `headings`.

    `above` are sentences for whoever reads proofs, from right to left with `is_rtl`; a last line says where the file
    came from.
    """
    cues, track = list(revision.cues.all()), revision.track
    source = Side()
    if beside and (of := beside.published_revision or beside.revisions.first()):
        sources = list(of.cues.all())
        texts = ["\n".join(sources[at].payload for at in places) for places in pair(cues, sources)]
        source = Side(texts, beside.language, beside.dir)
    said = Side(direction="rtl" if is_rtl else "ltr")
    lines = [*((line, said) for line in above), (proof.mark(track.uuid, revision.number), Side())]
    target = Side((), track.language, direction(track.language))
    return proof.sheet(exporting.document_of(revision), _keys(cues), source, target, headings=headings, above=lines)


def base_of(data: bytes) -> Revision | None:
    """The revision that a file was made from for proof-reading, if it was. Raises UnreadableSubtitles for a Word file
    that cannot be read."""
    found = proof.marked(data) if data.startswith(_PACKED) else None
    of_track = Revision.objects.filter(track__uuid=found[0], number=found[1]) if found else Revision.objects.none()
    return of_track.select_related("track").first()


def compare(track: Track, data: bytes) -> Proof:
    """What was edited in a file that went out of this track. Raises UnreadableSubtitles, also for another track's."""
    if proof.marked(data) is None:
        raise UnreadableSubtitles(Refusal.NO_PROOF)
    base, newest = base_of(data), track.revisions.first()
    if base is None or newest is None or base.track_id != track.pk:
        raise UnreadableSubtitles(Refusal.OTHER_PROOF)
    cues = list(base.cues.all())
    stands = workbench.state_at(track)
    now = {UUID(cue["uuid"]): Written(cue["start"], cue["end"], cue["text"]) for cue in stands["cues"]}
    read = proof.changes(exporting.document_of(base), _keys(cues), data)
    edits = [
        _edit(changed.index + 1, cues[changed.index], now.get(cues[changed.index].uuid), changed.cue)
        for changed in read.changed
    ]
    return Proof(base, newest, stands["number"], edits, [cues[index] for index in read.missing], read.unknown)


def begin(track: Track, data: bytes, file_name: str, by: User) -> PendingImport:
    """Keep a file that came back until it is decided about. Raises UnreadableSubtitles as `compare` does."""
    compare(track, data)
    return pending.begin(track.recording, data, file_name, track.language, by=by, track=track, kind=track.kind)


def take_in(
    waiting: PendingImport, take: Collection[int] = (), leave: Collection[int] = (), since: int | None = None
) -> Revision:
    """Write what was edited upon the track as it stands: all that is new but `leave`, of the conflicts those in `take`,
    by the numbers of the edits. Nothing of it leaves the track as it is.

    Whoever chose looked at it after the change of the number `since`. Raises EditedMeanwhile where a cue of a conflict
    that she took was written in after it, and UnreadableSubtitles; then nothing is saved.
    """
    with transaction.atomic():
        locked = PendingImport.objects.select_for_update().get(pk=waiting.pk)
        if locked.revision is not None:
            return locked.revision
        assert locked.track is not None  # noqa: S101 - a file that came back belongs to a track
        Recording.objects.select_for_update().get(pk=locked.track.recording_id)
        track = workbench.hold(locked.track)
        found = compare(track, bytes(locked.data))
        taken = [edit for edit in found.in_state(State.CONFLICT) if edit.number in take]
        chosen = [edit for edit in found.in_state(State.NEW) if edit.number not in leave] + taken
        if since is not None and _written_since(track, {edit.base.uuid for edit in taken}, since):
            raise EditedMeanwhile
        if not chosen:
            return found.newest
        edited = {edit.base.uuid: edit.wanted for edit in chosen}
        # What was looked at is what stands: kept, it is what is gone on from.
        upon = workbench.checkpoint(track, found.number)
        made = revising.reword(upon, edited, locked.by, file_name=locked.file_name)
        locked.revision, locked.data = made, b""
        locked.save(update_fields=["revision", "data"])
    return made


def _written_since(track: Track, cues: Collection[UUID], number: int) -> bool:
    about = Q(cue__in=cues) | Q(other__in=cues)
    return bool(cues) and track.changes.filter(about, number__gt=number, kind__in=_WRITING).exists()


def _keys(cues: Sequence[Cue]) -> list[str]:
    return [f"{number}·{cue.uuid.hex[:_LETTERS]}" for number, cue in enumerate(cues, start=1)]


def _edit(number: int, base: Cue, now: Written | None, back: Worded) -> Edit:
    """`back` is the cue as it came back. Of its text and its time only what was edited is wanted."""
    upon = now or base
    is_retimed = _time(back) != _time(base)
    merged = wording.merge(base.payload, back.payload, upon.payload)
    wanted = Written(*_time(back if is_retimed else upon), back.payload if merged is None else merged)
    clashes = merged is None or (is_retimed and _time(upon) not in {_time(base), _time(back)})
    if now is None:
        return Edit(number, base, now, wanted, State.GONE)
    if (*_time(now), now.payload) == (*_time(wanted), wanted.payload):
        return Edit(number, base, now, wanted, State.DONE)
    return Edit(number, base, now, wanted, State.CONFLICT if clashes else State.NEW)


def _time(cue: Worded) -> tuple[int, int]:
    return cue.start_ms, cue.end_ms
