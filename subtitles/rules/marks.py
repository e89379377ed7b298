"""Punctuation, quotation marks and the dashes of a dialogue, each as its language has them."""

import re
from collections.abc import Iterator

from subtitles.rules.finding import Hit, Repair, Severity
from subtitles.rules.registry import LATIN, RIGHT_TO_LEFT, Need, Scene, rule
from subtitles.rules.text import Text

_TO_ARABIC = {"?": "؟", ",": "،", ";": "؛"}
_TO_LATIN = {arabic: latin for latin, arabic in _TO_ARABIC.items()}
_ARABIC = r"\u0620-\u065f\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff"
# Behind an Arabic letter, or behind what closes a quotation in such letters.
_LATIN_MARK = re.compile(rf"(?<=[{_ARABIC}»)])[?,;]+|(?<=[{_ARABIC}»)] )[?,;]+")
_ARABIC_MARK = re.compile(r"(?<=[A-Za-zÀ-ɏ0-9”\"»)])[؟،؛]+|(?<=[A-Za-zÀ-ɏ0-9”\"»)] )[؟،؛]+")
_DASH = re.compile(r"(?m)^[-–—‐]([ \u00a0]?)(?=[^\s\d\-–—‐])")

# Whether a space stands behind the dash that begins a speaker's line.
_SPACED_DASH = {"sv": False, "en": False, "fa": True, "prs": True, "ar": True}

# Marks that open and close. In Swedish ” stands on both sides, and so does " everywhere.
_PAIRS = {"«": "»", "“": "”", "„": "“", "‹": "›"}
_PAIRS_OF = {"sv": {}, "en": {"“": "”"}, "fa": {"«": "»", "“": "”"}}
_TWINS = {"sv": '"”»', "en": '"', "fa": '"'}
# So many cues a quotation may run on before a mark that is missing is missed.
REACH = 8


@rule("punctuation", Severity.WARNING, languages=RIGHT_TO_LEFT | LATIN)
def punctuation(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    """? , ; of the other script. Within a foreign word or a number nothing is said."""
    arabic = scene.language in RIGHT_TO_LEFT
    pattern, right = (_LATIN_MARK, _TO_ARABIC) if arabic else (_ARABIC_MARK, _TO_LATIN)
    for found in pattern.finditer(text.plain):
        became = "".join(right[mark] for mark in found[0])
        yield Hit(*found.span(), {"marks": found[0], "right": became}, Repair(became))


@rule("dash_space", Severity.NOTE, Need.SCREEN, languages=frozenset(_SPACED_DASH))
def dash_space(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    spaced = _SPACED_DASH[scene.language]
    for found in _DASH.finditer(text.plain):
        if bool(found[1]) != spaced:
            yield Hit(*found.span(), repair=Repair(found[0][0] + (" " if spaced else "")))


@rule("dash_alone", Severity.NOTE, Need.SCREEN, languages=frozenset(_SPACED_DASH))
def dash_alone(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    """The second speaker has a dash and the first has none."""
    if len(text.lines) > 1 and not _DASH.match(text.lines[0][1]):
        for at, line in text.lines[1:]:
            if _DASH.match(line):
                yield Hit(at, at + 1)
                return


@rule("quotes", Severity.WARNING)
def quotes(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    """A mark that opens and never closes, or the other way about, in this cue or in one of the next or last few."""
    loose = _loose(text.plain, scene.language)
    if not loose:
        return
    at, opens = loose[0]
    near = scene.texts[index + 1 : index + 1 + REACH] if opens else scene.texts[max(0, index - REACH) : index]
    twin = text.plain[at] in _TWINS.get(scene.language[:2], '"')
    if twin:  # nobody can tell whether it opens: it may belong to either side
        near = scene.texts[max(0, index - REACH) : index + 1 + REACH]
        others = sum(bool(_loose(other.plain, scene.language)) for other in near)
        if others % 2 == 0 and others:
            return
    elif any(other_opens != opens for other in near for _, other_opens in _loose(other.plain, scene.language)):
        return
    yield Hit(at, at + 1, {"mark": text.plain[at]})


def _loose(plain: str, language: str) -> list[tuple[int, bool]]:
    """The marks without their partner: (place, whether it opens)."""
    if not _ANY.search(plain):
        return []
    twins, pairs = _TWINS.get(language[:2], '"'), _PAIRS_OF.get(language[:2], _PAIRS)
    waiting: list[tuple[int, str]] = []
    loose: list[tuple[int, bool]] = []
    for found in _ANY.finditer(plain):
        mark, at = found[0], found.start()
        closed = next((each for each in reversed(waiting) if each[1] == mark), None)
        if closed:
            waiting.remove(closed)
        elif mark in twins:
            waiting.append((at, mark))
        elif mark in pairs:
            waiting.append((at, pairs[mark]))
        elif mark in pairs.values():
            loose.append((at, False))
    return sorted(loose + [(at, True) for at, _ in waiting])


_ANY = re.compile('[«»“”„‹›"]')
