"""From bytes to text: what a person named, a byte order mark, UTF-8, and then a guess that a person has to confirm."""

import codecs
import re
from dataclasses import dataclass, field

import chardet

from subtitles.doubts import NOTHING_SAID, Answers, Doubt, Example, Guess
from subtitles.exceptions import UnreadableSubtitles
from subtitles.formats import broken, codepages, doubled, wide
from subtitles.reasons import Refusal
from subtitles.webvtt.document import Dropped, Mended

# The longer marks first: UTF-32's little-endian mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURE = b"WEBVTT"
_BEFORE_SIGNATURE = codecs.BOM_UTF8 + b" \t\r\n"
_GUESS_BYTES = 200_000
_EXAMPLES = 3
_LETTER = re.compile(r"(?![\x00-\x7f])[^\W\d_]")
# Of a text that is none: so many of its characters are no characters.
_MOST_RUBBISH = 0.02


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, its encoding, and what became of the bytes that were not in it."""

    text: str
    encoding: str
    mended: list[Mended] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    guesses: list[Guess] = field(default_factory=list)


def decode(data: bytes, language: str, answers: Answers = NOTHING_SAID) -> Decoded:
    """The text of a file in a language given as a BCP 47 tag. Raises UnreadableSubtitles when no encoding fits."""
    encoding = answers.encoding or _marked(data) or wide.guessed(data, language)
    if encoding == "utf-8":
        found = _utf_8(data.removeprefix(codecs.BOM_UTF8), language, answers)
    elif encoding:
        found = _in(data, encoding, language, answers, is_guess=not (answers.encoding or _marked(data)))
    else:
        found = _unmarked(data, language, answers)
    return _once(found, language, answers)


def _marked(data: bytes) -> str:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")


def _unmarked(data: bytes, language: str, answers: Answers) -> Decoded:
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        looked = broken.look(broken.without_a_cut_letter(data)[0])
        # WebVTT is UTF-8, whatever it looks like.
        if data.lstrip(_BEFORE_SIGNATURE).startswith(_SIGNATURE) or looked.is_mostly_utf_8:
            return _utf_8(data, language, answers)
    found = codepages.candidates(data, language)
    if found and found[0].score >= codepages.FITS:
        return _in(data, found[0].encoding, language, answers, is_guess=True)
    if looked.strays <= _MOST_RUBBISH * len(data):
        return _utf_8(data, language, answers)
    return _in(data, _recognised(data), language, answers, is_guess=True)


def _utf_8(data: bytes, language: str, answers: Answers) -> Decoded:
    rest, cut = broken.without_a_cut_letter(data)
    looked = broken.look(rest)
    if not looked.strays:
        return Decoded(rest.decode("utf-8"), "utf-8", dropped=cut)
    text, mended = broken.replaced(looked)
    offered = broken.in_a_code_page(looked, language)
    if offered is None:
        return Decoded(text, "utf-8", mended, cut)
    answer = answers.to(Doubt.MIXED)
    guess = Guess(Doubt.MIXED, len(offered[1]), examples(offered[1]), answer=answer)
    if answer:
        text, mended = offered
    return Decoded(text, "utf-8", mended, cut, [guess])


def _in(data: bytes, encoding: str, language: str, answers: Answers, *, is_guess: bool) -> Decoded:
    """Read in this encoding, a byte order mark left out. Raises UnreadableSubtitles where that is no text."""
    mark = next((mark for mark, name in _MARKS if name == encoding and data.startswith(mark)), b"")
    text, mended, dropped = wide.whole(data[len(mark) :], encoding, language)
    if is_guess and text.count("\ufffd") > _MOST_RUBBISH * len(text):
        raise UnreadableSubtitles(Refusal.ENCODING)
    if not is_guess:
        return Decoded(text, encoding, mended, dropped)
    beyond = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if not line.isascii()]
    telling = [(number, line) for number, line in beyond if _LETTER.search(line)] or beyond
    shown = tuple(Example(number, "", line.strip()) for number, line in telling[:_EXAMPLES])
    answer = answers.to(Doubt.ENCODING) or None  # "no" is an answer only beside the name of another
    guess = Guess(Doubt.ENCODING, len(beyond), shown, {"encoding": encoding}, answer)
    return Decoded(text, encoding, mended, dropped, [guess])


def _recognised(data: bytes) -> str:
    """The encoding of a text that is not in its language's code pages, by chardet. Raises UnreadableSubtitles."""
    guess = chardet.detect(data[:_GUESS_BYTES])["encoding"]
    try:
        return codecs.lookup(guess or "").name
    except LookupError as error:
        raise UnreadableSubtitles(Refusal.ENCODING) from error


def _once(found: Decoded, language: str, answers: Answers) -> Decoded:
    """What was encoded twice is offered as it was before."""
    offered = doubled.undone(found.text, language)
    if offered is None:
        return found
    answer = answers.to(Doubt.DOUBLED)
    guesses = [*found.guesses, Guess(Doubt.DOUBLED, len(offered[1]), examples(offered[1]), answer=answer)]
    text, mended = (offered[0], [*found.mended, *offered[1]]) if answer else (found.text, found.mended)
    return Decoded(text, found.encoding, mended, found.dropped, guesses)


def examples(mended: list[Mended]) -> tuple[Example, ...]:
    """The first few of what would be mended."""
    return tuple(Example(part.line, part.was, part.became) for part in mended[:_EXAMPLES])
