"""English: Snowball's stems, and the plurals of people that it leaves alone."""

from functools import lru_cache

import Stemmer

from search.analysis.words import WORD, Piece
from search.analysis.words import pieces as cut
from subtitles.folding import fold

pattern = WORD

_snowball = Stemmer.Stemmer("english", 0)
_IRREGULAR = {"women": "woman", "men": "man", "children": "child", "wives": "wife", "mice": "mouse", "feet": "foot"}


def fold_english(word: str) -> str:
    """Folded, without the possessive: women's and women are the same word."""
    bare = word.replace("\u2019", "'").replace("\u02bc", "'").lower()
    return fold(bare.removesuffix("'s").removesuffix("'"))


def stem(word: str) -> str:
    return _snowball.stemWord(_IRREGULAR.get(word, word))


@lru_cache(maxsize=50_000)
def pieces(word: str) -> tuple[Piece, ...]:
    return cut(word, fold_english, stem)
