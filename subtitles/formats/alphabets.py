"""What each language is written with, and in which code pages its old files are. No Django here."""

_SWEDISH = "åäöÅÄÖéÉàÀüÜ"
_ENGLISH = "éèêëàâäåæçîïíñôöøùûüÉÈÀÂÄÅÇÑÖØÜ"
_KURMANJI = "çêîşûÇÊÎŞÛ"
_ARABIC = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
_PERSIAN = _ARABIC + "پچژگکی\u200cۀ"
_DIGITS = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"

# The letters beyond ASCII, by the first part of a BCP 47 tag.
LETTERS: dict[str, frozenset[str]] = {
    "sv": frozenset(_SWEDISH),
    "en": frozenset(_ENGLISH),
    "kmr": frozenset(_KURMANJI),
    "ar": frozenset(_ARABIC + _DIGITS),
    "fa": frozenset(_PERSIAN + _DIGITS),
    "prs": frozenset(_PERSIAN + _DIGITS),
    "ps": frozenset(_PERSIAN + _DIGITS + "ټځڅډړږښګڼېۍۀ"),
    "ckb": frozenset(_PERSIAN + _DIGITS + "ڕڵۆێەھڤ"),
}
ANY_LETTERS = frozenset().union(*LETTERS.values())
PUNCTUATION = frozenset("–—‘’‚“”„«»‹›…·•°§©®™£€½¼¾×¡¿،؛؟٪٫٬ـ♪♫→\u00a0\u00ad")

_ARABIC_PAGES = ("cp1256", "iso8859-6", "mac-farsi")
_LATIN_PAGES = ("cp1252", "iso8859-15", "mac-roman", "cp850")
# The likeliest first: where two fit equally well, the first is taken.
PAGES: dict[str, tuple[str, ...]] = {
    "sv": _LATIN_PAGES,
    "en": _LATIN_PAGES,
    "kmr": ("cp1254", "mac-turkish", "cp857"),
    "ar": ("cp1256", "iso8859-6", "mac-arabic"),
    **dict.fromkeys(("fa", "prs", "ps", "ckb"), _ARABIC_PAGES),
}
# What a person may name for a file, whatever its language.
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", *dict.fromkeys(page for pages in PAGES.values() for page in pages))


def letters(language: str) -> frozenset[str]:
    """The letters of a BCP 47 tag; those of all our languages for one that is not ours."""
    return LETTERS.get(language.partition("-")[0], ANY_LETTERS)


def pages(language: str) -> tuple[str, ...]:
    """The code pages that files in this language may be in; none are known for a language that is not ours."""
    return PAGES.get(language.partition("-")[0], ())
