"""Write a revision of our own upon one that there is. Nothing that was saved before is touched.

What was written since that one stays: what is done here joins it cue by cue. Where nothing of it can be done any more,
because the cues say something else by now or are gone, NotTheNewest is raised.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import astuple
from functools import partial
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction

from archive import events
from archive.models import Event, Recording
from subtitles import changes, provenance, rules, speaking, wordtimes, workbench
from subtitles.cuelike import Worded
from subtitles.exceptions import NotTheNewest
from subtitles.models import Cue, Origin, Revision, Track
from subtitles.rules import Finding
from subtitles.workbench import state_of

NOTE_LENGTH = 300

# Makes of a revision's cues, in the order of the file, what the next one has.
Change = Callable[[list[Cue]], None]


def repair(revision: Revision, cues: list[Cue], findings: Collection[Finding], by: User | None = None) -> Revision:
    """Apply the repairs of these findings, which are of these cues of this revision, and save what becomes of it.

    Returns the revision itself where there is nothing to mend. Raises NotTheNewest.
    """
    mended = {cues[index].pk: after for index, after in rules.repair(cues, findings).items()}
    if not mended:
        return revision

    def change(found: list[Cue]) -> None:
        for cue in found:
            if after := mended.get(cue.pk):
                _mend(cue, after)

    codes = ", ".join(sorted({finding.code for finding in findings if finding.repair}))[:NOTE_LENGTH]
    with transaction.atomic():
        # Nobody read it through: who made the words is who made them before.
        made, count = _revise(revision, by, codes, change)
        record = partial(events.record, Event.Kind.MODIFICATION, made.track, "track.repaired", agent=by)
        record(revision=made.number, cues=count, codes=made.note)
    return made


def confirm(revision: Revision, uuids: Collection[UUID] | None, by: User | None = None) -> Revision:
    """Say of these cues of a machine's, or of all (None), that a person has checked them, in a revision that says so;
    of those that say something else by now she has not.

    With the last of them the text becomes a person's. Returns the revision itself where there is nothing to confirm.
    Raises NotTheNewest.
    """
    left = revision.cues.filter(machine=True)
    wanted = set(left.values_list("uuid", flat=True)) & set(uuids) if uuids is not None else None
    asked = unchecked(revision) if wanted is None else len(wanted)
    if not asked:
        return revision

    def change(found: list[Cue]) -> None:
        for cue in found:
            if cue.machine and (wanted is None or cue.uuid in wanted):
                cue.machine, cue.confirmed = False, True

    is_last = asked == unchecked(revision)
    with transaction.atomic():
        made, count = _revise(revision, by, "", change, origin=Origin.HUMAN if is_last else None)
        record = partial(events.record, Event.Kind.VALIDATION, made.track, "track.confirmed", agent=by)
        record(revision=made.number, cues=count)
    return made


def reword(
    revision: Revision, edited: Mapping[UUID, Worded], by: User | None = None, *, file_name: str = ""
) -> Revision:
    """Give these cues the text and time that somebody edited in a file; what she wrote is a person's.

    Returns the revision itself where no cue is given. Raises NotTheNewest.
    """
    if not edited:
        return revision

    def change(found: list[Cue]) -> None:
        for cue in found:
            if after := edited.get(cue.uuid):
                cue.machine = cue.machine and after.payload == cue.payload
                _mend(cue, after)

    left = revision.cues.filter(machine=True).values_list("uuid", "payload")
    is_last = bool(left) and all(key in edited and edited[key].payload != payload for key, payload in left)
    with transaction.atomic():
        made, count = _revise(revision, by, file_name[:NOTE_LENGTH], change, origin=Origin.HUMAN if is_last else None)
        speaking.note_revision(made)  # a name may have been written that nobody spoke under before
        record = partial(events.record, Event.Kind.MODIFICATION, made.track, "track.proofread", agent=by)
        record(revision=made.number, cues=count, file=file_name)
    return made


def unchecked(revision: Revision) -> int:
    """How many of its cues a machine made, and nobody has checked."""
    return revision.cues.filter(machine=True).count()


def _mend(cue: Cue, after: Worded) -> None:
    """What is known of its words goes with them, and with its time."""
    known = wordtimes.reworded(cue.spoken(), cue.payload, after.payload)
    if after.start_ms != cue.start_ms:
        known = wordtimes.moved(known, (cue.start_ms, cue.end_ms), (after.start_ms, after.end_ms))
    cue.words = [astuple(word) for word in known]
    cue.payload, cue.start_ms, cue.end_ms = after.payload, after.start_ms, after.end_ms


def _revise(
    revision: Revision, by: User | None, note: str, change: Change, origin: str | None = None
) -> tuple[Revision, int]:
    """The revision anew, with its cues changed and all else as it was or was made meanwhile; and how many cues it
    changed. `origin` is that of the text where nobody wrote meanwhile. Call it inside a transaction."""
    Recording.objects.select_for_update().get(pk=revision.track.recording_id)
    revision.track = track = workbench.hold(revision.track)
    latest: Revision = track.revisions.latest("number")
    cues = list(revision.cues.order_by("position"))
    was = [state_of(cue) for cue in cues]
    change(cues)
    if latest.pk == revision.pk and revision.upto == workbench.last_number(track):
        made = _anew(revision, was, cues, by, note, origin)
        count = sum(state_of(cue) != before for cue, before in zip(cues, was, strict=True))
    else:
        made, count = workbench.join(revision, was, cues, by, note)
        if not count:
            raise NotTheNewest(latest.number)
    Track.objects.filter(pk=track.pk).note_saved(made.created_at)
    provenance.follow(track)
    return made, count


def _anew(  # noqa: PLR0917 - what it was, what it is, and by whom
    revision: Revision, was: Collection[changes.Cue], cues: list[Cue], by: User | None, note: str, origin: str | None
) -> Revision:
    made = Revision.objects.create(
        track=revision.track,
        number=revision.number + 1,
        created_by=by,
        origin=origin or revision.origin,
        tool=revision.tool,
        note=note,
        source=revision.source,
        encoding=revision.encoding,
        file_name=revision.file_name,
        header=revision.header,
        blocks=revision.blocks,
        # What nobody decided about the file is not decided by what came after.
        guesses=revision.open_guesses,
    )
    for cue in cues:
        cue.pk, cue.revision = None, made
        cue._state.adding = True
    Cue.objects.bulk_create(cues, batch_size=500)
    workbench.adopt(revision, was, made, map(state_of, cues), by)
    return made
