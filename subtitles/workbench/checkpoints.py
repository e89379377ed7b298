"""The state at a moment as an ordinary revision, which is published, compared and taken home like any other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction

from archive import events
from archive.models import Event, Recording
from subtitles import changes, provenance, speaking
from subtitles.exceptions import NothingToKeep
from subtitles.models import Cue, Origin, Revision, Track
from subtitles.workbench.standing import base_of, state_at

_SOURCE = "vtt"  # what a track is read as that no file ever came to


def checkpoint(track: Track, number: int, by: User | None = None) -> Revision:
    """Keep the state after the change of this number as a revision; the one there is, where it was kept before.

    Raises AheadOfTheTrack, and NothingToKeep for a track without cues or changes.
    """
    with transaction.atomic():
        Recording.objects.select_for_update().get(pk=track.recording_id)
        locked: Track = Track.objects.select_for_update().get(pk=track.pk)
        state = state_at(locked, number)
        base = base_of(locked.revisions.all(), number)
        if base and base.upto == number:
            return base
        if not number:
            raise NothingToKeep
        made = keep(locked, base, state, by)
        speaking.note_revision(made)
        Track.objects.filter(pk=locked.pk).note_saved(made.created_at)
        provenance.follow(locked)
        record = partial(events.record, Event.Kind.MODIFICATION, locked, "track.kept", agent=by)
        record(revision=made.number, cues=len(state["cues"]), number=number)
    return made


def keep(
    track: Track,
    base: Revision | None,
    state: changes.State,
    by: User | None,
    *,
    origin: Origin | None = None,
    tool: str = "",
    note: str = "",
    heard: Iterable[Cue] = (),
) -> Revision:
    """The state as a revision and a checkpoint, written by whoever holds the track's row.

    `base`: the checkpoint before it. `origin` and `tool` where it is known who made it with what. `heard`: cues of
    which it is known when their words are said, besides those of `base`.
    """
    latest: Revision | None = track.revisions.first()
    places = {cue["uuid"]: place for place, cue in enumerate(state["cues"])}
    about = {"tool": tool} if latest is None else {
        "tool": tool or latest.tool,
        "encoding": latest.encoding,
        "file_name": latest.file_name,
        "header": latest.header,
        "blocks": _blocks(latest, places),
        # What nobody decided about the file is not decided by what came after.
        "guesses": latest.open_guesses,
    }  # fmt: skip
    is_machines = base is not None and base.origin == Origin.MACHINE and any(cue["machine"] for cue in state["cues"])
    made = Revision.objects.create(
        track=track,
        number=latest.number + 1 if latest else 1,
        created_by=by,
        origin=origin or (Origin.MACHINE if is_machines else Origin.HUMAN),
        note=note,
        source=latest.source if latest else _SOURCE,
        upto=state["number"],
        **about,
    )
    Cue.objects.bulk_create(_cues(made, base, state["cues"], heard), batch_size=500)
    return made


def _cues(made: Revision, base: Revision | None, cues: Sequence[changes.Cue], heard: Iterable[Cue]) -> Iterator[Cue]:
    """Rows for the cues; what is known of the words of one goes with it while it says the same at the same time."""
    known = base.cues.exclude(words=[]).values_list("uuid", "start_ms", "end_ms", "payload", "words") if base else ()
    words = {(str(uuid), start, end, text): spoken for uuid, start, end, text, spoken in known}
    words |= {(str(cue.uuid), cue.start_ms, cue.end_ms, cue.payload): cue.words for cue in heard}
    for position, cue in enumerate(cues):
        yield Cue(
            revision=made,
            uuid=UUID(cue["uuid"]),
            position=position,
            start_ms=cue["start"],
            end_ms=cue["end"],
            identifier=cue["identifier"],
            settings=cue["settings"],
            payload=cue["text"],
            words=words.get((cue["uuid"], cue["start"], cue["end"], cue["text"]), []),
            machine=cue["machine"],
            confirmed=cue["confirmed"],
        )


def _blocks(latest: Revision, places: Mapping[str, int]) -> list[dict[str, object]]:
    """The blocks that are no cues, each before the cue that it stood before, or before the next that is left."""
    if not latest.blocks:
        return []
    names = [str(uuid) for uuid in latest.cues.order_by("position").values_list("uuid", flat=True)]
    blocks = []
    for block in latest.blocks:
        following = (places[name] for name in names[block["before"] :] if name in places)
        blocks.append({**block, "before": next(following, len(places))})
    return blocks
