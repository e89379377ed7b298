"""Words that no dictionary knows: Hunspell for Swedish and English, a list of words and our own affixes for Persian.

A dictionary is read when the first track of its language is checked, and stays for the life of the process.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain, islice
from pathlib import Path

from hunspell import Hunspell

from subtitles.rules import persian_slips, persian_words
from subtitles.rules.finding import Hit, Severity
from subtitles.rules.registry import Need, Scene, rule
from subtitles.rules.text import Text

DICTIONARIES = Path(__file__).parent / "dictionaries"
# A word that one of them knows is one: English is written in several ways.
_HUNSPELL = {"sv": ("dictionary-sv-4.0.0",), "en": ("dictionary-en-4.0.0", "dictionary-en-gb-3.0.0")}
_PERSIAN = "dict-fa-ir-4.0.5/fa-IR.trie.gz"
REMEMBERED_WORDS = 50_000
MOST_SUGGESTIONS = 5

_LATIN_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PERSIAN_WORD = re.compile(r"[\u0621-\u063a\u0641-\u0652\u0654\u0670\u067e\u0686\u0698\u06a9\u06af\u06c0\u06cc\u200c]+")
_WORDS = {"sv": _LATIN_WORD, "en": _LATIN_WORD, "fa": _PERSIAN_WORD, "prs": _PERSIAN_WORD}
LANGUAGES = frozenset(_WORDS)


@cache
def _hunspells(language: str) -> list[Hunspell]:
    return [Hunspell("index", hunspell_data_dir=f"{DICTIONARIES / name}/") for name in _HUNSPELL[language]]


@cache
def dictionary(language: str) -> Callable[[str], bool] | None:
    """Whether a word is one of the language's; None where there is no dictionary of it."""
    if language in _HUNSPELL:
        loaded = _hunspells(language)
        return lru_cache(REMEMBERED_WORDS)(lambda word: any(each.spell(word.replace("’", "'")) for each in loaded))
    if language in {"fa", "prs"}:
        return lru_cache(REMEMBERED_WORDS)(persian_words.read(DICTIONARIES / _PERSIAN).knows)
    return None


def suggestions(word: str, language: str) -> tuple[str, ...]:
    """Words that may be meant instead, the likeliest first; a few at most. It may take a third of a second."""
    found: Iterable[str] = ()
    if language in _HUNSPELL:
        found = chain.from_iterable(each.suggest(word.replace("’", "'")) for each in _hunspells(language))
    elif (is_word := dictionary(language)) is not None:
        found = persian_slips.meant(word, is_word)
    return tuple(islice(dict.fromkeys(found), MOST_SUGGESTIONS))


@rule("spelling", Severity.NOTE, Need.DICTIONARY, languages=LANGUAGES)
def spelling(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    is_word = scene.is_word
    assert is_word is not None  # noqa: S101 - what the rule needs
    for found in _WORDS[scene.language].finditer(text.plain):
        word = found[0]
        if len(word) > 1 and not is_word(word) and not _known(word, scene.known):
            yield Hit(*found.span(), {"word": word})


def _known(word: str, known: frozenset[str]) -> bool:
    """A word of the archive's own, such as the name of a person in this recording, with an s or a joint behind it."""
    folded = word.casefold()
    parts = re.split("[\u200c'’-]", folded)
    return folded in known or folded.removesuffix("s") in known or parts[0] in known


def as_known(phrases: Iterator[str]) -> frozenset[str]:
    """The single words of names and phrases, as `check` wants them: with what joins them, and without."""
    words = {word.casefold() for phrase in phrases for word in phrase.split()}
    return frozenset(words.union(*(re.findall(r"[^\W\d_]+", word) for word in words)))
