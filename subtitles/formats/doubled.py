"""UTF-8 that a program took for a code page and saved as UTF-8 again: "Ã¤" for "ä", "Ø³" for "س"."""

import re
from collections import Counter
from functools import cache

from subtitles.formats.alphabets import PUNCTUATION, letters, pages
from subtitles.reasons import Reason
from subtitles.webvtt.document import Mended

# UTF-8 sequences, each byte written as the character of that number.
_SEQUENCE = re.compile("[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
# This share of what is beyond ASCII has to be such sequences; less of it is chance.
_SHARE = 0.5


def undone(text: str, language: str) -> tuple[str, list[Mended]] | None:
    """The text as it was before, once or twice; None where nothing speaks for it having been encoded again."""
    runs = Counter(_BEYOND_ASCII.findall(text))
    if not any(len(run) > 1 for run in runs):
        return None
    known = letters(language) | PUNCTUATION
    among = tuple(dict.fromkeys(("cp1252", *pages(language))))
    halfway = {run: _read_again(run, "cp1252", None)[1] for run in runs}
    before = _better(runs, {run: run for run in runs}, among, known) or _better(runs, halfway, among, known)
    if before is None:
        return None
    again = _BEYOND_ASCII.sub(lambda found: before[found[0]], text)
    return again, _changed(text, again)


def _better(
    runs: Counter[str], from_: dict[str, str], among: tuple[str, ...], known: frozenset[str]
) -> dict[str, str] | None:
    """What every run of characters becomes in the page in which most of them become letters; None: too few do."""
    best_share, best = 0.0, None
    for page in among:
        again = {run: _read_again(from_[run], page, known) for run in runs}
        beyond = sum(len(from_[run]) * count for run, count in runs.items())
        share = sum(again[run][0] * count for run, count in runs.items()) / max(beyond, 1)
        if share > best_share:
            best_share, best = share, {run: became for run, (_, became) in again.items()}
    return best if best_share >= _SHARE else None


def _read_again(run: str, page: str, known: frozenset[str] | None) -> tuple[int, str]:
    """How many of the characters spell UTF-8 by the numbers they have in the page, where that is `known`, and what."""
    if len(run) < len("Ã¤"):
        return 0, run
    as_bytes = run.translate(_bytes_of(page))
    pieces, at, used = [], 0, 0
    for found in _SEQUENCE.finditer(as_bytes):
        character = found[0].encode("latin-1").decode("utf-8", errors="ignore")
        if character and (known is None or character in known):
            pieces += [run[at : found.start()], character]
            at, used = found.end(), used + len(found[0])
    return used, "".join([*pieces, run[at:]])


@cache
def _bytes_of(page: str) -> dict[int, str]:
    """From a page's characters to those of the numbers of their bytes; what it leaves open passes unchanged."""
    table = {}
    for byte in range(0x80, 0x100):
        character = bytes([byte]).decode(page, errors="ignore")
        if character:
            table[ord(character)] = chr(byte)
    # A letter of the page's high half must not stand for the byte of its own number as well.
    return {number: "\ufffd" for number in range(0xA0, 0x100) if number not in table} | table


def _changed(was: str, became: str) -> list[Mended]:
    pairs = zip(was.split("\n"), became.split("\n"), strict=True)
    return [
        Mended(number, Reason.DOUBLED, before.removesuffix("\r"), after.removesuffix("\r"))
        for number, (before, after) in enumerate(pairs, start=1)
        if before != after
    ]
