"""From bytes to text: a byte order mark, else strict UTF-8, else the best guess at an old code page."""

import codecs

import chardet

from subtitles.exceptions import UnreadableSubtitles
from subtitles.reasons import Refusal

# The longer marks first: UTF-32's little-endian mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GUESS_BYTES = 200_000
# Windows' Arabic code page has no Persian yeh and no keheh, so Persian was typed with the Arabic letters.
_ARABIC_CODE_PAGE = "cp1256"
_PERSIAN = {"fa", "prs"}
_PERSIAN_LETTERS = str.maketrans({"ي": "ی", "ك": "ک"})


def decode(data: bytes, language: str) -> tuple[str, str]:
    """The text and the name of its encoding. Raises UnreadableSubtitles when no encoding fits."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace"), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _guess(data, language)


def _guess(data: bytes, language: str) -> tuple[str, str]:
    guess = chardet.detect(data[:_GUESS_BYTES])["encoding"]
    try:
        encoding = codecs.lookup(guess or "").name
        text = data.decode(encoding)
    except (LookupError, UnicodeDecodeError) as error:
        raise UnreadableSubtitles(Refusal.ENCODING) from error
    if encoding == _ARABIC_CODE_PAGE and language.partition("-")[0] in _PERSIAN:
        text = text.translate(_PERSIAN_LETTERS)
    return text, encoding
