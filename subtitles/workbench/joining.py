"""What was done to a revision that has been written on since: it joins what was done meanwhile, cue by cue."""

from collections.abc import Collection, Iterable

from django.contrib.auth.models import User

from subtitles import changes
from subtitles.changes import Folded
from subtitles.models import Cue, Revision
from subtitles.workbench.checkpoints import keep
from subtitles.workbench.rows import state_of
from subtitles.workbench.standing import base_of, folded_at, last_number
from subtitles.workbench.submitting import write


def join(
    revision: Revision, was: Iterable[changes.Cue], now: Collection[Cue], by: User | None, note: str = ""
) -> tuple[Revision, int]:
    """Bring what differs between a revision's cues as they were and as somebody has them now into the track as it
    stands, and keep that. `hold` the track.

    What was written meanwhile stays: words that do not touch are merged, a cue that is gone or was moved stays so, and
    nobody has confirmed words that she did not see. Returns the new revision and how many cues it changed; where there
    is none, whoever calls takes it back.
    """
    track = revision.track
    newest, folded = last_number(track), folded_at(track)
    old = {cue["uuid"]: cue for cue in was}
    base = newest if revision.upto is None else revision.upto
    made = changes.between(old.values(), map(state_of, now), base)
    numbered = write(track, folded, [change for change in made if _concerns(folded, old, change)], newest, by)
    kept = keep(track, base_of(track.revisions.all(), newest), folded.state(), by, note=note, heard=now)
    return kept, len({change["cue"] for change in numbered if change.get("result", {}).keys() <= {"merged"}})


def _concerns(folded: Folded, old: dict[str, changes.Cue], change: changes.Change) -> bool:
    """Whether the cue is there and not as it would be already, and what is no text stands as it did: of two texts it is
    decided word by word."""
    name = str(change["cue"])
    stands, was = folded.cues.get(name), old[name]
    if stands is None or changes.fold(Folded(cues={name: stands}), [change]).cues[name] == stands:
        return False
    if change["kind"] == "confirm":
        return stands["text"] == was["text"]
    return change["kind"] == "text" or (stands["start"], stands["end"]) == (was["start"], was["end"])
