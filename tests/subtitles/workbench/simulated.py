"""A translator's browser in Python: it shows what she does at once, keeps it until the server has it, and lays it anew
over what others did."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from subtitles import changes, workbench
from subtitles.changes import Change, Cue, Folded, State
from subtitles.models import Track
from subtitles.workbench.submitting import Answer
from tests.subtitles.workbench.sending import Json, sent


@dataclass
class Request:
    """On its way to the server, with what waited when it was sent."""

    by: "Translator"
    since: int
    changes: list[Json]

    def ask(self, track: Track) -> "Reply":
        return Reply(self.by, self.changes, workbench.submit(track, self.since, self.changes, None))


@dataclass
class Reply:
    """On its way back."""

    to: "Translator"
    sent: list[Json]
    answer: Answer


@dataclass
class Translator:
    server: Folded
    waiting: list[Json] = field(default_factory=list)

    @classmethod
    def opening(cls, state: State) -> "Translator":
        return cls(Folded.of(state))

    def shown(self) -> list[Cue]:
        folded = Folded(self.server.number, dict(self.server.cues), dict(self.server.aliases))
        return changes.fold(folded, map(changes.read, self.waiting)).state()["cues"]

    def act(self, kind: str, cue: str | None, parts: Json) -> Json:
        change = sent(kind, cue, self.server.number, **parts)
        self.waiting.append(change)
        return change

    def request(self) -> Request:
        return Request(self, self.server.number, list(self.waiting))

    def take(self, reply: Reply) -> None:
        """An answer that comes late or twice says nothing new."""
        fresh: Iterable[Change] = (each for each in reply.answer.changes if each["number"] > self.server.number)
        changes.fold(self.server, fresh)
        there = {change["id"] for change in reply.sent}
        self.waiting = [change for change in self.waiting if change["id"] not in there]
