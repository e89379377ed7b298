"""Who speaks, in formats where a name is only text: "ANNA: Hej". No Django here."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from subtitles.formats.markup import PLAIN, Run, Style, merged, runs

NAME = r"[^\W\d_][^:<\n]{0,39}"
_SPOKEN = re.compile(rf"({NAME}):(?:[ \t\u00a0]+|$)")
_WORDS_OF_A_NAME = 4


def speaker_of(line: str) -> tuple[str, str]:
    """The name that a line may begin with, "" where it has none, and the rest of the line."""
    found = _SPOKEN.match(line)
    if found is None or len(found[1].split()) > _WORDS_OF_A_NAME:
        return "", line
    return found[1].strip(), line[found.end() :]


def names(lines: Iterable[str]) -> set[str]:
    """Which beginnings are names: "Hon sade: nej" is none, since all words of a name have capitals.

    In scripts that have no capitals, a name is what comes back.
    """
    counted = Counter(name for name, _ in map(speaker_of, lines) if name)
    return {name for name, times in counted.items() if may_be_name(name) and (_is_cased(name) or times > 1)}


def _is_cased(name: str) -> bool:
    return name.lower() != name.upper()


def may_be_name(text: str) -> bool:
    """Whether every word is one of a name: with a capital, or in a script that has none."""
    return all(not word[0].islower() for word in text.split())


def attributed(found: Iterable[Run], known: set[str], speaker: str = "", *, goes_on: bool = False) -> list[Run]:
    """Runs in which each known name with a colon at the beginning of a line became the speaker of what follows.

    `speaker` is who speaks before any name. A name that nothing follows is what is said, unless the text goes on
    elsewhere.
    """
    lines = _lines(found)
    split = [speaker_of("".join(text for text, _ in line)) for line in lines]
    told: list[Run] = []
    for number, line in enumerate(lines):
        name, rest = split[number]
        if number:
            told.append(("\n", Style(speaker=speaker)))
        skipped = 0
        if name in known and (goes_on or _says(rest, split[number + 1 :], known)):
            speaker, skipped = name, sum(len(text) for text, _ in line) - len(rest)
        for text, style in line:
            told.append((text[skipped:], replace(style, speaker=speaker)))
            skipped = max(skipped - len(text), 0)
    return told


def _says(rest: str, following: Iterable[tuple[str, str]], known: set[str]) -> bool:
    """Whether somebody says anything before another is named: on the line of her name, or on those below."""
    for name, text in [("", rest), *following]:
        if name in known:
            return False
        if name or text.strip():
            return True
    return False


def _lines(found: Iterable[Run]) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    for text, style in found:
        first, *others = text.split("\n")
        lines[-1].append((first, style))
        lines += [[(other, style)] for other in others]
    return lines


def named(payload: str) -> list[Run]:
    """The runs of a cue without speakers, each name written before what it says."""
    written: list[Run] = []
    speaking = ""
    for text, style in runs(payload):
        if style.speaker and style.speaker != speaking:
            written.append((f"{'' if _at_line_start(written) else chr(10)}{style.speaker}: ", PLAIN))
        speaking = style.speaker
        written.append((text, Style(style.bold, style.italic, style.underline, "", style.language)))
    return merged(written)


def _at_line_start(written: list[Run]) -> bool:
    return not written or written[-1][0].endswith("\n")


def named_text(payload: str) -> str:
    """The same as text alone."""
    return "".join(text for text, _ in named(payload))
