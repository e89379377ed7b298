"""The times of single words, as the text that they belong to becomes another or stands at another time. No Django here.

What comes out has a word for each word of the text, so that a split at a word lands on its time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from subtitles.webvtt.cuetext import plain_text, words_of
from subtitles.webvtt.document import Word

Span = tuple[int, int]  # from and to, in ms
# Comparing takes time by the product of both sides; the words of a longer text share its time by their lengths.
MOST_WORDS = 400


def fitted(words: Sequence[Word], payload: str) -> tuple[Word, ...]:
    """A word for each of the raw cue text: recognisers divide some and join others. None where there are none.

    One that was made of several is as sure as the least sure of them.
    """
    tokens = _tokens(payload)
    if not words or len(words) == len(tokens):
        return tuple(words)
    said = ["".join(word.text.split()) for word in words]
    if "".join(said) == "".join(tokens):
        return tuple(_by_letters(words, said, tokens))
    return tuple(_carried(words, said, tokens))


def reworded(words: Sequence[Word], was: str, now: str) -> tuple[Word, ...]:
    """The words of raw cue text that was corrected. What stayed is as it was; what was written instead of something
    has its time, and no confidence, which is a machine's; what was added has the time between its neighbours.

    None where not a word stayed and there are more or fewer now: that is another text, of which nothing is known.
    """
    if was == now or not words:
        return tuple(words)
    before, after = _tokens(was), _tokens(now)
    if len(before) != len(after) and set(before).isdisjoint(after):
        return ()
    return tuple(_carried(fitted(words, was), before, after))


def moved(words: Sequence[Word], was: Span, now: Span) -> tuple[Word, ...]:
    """The words of a cue that stood at one time and stands at another.

    Where only its beginning or its end is another it was trimmed, and what is said in it is said when it was.
    """
    if not words or was[0] == now[0] or was[1] == now[1]:
        return tuple(words)
    length = was[1] - was[0]
    factor = (now[1] - now[0]) / length if length else 1.0

    def moment(ms: int) -> int:
        return max(0, now[0] + round((ms - was[0]) * factor))

    return tuple(replace(word, start_ms=moment(word.start_ms), end_ms=moment(word.end_ms)) for word in words)


def _tokens(payload: str) -> list[str]:
    return [plain_text(word) for word in words_of(payload)]


def _by_letters(words: Sequence[Word], said: Sequence[str], tokens: Sequence[str]) -> Iterator[Word]:
    """Both hold the same letters, divided otherwise."""
    ends = list(accumulate(map(len, said)))
    starts = [0, *ends[:-1]]
    reached = [0, *accumulate(map(len, tokens))]
    at = 0
    for token, (first, last) in zip(tokens, pairwise(reached), strict=True):
        while at < len(words) - 1 and ends[at] <= first:
            at += 1
        upto = at
        while upto < len(words) - 1 and starts[upto + 1] < last:
            upto += 1
        yield _joined(token, words[at : upto + 1])


def _joined(token: str, words: Sequence[Word]) -> Word:
    sure = min((word.confidence for word in words if word.confidence is not None), default=None)
    return Word(token, words[0].start_ms, words[-1].end_ms, sure)


def _carried(words: Sequence[Word], was: Sequence[str], now: Sequence[str]) -> Iterator[Word]:
    if max(len(was), len(now)) > MOST_WORDS:
        yield from _spread(now, (words[0].start_ms, words[-1].end_ms))
        return
    for code, first, end, lower, upper in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if code == "equal":
            yield from words[first:end]
        elif end - first == upper - lower:
            for word, text in zip(words[first:end], now[lower:upper], strict=True):
                yield Word(text, word.start_ms, word.end_ms)
        else:
            yield from _spread(now[lower:upper], _room(words, first, end))


def _room(words: Sequence[Word], first: int, end: int) -> Span:
    """The time of these words; of none, that between the two beside them."""
    if first < end:
        return words[first].start_ms, words[end - 1].end_ms
    start_ms = words[first - 1].end_ms if first else words[0].start_ms
    return start_ms, max(start_ms, words[first].start_ms if first < len(words) else words[-1].end_ms)


def _spread(texts: Sequence[str], room: Span) -> Iterator[Word]:
    """Each as long as its letters are of all."""
    start_ms, end_ms = room
    whole = max(1, sum(map(len, texts)))
    moments = [start_ms + (end_ms - start_ms) * done // whole for done in (0, *accumulate(map(len, texts)))]
    for text, (first, last) in zip(texts, pairwise(moments), strict=True):
        yield Word(text, first, last)
