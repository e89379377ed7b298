"""What each language's words do to a line break: a module and a line for each language."""

from subtitles.shaping.languages import ar, ckb, en, fa, ps, sv
from subtitles.shaping.languages.grammar import Grammar

GRAMMARS: dict[str, Grammar] = {
    "sv": sv.GRAMMAR,
    "en": en.GRAMMAR,
    "fa": fa.GRAMMAR,
    "prs": fa.GRAMMAR,
    "ar": ar.GRAMMAR,
    "ckb": ckb.GRAMMAR,
    "ps": ps.GRAMMAR,
}
# Punctuation and balance alone.
PLAIN = Grammar()

__all__ = ["GRAMMARS", "PLAIN", "Grammar", "grammar_of"]


def grammar_of(language: str) -> Grammar:
    """The lists for a BCP 47 tag, or its first part; empty ones for a language that nobody has written down."""
    return GRAMMARS.get(language) or GRAMMARS.get(language.partition("-")[0], PLAIN)
