"""A programme as its script in `demo/scripts` says it: what is spoken, by which voice, and in three languages."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LANGUAGES = ("sv", "fa", "en")
SCRIPTS = Path(__file__).resolve().parents[1] / "scripts"


@dataclass(frozen=True)
class Line:
    """One spoken sentence. `texts` holds, by language, the cues it is read as: nearly always one, sometimes two.

    `after` is the pause that follows, in seconds.
    """

    voice: str
    texts: dict[str, tuple[str, ...]]
    after: float = 0.75

    @property
    def spoken(self) -> str:
        """What the voice says: the Swedish voice says the Swedish text, every other the Persian."""
        return " ".join(self.texts["sv" if self.voice == "sv" else "fa"])


@dataclass(frozen=True)
class Programme:
    """`name` is the script's file name, `file` the media file made of it, `tracks` the subtitle format by language."""

    name: str
    kind: str
    file: str
    title: dict[str, str]
    tracks: dict[str, str]
    lines: tuple[Line, ...]
    picture: str = ""
    number: int | None = None

    def track_file(self, language: str) -> str:
        """The name of this programme's subtitle file in a language."""
        extension = self.tracks[language].split("-", maxsplit=1)[0]
        return f"{self.name}.{language}.{extension}"


def read(path: Path) -> Programme:
    """Read one script."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    lines = tuple(
        Line(
            voice=line.get("voice", "a"),
            texts={language: _cues(line[language]) for language in LANGUAGES},
            after=line.get("after", Line.after),
        )
        for line in data.pop("line")
    )
    return Programme(name=path.stem, lines=lines, **data)


def programmes() -> Iterator[Programme]:
    """Every script, by name."""
    return (read(path) for path in sorted(SCRIPTS.glob("*.toml")))


def _cues(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
