"""What a giver called a file: kept as it was given, shown made fit. Never the name of anything on disk."""

import unicodedata

MAX_LENGTH = 255
KEPT_LENGTH = 1024  # 255 bytes, which is what a disk allows, each of them escaped
# Marks that turn the direction of what follows, and so can make "gpj.exe" read "exe.jpg". ZWNJ and ZWJ are letters'
# neighbours in Persian and stay.
_TURNING = {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A)), "\u200e", "\u200f", "\u061c", "\ufeff"}
_UNFIT = {"Cc", "Cs", "Zl", "Zp"}


def kept_name(name: str) -> str:
    """The name letter by letter, as far as a row can hold it.

    Bytes of a disk's name that are no UTF-8 (Python reads them as lone surrogates), other lone surrogates and NUL stand
    as backslash escapes: \\xe5, \\ud800, \\x00.
    """
    try:
        text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:
        text = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return _shortened(text.replace("\0", "\\x00"), KEPT_LENGTH)


def display_name(name: str) -> str:
    """The last part of a path, on one line, without control characters, at most 255 characters, ending kept."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    fit = "".join(_fit(character) for character in last if character not in _TURNING)
    one_line = " ".join(fit.split()) or "?"
    return _shortened(one_line, MAX_LENGTH)


def working_title(name: str) -> str:
    """A first label for a recording: the file's name without its extension, at most 250 characters."""
    shown = display_name(name)
    stem = shown.rpartition(".")[0] or shown
    return _shortened(stem, 250)


def _fit(character: str) -> str:
    return " " if unicodedata.category(character) in _UNFIT else character


def _shortened(text: str, length: int) -> str:
    """Cut out of the middle: the ending says what kind of file it is."""
    tail = 20
    return text if len(text) <= length else f"{text[: length - tail - 1]}…{text[-tail:]}"
