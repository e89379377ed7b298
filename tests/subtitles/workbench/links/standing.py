"""A translation beside its source, and what hangs on what, in a few letters."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from subtitles import workbench
from subtitles.changes import Change, Cue, State
from subtitles.changes.folding import Folded
from subtitles.models import Track
from subtitles.workbench import links
from tests.subtitles.factories import imported, public_recording
from tests.subtitles.workbench.sending import Json, cues, sent, text

Hangs = dict[str, dict[str, str | None]]


@dataclass(frozen=True)
class Beside:
    """Cues are named by their texts as they were at first: "ett" of the source, "en" of the translation."""

    source: Track
    track: Track
    names: dict[str, str]

    def ours(self, name: str) -> Cue:
        return _named(self.track, self.names[name])

    def theirs(self, name: str) -> Cue:
        return _named(self.source, self.names[name])

    def write(self, *changes: Json) -> list[Change]:
        return _submit(self.track, *changes)

    def write_source(self, *changes: Json) -> list[Change]:
        return _submit(self.source, *changes)

    def hangs(self) -> Hangs:
        """By our cues what each hangs on, with what it was held against where it is stale; what is gone is not told."""
        called = {uuid: name for name, uuid in self.names.items()}
        standing = Folded.of(workbench.state_at(self.track)).cues
        return {
            called[ours]: {called[theirs]: seen for theirs, seen in found.items()}
            for ours, found in links.all_of(self.track, self.source).items()
            if ours in standing
        }

    def stale(self) -> set[str]:
        return {ours for ours, found in self.hangs().items() if any(seen is not None for seen in found.values())}


def beside(sources: str, ours: str) -> Beside:
    """Both are words, of which each is a cue."""
    recording = public_recording(language="sv")
    source = imported(recording, *sources.split(), language="sv").track
    track = imported(recording, *ours.split(), language="en").track
    both = [*cues(source), *cues(track)]
    links.begin(track, state(track), source, state(source))
    return Beside(source, track, {cue["text"]: cue["uuid"] for cue in both})


def state(track: Track) -> State:
    return workbench.state_at(track)


def split(cue: Cue, at: int, into: UUID | None = None, keeps: str = "first") -> Json:
    middle = (cue["start"] + cue["end"]) // 2
    texts = [cue["text"][:at].strip(), cue["text"][at:].strip()]
    times = [[cue["start"], middle], [middle, cue["end"]]]
    return sent("split", cue["uuid"], into=str(into or uuid4()), was=cue["text"], texts=texts, times=times, keeps=keeps)


def merge(cue: Cue, other: Cue) -> Json:
    said, times = f"{cue['text']} {other['text']}", [cue["start"], other["end"]]
    made = sent("merge", cue["uuid"], text=said, times=times, was=[cue["text"], other["text"]])
    return {**made, "with": other["uuid"]}


def delete(cue: Cue) -> Json:
    return sent("delete", cue["uuid"], was=cue)


def restore(cue: Cue) -> Json:
    return sent("restore", cue["uuid"], was=None, cue_was=cue)


def seen(cue: Cue, *sources: Cue) -> Json:
    return sent("seen", cue["uuid"], seen={source["uuid"]: source["text"] for source in sources})


def reads(cue: Cue, new: str) -> Json:
    return text(cue, new)


def _named(track: Track, uuid: str) -> Cue:
    return next(cue for cue in cues(track) if cue["uuid"] == uuid)


def _submit(track: Track, *changes: Json) -> list[Change]:
    newest = state(track)["number"]
    answer = workbench.submit(track, newest, [{**change, "base": newest} for change in changes], None)
    assert answer.refused == []
    return answer.changes
