"""Persian and Dari: a light stemmer of our own, for endings that do not change which word it is.

Plural, comparative, ezafe, possessive endings and the verbal prefix می go, whether they are written attached, with ZWNJ
or with a space. The final ی of آزادی stays: freedom is not the same word as free.
"""

from functools import lru_cache

import regex

from search.analysis.persian_words import ENDS_IN_AN, ENDS_IN_HA, ENDS_IN_POSSESSIVE
from search.analysis.words import MOST_PARTS, PART, WORD, Piece
from subtitles.folding import fold

_PLURALS = ("هایمان", "هایتان", "هایشان", "هایم", "هایت", "هایش", "هایی", "های", "ها")
_PLURAL_WORDS = "|".join(_PLURALS)
# Endings that are only endings when ZWNJ sets them apart.
_LOOSE_ENDINGS = frozenset(
    (*_PLURALS, "ی", "ای", "ام", "ات", "اش", "مان", "تان", "شان", "تر", "ترین", "اند", "ایم", "اید")
)
_SHORTEST = 3  # letters that stay
_PREFIXES = frozenset(("می", "نمی"))
_VERBAL_ENDINGS = {"م": 3, "ند": 3, "یم": 4, "ید": 4, "د": 4}
_MARK = r"[\u064b-\u065f\u0670\u0640]*"

# می خواهم and آزادی ها are one word each, though a space stands in them.
pattern = regex.compile(
    rf"(?:\b(?:ن{_MARK})?[م]{_MARK}[یي]{_MARK}[\s\u200c]+(?=[\u0620-\u06ff]))?"
    rf"{WORD.pattern}(?:\s+(?:{_PLURAL_WORDS})(?![\p{{L}}\p{{M}}\u200c]))?"
)


def stem(word: str) -> str:
    """The stem of a folded word without ZWNJ."""
    bare = _without_verbal_prefix(word)
    bare = _without(bare, _PLURALS, 2, ENDS_IN_HA)
    bare = _without(bare, ("مان", "تان", "شان"), 4, ENDS_IN_POSSESSIVE) if not bare.endswith("ستان") else bare
    bare = _without(bare, ("ترین", "تر"), _SHORTEST, frozenset())
    return _without_ezafe(_singular(bare))


def _without(word: str, endings: tuple[str, ...], shortest: int, exceptions: frozenset[str]) -> str:
    if word in exceptions:
        return word
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            return word[: -len(ending)]
    return word


def _without_verbal_prefix(word: str) -> str:
    for prefix in ("نمی", "می"):
        rest = word.removeprefix(prefix)
        if rest != word and any(rest.endswith(end) and len(rest) >= least for end, least in _VERBAL_ENDINGS.items()):
            return rest
    return word


def _singular(word: str) -> str:
    """زنان → زن, پناهندگان → پناهنده; ایران and زندان are no plurals."""
    if word == "زنان":
        return "زن"
    if word in ENDS_IN_AN or (word.endswith("ستان") and word not in ("دوستان", "دستان")):
        return word
    if word.endswith("گان") and len(word) >= _SHORTEST + len("گان"):
        return word[:-3] + "ه"
    return _without(word, ("ان",), _SHORTEST, ENDS_IN_AN)


def _without_ezafe(word: str) -> str:
    """صدای → صدا, گفتگوی → گفتگو."""
    return word[:-1] if len(word) > _SHORTEST and word.endswith(("ای", "وی")) else word


@lru_cache(maxsize=100_000)
def pieces(word: str) -> tuple[Piece, ...]:
    """The terms of one word. Affixes that a space or ZWNJ sets apart belong to it, but are no parts of their own."""
    parts = [(part.group(), part.start(), part.end()) for part in PART.finditer(word)]
    first, last = 0, len(parts)
    while last - first > 1 and fold(parts[first][0]) in _PREFIXES:
        first += 1
    while last - first > 1 and fold(parts[last - 1][0]) in _LOOSE_ENDINGS:
        last -= 1
    core = parts[first:last]
    whole = (stem(fold("".join(part for part, _, _ in core))), 0, len(word))
    if len(core) == 1:
        return (whole,) if whole[0] else ()
    joined = (whole,) if len(core) <= MOST_PARTS else ()
    found = (*joined, *((stem(fold(part)), start, end) for part, start, end in core))
    return tuple(piece for piece in found if piece[0])
