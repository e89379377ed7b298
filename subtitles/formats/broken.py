"""UTF-8 with bytes in it that are not: read as UTF-8, with every line named that holds such bytes."""

import re
from dataclasses import dataclass

from subtitles.formats import codepages
from subtitles.formats.alphabets import letters
from subtitles.reasons import Reason
from subtitles.webvtt.document import Dropped, Mended

# Python's name for a byte that could not be decoded.
_STRAYS = re.compile("[\udc80-\udcff]+")
_FIRST_STRAY, _LAST_STRAY = "\udc80", "\udcff"
# The beginning of a letter whose end is missing.
_CUT = re.compile(rb"(?:[\xc2-\xf4]|[\xe0-\xf4][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{2})\Z")
# What is UTF-8 has so many letters for each place that is not: chance makes fewer.
LETTERS_FOR_A_STRAY = 2


@dataclass(frozen=True, slots=True)
class Broken:
    """Data that is not all UTF-8. `letters` are its characters beyond ASCII, `strays` the places that are none."""

    data: bytes
    raw: str
    letters: int
    strays: int

    @property
    def is_mostly_utf_8(self) -> bool:
        return self.letters > LETTERS_FOR_A_STRAY * self.strays


def look(data: bytes) -> Broken:
    """What is in data that may be UTF-8, a letter cut off at its end not counted."""
    raw = data.decode("utf-8", errors="surrogateescape")
    beyond = sum(1 for character in raw if character > "\x7f" and not _FIRST_STRAY <= character <= _LAST_STRAY)
    return Broken(data, raw, beyond, len(_STRAYS.findall(raw)))


def without_a_cut_letter(data: bytes) -> tuple[bytes, list[Dropped]]:
    """The data without the first bytes of a letter that the end of the file cut off; what was cut."""
    found = _CUT.search(data[-3:])
    if found is None:
        return data, []
    rest = data[: -len(found[0])]
    return rest, [Dropped(_lines(rest), Reason.CUT, shown(found[0].decode("utf-8", errors="surrogateescape")))]


def replaced(broken: Broken) -> tuple[str, list[Mended]]:
    """The text with U+FFFD for what is not UTF-8, and every line where that happened."""
    text = broken.data.decode("utf-8", errors="replace")
    became = _split(text)
    mended = [
        Mended(number, Reason.BYTES, shown(line), became[number - 1])
        for number, line in enumerate(_split(broken.raw), start=1)
        if _STRAYS.search(line)
    ]
    return text, mended


def in_a_code_page(broken: Broken, language: str) -> tuple[str, list[Mended]] | None:
    """The text with its strays read in a code page of the language; None where none fits."""
    lines = broken.raw.split("\n")
    strayed = [index for index, line in enumerate(lines) if _STRAYS.search(line)]
    strays = b"\n".join(_bytes(stray) for index in strayed for stray in _told_by(lines[index]))
    best = codepages.candidates(strays, language)
    if not best or best[0].score < codepages.FITS or not _spells(strays, best[0].encoding, language):
        return None
    changed = {index: _in_page(lines[index], best[0].encoding, language) for index in strayed}
    text = "\n".join(changed.get(index, line) for index, line in enumerate(lines))
    starts = _line_numbers(lines)
    return text, [Mended(starts[index], Reason.BYTES, shown(lines[index]), changed[index]) for index in strayed]


def _told_by(line: str) -> list[str]:
    """What of a line tells of the page: all of it, where nothing in it is UTF-8 beyond ASCII; its strays otherwise."""
    return [line] if _STRAYS.sub("", line).isascii() else _STRAYS.findall(line)


def _spells(strays: bytes, page: str, language: str) -> bool:
    """Whether any letter of the language comes of them; a lone space of another width would be no gain."""
    return any(character in letters(language) for character in codepages.read_in(strays, page, language))


def _in_page(line: str, page: str, language: str) -> str:
    """A line that is wholly in the page, or a line in UTF-8 with a stray in it: whichever reads better."""
    whole = codepages.read_in(_bytes(line), page, language)
    parts = _STRAYS.sub(lambda found: codepages.read_in(_bytes(found[0]), page, language), line)
    return max(parts, whole, key=lambda text: codepages.fit(text, language))


def shown(line: str) -> str:
    """A line with its strays as their hexadecimal numbers."""
    return _STRAYS.sub(lambda found: "".join(f"\\x{byte:02x}" for byte in _bytes(found[0])), line)


def _bytes(raw: str) -> bytes:
    return raw.encode("utf-8", errors="surrogateescape")


def _split(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _lines(data: bytes) -> int:
    """The number of the last line."""
    return len(_split(data.decode("latin-1")))


def _line_numbers(lines: list[str]) -> list[int]:
    """The number at which each part between line feeds begins, where carriage returns end lines too."""
    numbers, at = [], 1
    for line in lines:
        numbers.append(at)
        at += 1 + line.removesuffix("\r").count("\r")
    return numbers
