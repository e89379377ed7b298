"""Letters and digits of the right script, and the joints of Persian words."""

import re
from collections.abc import Iterator

from subtitles.rules import digits, joints
from subtitles.rules.finding import Hit, Repair, Severity
from subtitles.rules.registry import LATIN, PERSIAN, Need, Scene, rule
from subtitles.rules.text import Text
from subtitles.webvtt import cuetext

_WITH_FARSI_YEH = PERSIAN | {"ckb"}
_FOR_ARABIC = {"ي": "ی", "ك": "ک"}
# Yeh without dots is a letter of its own in Arabic names; at the end of a Persian word it is ی.
_ARABIC_LETTERS = re.compile(r"[يك]|ى(?!\w)|ة(?!\w)")
_ALL_DIGITS = re.compile(r"[0-9۰-۹٠-٩]+")
_NOT_PERSIAN = re.compile(r"(?<![A-Za-z0-9./_@#+-])(?:[0-9٠-٩]+)(?![A-Za-z0-9_@/]|\.[A-Za-z])")
_NOT_LATIN = re.compile(r"[۰-۹٠-٩]+")
_NOT_ARABIC = re.compile(r"[۰-۹]+")
_ZWNJ_RUN = re.compile("\u200c{2,}")
_ARABIC_SCRIPT = r"\u0620-\u065f\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff"
_ZWNJ_STRAY = re.compile(f"(?<![{_ARABIC_SCRIPT}\u200c])\u200c+|\u200c+(?![{_ARABIC_SCRIPT}\u200c])")


@rule("arabic_letters", Severity.WARNING, languages=frozenset(_WITH_FARSI_YEH))
def arabic_letters(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    for found in _ARABIC_LETTERS.finditer(text.plain):
        letter = found[0]
        if letter == "ة":  # ه or ت: only who reads it knows
            yield Hit(*found.span(), {"letter": letter})
        elif letter != "ى" or scene.language in PERSIAN:
            yield Hit(*found.span(), {"letter": letter}, Repair(_FOR_ARABIC.get(letter, "ی")))


@rule("digits", Severity.NOTE, languages=PERSIAN | LATIN | {"ar"})
def wrong_digits(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    """Digits of another script. In Persian those that belong to a Latin word or an address stay."""
    if not _ALL_DIGITS.search(text.plain):
        return
    pattern, right = _NOT_LATIN, digits.LATIN
    if scene.language in PERSIAN:
        pattern, right = _NOT_PERSIAN, digits.PERSIAN
    elif scene.language == "ar":
        pattern, right = _NOT_ARABIC, digits.ARABIC
    for found in pattern.finditer(text.plain):
        became = "".join(right[int(digit)] for digit in found[0])
        yield Hit(*found.span(), {"digits": found[0]}, Repair(became))


@rule("zwnj_missing", Severity.WARNING, languages=PERSIAN)
def zwnj_missing(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    """Two parts of one word that stand apart, or run together, where a zero-width non-joiner belongs."""
    for start, end, became in joints.wrong(text.plain):
        yield Hit(start, end, {"word": text.plain[start:end], "right": became}, Repair(became))


@rule("zwnj_doubled", Severity.NOTE)
def zwnj_doubled(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    """More than one zero-width non-joiner where one does."""
    if "\u200c\u200c" in text.plain:
        for found in _ZWNJ_RUN.finditer(text.plain):
            yield Hit(*found.span(), repair=Repair("\u200c"))


@rule("zwnj_stray", Severity.NOTE)
def zwnj_stray(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    """A zero-width non-joiner that joins nothing: at a space, an end, or among other letters."""
    if "\u200c" in text.plain:
        for found in _ZWNJ_STRAY.finditer(text.plain):
            yield Hit(*found.span(), repair=Repair(""))


@rule("italics", Severity.WARNING, Need.SCREEN, languages=PERSIAN | {"ar", "ps", "ckb"})
def italics(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    """Arabic letters have no italics: players slant them the wrong way or break their joints."""
    if "<i" in text.payload and any(
        each.kind == "start" and each.value == "i" for each in cuetext.tokens(text.payload)
    ):
        yield Hit(0, len(text.plain), repair=Repair(untag="i"))
