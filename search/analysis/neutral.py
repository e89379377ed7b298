"""Languages without rules of their own: folded spelling, no stems."""

from functools import lru_cache

from search.analysis.words import WORD, Piece
from search.analysis.words import pieces as cut
from subtitles.folding import fold

pattern = WORD


def _same(word: str) -> str:
    return word


@lru_cache(maxsize=50_000)
def pieces(word: str) -> tuple[Piece, ...]:
    return cut(word, fold, _same)
