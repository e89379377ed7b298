"""Encodings of two bytes a character without a byte order mark, and reading in an encoding that is known."""

from subtitles.formats import codepages
from subtitles.formats.alphabets import PUNCTUATION, letters
from subtitles.reasons import Reason
from subtitles.webvtt.document import Dropped, Mended

_SAMPLE_BYTES = 20_000
_PLAUSIBLE = 0.9
_PLAIN = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("\r\n\t")
_UNITS = {"utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}
_ARABIC_LETTERS, _PERSIAN_LETTERS = "ي ك", "ی ک"


def guessed(data: bytes, language: str) -> str:
    """The encoding of two bytes in which the data makes sense; "" where there is none."""
    if b"\0" not in data[:_SAMPLE_BYTES]:
        return ""
    known = letters(language) | PUNCTUATION | _PLAIN
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data[:_SAMPLE_BYTES].decode(encoding, errors="replace")
        sensible = sum(1 for character in text if character in known)
        if sensible >= _PLAUSIBLE * len(text):
            return encoding
    return ""


def whole(data: bytes, encoding: str, language: str) -> tuple[str, list[Mended], list[Dropped]]:
    """The text, U+FFFD in each line that held what the encoding has not, and the bytes of a character cut off."""
    rest = len(data) % _UNITS.get(encoding, 1)
    data, cut = (data[:-rest], data[-rest:]) if rest else (data, b"")
    plain = data.decode(encoding, errors="replace")
    text = codepages.read_in(data, encoding, language)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    dropped = [Dropped(len(lines), Reason.CUT, "".join(f"\\x{byte:02x}" for byte in cut))] if cut else []
    mended = []
    if "\ufffd" in text:
        mended = [Mended(at, Reason.BYTES, line, line) for at, line in enumerate(lines, start=1) if "\ufffd" in line]
    if plain != text:
        first = next(at for at, pair in enumerate(zip(plain, text, strict=True)) if pair[0] != pair[1])
        line = 1 + plain[:first].replace("\r\n", "\n").replace("\r", "\n").count("\n")
        mended.append(Mended(line, Reason.PERSIAN_LETTERS, _ARABIC_LETTERS, _PERSIAN_LETTERS))
    return text, mended, dropped
