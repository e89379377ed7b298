"""A manuscript as sentences, each with who says it where the manuscript tells."""

import html
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from subtitles.shaping.linebreaks import Limits, break_lines

# A sentence goes on when a small letter or a number follows: "t.ex. hemma", "kl. 10".
_END = regex.compile(r"""(?<=[.!?…؟۔][)"'”’»]*)\s+(?=[^\p{Ll}\p{N}\s])""")
_INITIAL = regex.compile(r"(?:^|\s)\p{Lu}\.$")
_SPEAKER = regex.compile(r"^(\p{Lu}[\p{Lu} .'-]{1,40}):\s+(?=\S)")  # a name in capitals, as plays have it
_SPACES = regex.compile(r"\s+")
_MARKS = regex.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f]")

LONGEST = 240  # letters; a text without full stops is cut where its lines would break


@dataclass(frozen=True, slots=True)
class Sentence:
    """`line` is its line of the manuscript, counted from 1; `speaker` is "" where nobody is named."""

    text: str
    line: int = 0
    speaker: str = ""


def sentences(manuscript: str, language: str) -> list[Sentence]:
    """The sentences of a text without times, in their order. A speaker holds until another line names the next."""
    found: list[Sentence] = []
    speaker = ""
    for number, line in enumerate(manuscript.splitlines(), start=1):
        text = _SPACES.sub(" ", _MARKS.sub("", line)).strip()
        if named := _SPEAKER.match(text):
            speaker, text = named[1].strip(), text[named.end() :]
        found += [Sentence(part, number, speaker) for part in _parts(text, language)]
    return found


def _parts(text: str, language: str) -> Iterator[str]:
    waiting = ""
    for part in _END.split(text):
        waiting = f"{waiting} {part}".strip()
        if not _INITIAL.search(waiting):
            yield from _short(waiting, language)
            waiting = ""
    yield from _short(waiting, language)


def _short(text: str, language: str) -> list[str]:
    if len(text) <= LONGEST:
        return [text] if any(letter.isalnum() for letter in text) else []
    # As raw cue text, in which a tag would be opened by what is only a letter here.
    broken = break_lines(html.escape(text, quote=False), language, Limits(line=LONGEST // 2)).payload
    return [html.unescape(part) for part in broken.split("\n")]
