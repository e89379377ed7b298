"""Which words belong together and which come apart, by the lists of their language."""

from dataclasses import dataclass
from functools import lru_cache

import regex

from subtitles.shaping.languages import Grammar, grammar_of
from subtitles.shaping.seams import Seam
from subtitles.webvtt.cuetext import plain_text

_SENTENCE_END = regex.compile(r"""[.!?…؟۔][)"'”’»]*$""")
_PAUSE = regex.compile(r"""[,;:،؛–—][)"'”’»]*$""")
_EDGES = regex.compile(r"^[^\p{L}\p{N}]+|[^\p{L}\p{M}\p{N}]+$")
_INITIAL = regex.compile(r"^\p{Lu}\.$")
_NUMBER = regex.compile(r"^\p{N}[\p{N}.,٫٬:]*$")
# Arabic's yeh and kaf, as old Persian files have them.
_FOLDED = str.maketrans("يك", "یک")


@dataclass(frozen=True, slots=True)
class Word:
    """What is asked of a word: `bare` is lower case, without punctuation; `kinds` the lists of the grammar it is on."""

    bare: str
    shown: bool
    ends_sentence: bool
    pauses: bool
    capital: bool
    number: bool
    kinds: frozenset[str]
    linked: bool
    verb: bool
    closing: bool


_LISTS = (
    "articles", "prepositions", "conjunctions", "subordinators", "auxiliaries", "pronouns", "negations", "adjectives",
    "numbers", "units", "leaning",
)  # fmt: skip


@lru_cache(maxsize=20_000)
def word(token: str, language: str) -> Word:
    """What a word of raw cue text is in this language."""
    grammar = grammar_of(language)
    text = plain_text(token)
    core = _EDGES.sub("", text)
    bare = core.lower()
    folded = bare if language == "ar" else bare.translate(_FOLDED)
    return Word(
        bare=bare,
        shown=bool(text.strip()),
        ends_sentence=bool(_SENTENCE_END.search(text)) and not _INITIAL.match(text),
        pauses=bool(_PAUSE.search(text)),
        capital=grammar.capitals and core[:1].isupper(),
        number=bool(_NUMBER.match(core)),
        kinds=frozenset(name for name in _LISTS if _on(grammar, name, bare, folded)),
        linked=core == text.rstrip() and _matches(grammar.bound_ending, bare),
        verb=_matches(grammar.verb_ending, bare),
        closing=_matches(grammar.closing, bare),
    )


def _matches(pattern: "regex.Pattern[str] | None", bare: str) -> bool:
    return pattern is not None and bool(pattern.search(bare))


def _on(grammar: Grammar, name: str, bare: str, folded: str) -> bool:
    listed = getattr(grammar, name)
    return bare in listed or folded in listed


@lru_cache(maxsize=50_000)
def between(before: str, after: str, following: str, language: str) -> Seam:
    """What lies between two neighbouring words of raw cue text; `following` is the word after them, "" at the end."""
    return _seam(word(before, language), word(after, language), word(following, language))


def _seam(before: Word, after: Word, following: Word) -> Seam:
    if not before.shown or not after.shown:
        return Seam.TAG  # a tag alone stands with its word
    if before.ends_sentence:
        return Seam.SENTENCE
    if before.pauses:
        return Seam.PUNCTUATION
    return _bond(before, after) or _opening(before, after, following)


def _bond(before: Word, after: Word) -> Seam | None:
    """Why these two should stay together; the strongest reason."""
    if _is_amount(before, after):
        return Seam.UNIT
    if before.capital and after.capital and not before.kinds:
        return Seam.NAME
    opens = not after.kinds.isdisjoint(("subordinators", "conjunctions"))
    for kind, seam in _BONDS:
        if kind in before.kinds and not (opens and seam in _LOOSE):
            return seam
    if "leaning" in after.kinds:
        return Seam.LEANING
    if before.linked and not opens:
        return Seam.LINKED
    return Seam.PRONOUN if before.verb and "pronouns" in after.kinds else None


def _is_amount(before: Word, after: Word) -> bool:
    """Such as “three years” or “klockan sju”."""
    counted = _counts(before) and ("units" in after.kinds or after.number)
    return counted or ("units" in before.kinds and _counts(after))


def _counts(counting: Word) -> bool:
    return counting.number or "numbers" in counting.kinds


# A word that is on several lists is taken for the first of these.
_BONDS: tuple[tuple[str, Seam], ...] = (
    ("conjunctions", Seam.OPENED),
    ("subordinators", Seam.OPENED),
    ("prepositions", Seam.OPENED),
    ("articles", Seam.ARTICLE),
    ("adjectives", Seam.ADJECTIVE),
    ("numbers", Seam.ADJECTIVE),
    ("negations", Seam.NEGATION),
    ("auxiliaries", Seam.AUXILIARY),
    ("pronouns", Seam.PRONOUN),
)
# Bonds that a new clause undoes: "it was red | when we came".
_LOOSE = frozenset({Seam.ADJECTIVE, Seam.ARTICLE, Seam.NEGATION, Seam.AUXILIARY, Seam.PRONOUN})


def _opening(before: Word, after: Word, following: Word) -> Seam:
    small = not after.kinds.isdisjoint(("conjunctions", "prepositions"))
    if "subordinators" in after.kinds or (small and "subordinators" in following.kinds):
        return Seam.CLAUSE  # "so that", "för att": the clause begins with the first of the two
    if before.closing:
        return Seam.CLAUSE_END
    if "conjunctions" in after.kinds:
        return Seam.CONJUNCTION
    return Seam.PREPOSITION if "prepositions" in after.kinds else Seam.BALANCE
