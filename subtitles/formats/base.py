"""What every format can do."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from operator import attrgetter
from typing import ClassVar

from subtitles.doubts import NOTHING_SAID, Answers, Guess
from subtitles.exceptions import UnreadableSubtitles
from subtitles.formats import cleaning, encodings, offers
from subtitles.formats.encodings import Decoded
from subtitles.formats.features import Feature
from subtitles.reasons import Reason, Refusal
from subtitles.webvtt.document import Document, Dropped, Mended, Parsed

# Many times a long film's subtitles; a file beyond any of them is a mistake or an attack.
MAX_BYTES = 10 * 1024 * 1024
MAX_LINES = 400_000
MAX_CUES = 50_000
MAX_CUE_CHARACTERS = 20_000
MAX_DROPPED = 50_000


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a file: the cues in logical order, and three outcomes for every part of it.

    Kept is what stands in `document`; `mended` is in it, but not as it stood; `dropped` is not. Both are in the order
    of lines. `encoding` is that of the file, `format` the name of the format that it is in. `guesses` is what only a
    person can decide; see `subtitles.doubts`.
    """

    document: Document
    dropped: list[Dropped]
    encoding: str
    mended: list[Mended] = field(default_factory=list)
    guesses: list[Guess] = field(default_factory=list)
    format: str = ""

    @property
    def open_guesses(self) -> list[Guess]:
        return [guess for guess in self.guesses if guess.is_open]


class Format(ABC):
    """A kind of subtitle file. `keeps` says what survives in it; `label` goes through gettext where it is shown."""

    name: ClassVar[str]
    label: ClassVar[str]
    extensions: ClassVar[tuple[str, ...]]
    media_type: ClassVar[str]
    keeps: ClassVar[frozenset[Feature]]
    writes: ClassVar[bool] = True

    @abstractmethod
    def parse(self, text: str) -> Parsed:
        """Read decoded text. Raises UnreadableSubtitles where the whole of it is something else, and nothing other."""

    @abstractmethod
    def write(self, document: Document, direction: str = "ltr", language: str = "") -> str:
        """The document as a file's text, in a language given as a BCP 47 tag; called only where `writes` says so."""

    def recognises(self, text: str) -> bool:
        """Whether the beginning of a file says that it is in this format, whatever the file is called."""
        return False

    def encode(self, document: Document, direction: str = "ltr", language: str = "") -> bytes:
        """The document as a file's bytes."""
        return self.write(document, direction, language).encode("utf-8", errors="replace")

    def parse_mended(self, text: str, parsed: Parsed) -> Parsed | None:
        """The text read less strictly than `parse` did; None where that makes no difference."""
        return None

    def decode(self, data: bytes, language: str, answers: Answers = NOTHING_SAID) -> Decoded:
        """The file's text. Raises UnreadableSubtitles."""
        return encodings.decode(data, language, answers)

    def read(
        self, data: bytes, language: str, answers: Answers = NOTHING_SAID, duration_ms: int | None = None
    ) -> Reading:
        """Read a file's bytes, in a language given as a BCP 47 tag, for a recording of this length (None: unknown).

        Raises UnreadableSubtitles.
        """
        check_size(data)
        decoded = self.decode(data, language, answers)
        if decoded.text.count("\n") + decoded.text.count("\r") - decoded.text.count("\r\n") > MAX_LINES:
            raise UnreadableSubtitles(Refusal.TOO_MANY_LINES)
        strict = self.parse(decoded.text)
        parsed, guesses = offers.leniently(strict, self.parse_mended(decoded.text, strict), answers)
        _check(parsed)
        mended = [*decoded.mended, *cleaning.nulls(decoded.text), *parsed.mended, *cleaning.clean(parsed.document)]
        done = offers.make(parsed.document, language, duration_ms, answers)
        dropped = [*decoded.dropped, *parsed.dropped, *done.dropped]
        return Reading(
            parsed.document,
            sorted(dropped, key=attrgetter("line")),
            decoded.encoding,
            sorted([*mended, *done.mended], key=attrgetter("line")),
            [*decoded.guesses, *guesses, *done.guesses],
            self.name,
        )


def check_size(data: bytes) -> None:
    """Raises UnreadableSubtitles for a file that is empty or far too large."""
    if len(data) > MAX_BYTES:
        raise UnreadableSubtitles(Refusal.TOO_LARGE)
    if not data.strip():
        raise UnreadableSubtitles(Refusal.EMPTY)


def _check(parsed: Parsed) -> None:
    cues = parsed.document.cues
    if not cues:
        unsigned = any(part.reason == Reason.NO_SIGNATURE for part in parsed.dropped)
        raise UnreadableSubtitles(Refusal.NO_SIGNATURE if unsigned else Refusal.NO_CUE)
    if len(cues) > MAX_CUES:
        raise UnreadableSubtitles(Refusal.TOO_MANY_CUES)
    if any(len(cue.payload) > MAX_CUE_CHARACTERS for cue in cues):
        raise UnreadableSubtitles(Refusal.CUE_TOO_LONG)
    if len(parsed.dropped) > MAX_DROPPED:
        raise UnreadableSubtitles(Refusal.UNREADABLE_LINES)
