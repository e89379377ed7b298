"""Bidirectional traps: what a line looks like in a player that is not told its direction.

The standard takes the first letter of each line, browsers that of the whole cue, and other players always begin at
the left. For a right-to-left track the archive sends a mark with each line, which settles it for the first two.
"""

import re
from collections.abc import Iterator

from subtitles.rules import bidi
from subtitles.rules.finding import Hit, Severity
from subtitles.rules.registry import RIGHT_TO_LEFT, Need, Scene, rule
from subtitles.rules.text import Text

_RTL_LETTER = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LTR_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")
_FOREIGN = re.compile("[A-Za-z0-9\u00c0-\u024f۰-۹٠-٩]")
# A word with signs in it or at its ends: +98, C++, @name, #word, 1970-1980.
_TOKEN = re.compile(r"[^\s«»“”\"()\[\]؟،؛!:.,…]*[A-Za-z0-9۰-۹٠-٩\u00c0-\u024f][^\s«»“”\"()\[\]؟،؛!:,…]*")

STANDARD, BROWSERS, LEFT = "standard", "browsers", "left"


@rule("bidi_base", Severity.NOTE, Need.SCREEN)
def bidi_base(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    """A line whose first letter runs the other way, so that a player turns the whole line about."""
    rtl = scene.language in RIGHT_TO_LEFT
    if not (_LTR_LETTER if rtl else _RTL_LETTER).search(text.plain):
        return
    base = bidi.RTL if rtl else bidi.LTR
    for at, line in text.lines:
        right = bidi.visual(line, base)
        wrong = {name: seen for name, seen in shown(text.plain, line, base).items() if seen != right}
        wrong.pop(LEFT, None)  # turns about every line of a right-to-left track: nothing to be said of this one
        if wrong:
            first = next(iter(wrong))
            values = {"right": right, "shown": wrong[first], "players": sorted(wrong)}
            yield Hit(at, at + len(line), values, severity=None if rtl else Severity.WARNING)


def shown(plain: str, line: str, base: int) -> dict[str, str]:
    """What each kind of player shows of a line of this cue, from left to right, when no mark tells it better.

    Where no letter has a direction the language's own, `base`, is what a reader makes of it.
    """
    standard, browsers = bidi.first_strong(line), bidi.first_strong(plain)
    return {
        STANDARD: bidi.visual(line, base if standard is None else standard),
        BROWSERS: bidi.visual(line, base if browsers is None else browsers),
        LEFT: bidi.visual(line, bidi.LTR),
    }


@rule("bidi_torn", Severity.NOTE, Need.SCREEN, languages=RIGHT_TO_LEFT)
def bidi_torn(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    """A sign that the algorithm tears from its word in any player: +98 is shown as 98+, C++ as ++C."""
    if not _FOREIGN.search(text.plain):
        return
    for at, line in text.lines:
        tokens = [found for found in _TOKEN.finditer(line) if _may_tear(found[0])]
        if not tokens:
            continue
        places = {index: place for place, index in enumerate(bidi.visual_order(line, bidi.RTL))}
        for found in tokens:
            seen = sorted(range(*found.span()), key=places.__getitem__)
            if seen != list(range(*found.span())):
                shown_as = "".join(line[index] for index in seen)
                yield Hit(at + found.start(), at + found.end(), {"word": found[0], "shown": shown_as})


def _may_tear(token: str) -> bool:
    """Whether a foreign word or a number has a sign with it. The full stop behind a number ends a sentence of ours."""
    if token.isalnum() or token.rstrip(".").isdecimal():
        return False
    return not _RTL_LETTER.search(token.translate(_NO_DIGITS))


_NO_DIGITS = str.maketrans("", "", "۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩")
