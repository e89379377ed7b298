"""Whether a word is a form of another: with an ending, or an article before it, that its language gives any such word.

Words are folded (`subtitles.folding`). Only what leaves it the same word counts. Persian آزادی, freedom, is no form of
آزاد, free, nor مهاجرت, migration, of مهاجر, a migrant: an ی is an ending where a non-joiner sets it apart, or behind a
vowel. The shorter a word is, the fewer endings it has: Swedish lager is no form of lag, nor order of ord.
"""

import re
from functools import lru_cache

from subtitles.folding import Word, fold

_SHORT = 3  # letters, of a word that has none of the endings that make other words of short ones
# Letters that may follow one of so many, or more, where nobody can tell: iransk behind Iran, but not زندان behind زن.
_MORE = (0, 0, 1, 1, 5)
_ZWNJ = "\u200c"
_JOINED = frozenset({"fa", "prs", "ps", "ckb"})


def _folded(endings: str) -> frozenset[str]:
    return frozenset(fold(each) for each in endings.split())


_FA = _folded("ها های هایی هایم هایت هایش هایمان هایتان هایشان هایند هاست ان")
# Behind any word of two letters and more, and behind one that is longer than a short one.
_ANY: dict[str, frozenset[str]] = {
    "sv": _folded("en et ens ets ar ars arna arnas"),
    "en": _folded("s"),
    "fa": _FA,
    "prs": _FA,
    "ps": _folded("ونه ونو ګان ګانو ان انو"),
    "ar": _folded("ات ین ون ها هم هن نا کم"),
    "ckb": _folded("ەکە ەکەی ەکان ەکانی یەکە یەکەی یەکان یەکانی ێک ێکی یەک یەکی ان انی"),
    "kmr": _folded("an ên ek ekê ekî eke ya yê yên yan yek yekê yekî"),
}
_LONG: dict[str, frozenset[str]] = {
    "sv": _folded("s er ers erna ernas na nas"),
    "en": _folded("es ed"),
    "fa": _folded("م ش مان تان شان تر ترین"),
    "prs": _folded("م ش مان تان شان تر ترین"),
    "ps": _folded("و"),
    "ar": _folded("ه ک ا"),
    "ckb": _folded("م مان تان یان یانی"),
    "kmr": _folded("a ê in"),
}
# By how a word ends, what may stand behind it; and, of one that is longer than a short one, in that end's place.
_BEHIND: dict[str, tuple[tuple[str, str], ...]] = {
    "sv": (
        ("...[aeiouyåäölr]", "n ns"),
        ("...e", "t ts r rs rna rnas"),
        ("...(sk|ig|ad|ell|iv|al|bar|sam|lös|full)", "a t e are"),
    ),
    "en": (("..e", "d"),),
    "fa": (("[او]", "ی یی یم یت یش"), ("ه", "ای ام ات اش")),
    "prs": (("[او]", "ی یی یم یت یش"), ("ه", "ای ام ات اش")),
    "ckb": (("[اوی]", "ی"),),
}
_FOR: dict[str, tuple[tuple[str, str], ...]] = {
    "sv": (("a", "or ors orna ornas"), ("e", "ar ars arna arnas"), ("um", "et ets er erna")),
    "en": (("y", "ies"),),
    "fa": (("ه", "گان گانی"),),
    "prs": (("ه", "گان گانی"),),
    "ar": (("ه", "ات تها تهم تنا ته تک"),),
}
# syster, systrar; regel, regler; vapen, vapnet.
_LOOSE_VOWEL = re.compile(r"(.{2,}[^aeiouyåäö])e([lnr])")
_BEHIND_LOOSE = _folded("ar ars arna arnas er ers erna ernas en ens et ets")
_DOUBLED = ("m", "n")
# Words that only look as if they had an ending.
_OTHERS = _folded(
    "planet paket magnet poet "
    "تنها رها بها منها انتها جوان باران پایان درمان فرمان پیمان دوران زمان جهان میان زبان نشان توان کمان "
    "خان جان نان امان سامان گران روان ساختمان گفتمان سازمان انسان"
)
# What stands behind a non-joiner and is no word of its own.
_APART = _FA | _folded("ی ای یی ام ات اش م ت ش مان تان شان تر ترین اند ایم اید است کان ەکان ەکە یەکان")
_ARTICLES = ("وبال", "فبال", "وکال", "وال", "بال", "فال", "کال", "ولل", "لل", "ال")
_BEFORE = ("و", "ف", "ب", "ل", "ک")


def readings(word: Word, text: str, language: str) -> tuple[str, ...]:
    """A word of a text as it stands, and without what is written before or behind it as if it belonged to it."""
    if language in _JOINED and _ZWNJ in (raw := text[word.start : word.end]):
        return _without_joined(word.folded, raw)
    return _without_article(word.folded) if language == "ar" else (word.folded,)


def is_form(word: str, asked: str, language: str) -> bool:
    """Whether a word is this one, or surely a form of it."""
    return word == asked or (len(asked) > 1 and word not in _OTHERS and _has_ending(word, asked, language))


def may_be_form(word: str, asked: str, language: str) -> bool:
    """The same, or most likely a form of it, a compound, or a word that is made of it."""
    if is_form(word, asked, language):
        return True
    more = len(word) - len(asked)
    return word.startswith(asked) and more <= _MORE[min(len(asked), _SHORT + 1)]


@lru_cache(20_000)
def _without_joined(folded: str, raw: str) -> tuple[str, ...]:
    parts = raw.split(_ZWNJ)
    last = len(parts)
    while last > 1 and fold(parts[last - 1]) in _APART:
        last -= 1
    return (folded,) if last == len(parts) else (folded, fold("".join(parts[:last])))


@lru_cache(20_000)
def _without_article(folded: str) -> tuple[str, ...]:
    rests = [folded[len(each) :] for each in _ARTICLES if folded.startswith(each) and len(folded) >= len(each) + _SHORT]
    if folded.startswith(_BEFORE) and len(folded) > 1 + _SHORT:
        rests.append(folded[1:])
    return (folded, *rests)


@lru_cache(50_000)
def _has_ending(word: str, asked: str, language: str) -> bool:
    is_long = len(asked) > _SHORT
    if word.startswith(asked):
        ending = word[len(asked) :]
        if ending in _ANY.get(language, ()) or (is_long and ending in _LONG.get(language, ())):
            return True
        if language == "sv" and asked.endswith(_DOUBLED) and ending[0] == asked[-1] and ending[1:] in _ANY["sv"]:
            return True
        for end, endings in _BEHIND.get(language, ()):
            if ending in endings.split() and re.search(f"{end}$", asked):
                return True
    return is_long and _bends(word, asked, language)


def _bends(word: str, asked: str, language: str) -> bool:
    """Whether it is this word with another end."""
    for end, endings in _FOR.get(language, ()):
        stem = asked.removesuffix(end)
        if stem != asked and word.startswith(stem) and word[len(stem) :] in endings.split():
            return True
    loose = _LOOSE_VOWEL.fullmatch(asked) if language == "sv" else None
    stem = "".join(loose.groups()) if loose else ""
    return bool(stem) and word.startswith(stem) and word[len(stem) :] in _BEHIND_LOOSE
