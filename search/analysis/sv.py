"""Swedish: Snowball's stems, repaired where it stops short of the definite form.

Snowball leaves kvinnan, flickan, förtrycket and barnet as they stand. Without its last letter such a word is one
that Snowball knows (kvinna, förtrycke), so that letter is taken away and the stemmer asked again.
"""

from functools import lru_cache

import Stemmer

from search.analysis.words import WORD, Piece
from search.analysis.words import pieces as cut
from subtitles.folding import fold_swedish

pattern = WORD

_snowball = Stemmer.Stemmer("swedish", 0)
_ROUNDS = 3
_SHORTEST_DEFINITE = 5

# Words on -an and -et that are not the definite form of anything, and endings that belong to the word.
_WORDS = (
    "innan sedan redan annan medan sådan hurdan "
    "inget mycket något annat intet paket staket planet magnet poet profet raket komet alfabet budget internet sovjet "
    "pakistan afghanistan japan sudan taliban roman"
)
_AS_THEY_ARE = frozenset(_WORDS.split())
_PART_OF_THE_WORD = ("het", "itet", "stan")
# minnena, lärares: one letter more than Snowball's ending.
_LAST_LETTER_HIDES_THE_ENDING = ("ena", "ares")
_DEFINITE = ("an", "et", "ern", "eln", "kratin", "grafin", "login", "nomin", "apin", "eorin", "radion")

# Stems, and words where the stem is another word's (bröder, bröd), that a vowel or a doubled letter keeps apart.
_ONE_STEM = {
    stem: lemma
    for lemma, stems in {
        "man": "man män mann männ",
        "bok": "böck",
        "land": "länd",
        "hand": "händ",
        "stad": "städer städerna städernas stan",
        "natt": "nätter nätterna",
        "fot": "fötter fötterna",
        "son": "sön",
        "strand": "stränd",
        "mor": "mödr",
        "far": "fäd fäder fädr",
        "bror": "bröder bröderna brödernas brod",
        "dottr": "dott döttr",
        "systr": "syst",
        "vän": "vänn",
        "år": "åre året åren",
        "fri": "fria fritt friar friast",
        "ny": "nya nytt nyar nyast",
        "muse": "museum",
        "gymnasi": "gymnasium",
        "vatt": "vattn",
        "teck": "teckn",
        "vap": "vapn",
    }.items()
    for stem in stems.split()
}


def stem(word: str) -> str:
    """The stem that all forms of a Swedish noun share: kvinna, kvinnan, kvinnor, kvinnornas → kvinn."""
    if word in _AS_THEY_ARE:
        return word
    if word in _ONE_STEM:
        return _ONE_STEM[word]
    found = _snowball.stemWord(_without_last(word, _LAST_LETTER_HIDES_THE_ENDING))
    for _ in range(_ROUNDS):
        if not _is_definite(found):
            break
        found = _snowball.stemWord(found[:-1])
    if found != word and found.endswith("ar"):  # ansvaret → ansvar → ansv, as ansvar itself
        found = _snowball.stemWord(found)
    found = found[:-1] if found.endswith("mm") else found
    return _ONE_STEM.get(found) or _without_loose_vowel(found)


def _without_last(word: str, endings: tuple[str, ...]) -> str:
    return word[:-1] if len(word) > _SHORTEST_DEFINITE and word.endswith(endings) else word


def _is_definite(word: str) -> bool:
    if word in _AS_THEY_ARE or word.endswith(_PART_OF_THE_WORD):
        return False
    return len(word) >= _SHORTEST_DEFINITE and word.endswith(_DEFINITE)


def _without_loose_vowel(word: str) -> str:
    """Syster and systrar, regel and regler differ by the vowel before the last letter."""
    if len(word) >= _SHORTEST_DEFINITE and word.endswith(("er", "el")) and word[-3] not in "aeiouyåäö":
        short = word[:-2] + word[-1]
        return _ONE_STEM.get(short, short)
    return word


@lru_cache(maxsize=100_000)
def pieces(word: str) -> tuple[Piece, ...]:
    return cut(word, fold_swedish, stem)
