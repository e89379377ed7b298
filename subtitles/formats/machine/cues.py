"""Cues of what a machine heard: an utterance that is short enough is one; a longer one is divided between words."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from subtitles.formats.machine.shapes import Utterance
from subtitles.formats.markup import Style, payload
from subtitles.webvtt import Cue, Word

# Two lines of 42 characters, seven seconds: what one can read at once. The shaping of lines comes after.
_MOST_CHARACTERS = 84
_MOST_MS = 7000
_PAUSE_MS = 800
_ENDS = (".", "!", "?", "؟", "…", "۔", ".”", "!”", "?”")
_COMMAS = (",", "،", ";", "؛", ":")
# A sentence may end a cue only when that is worth a cue of its own.
_LEAST_CHARACTERS = 12


def cues(utterances: Iterable[Utterance]) -> Iterator[Cue]:
    """In the order of what was said. What has neither times nor words with times is left out."""
    for utterance in utterances:
        style = Style(speaker=utterance.speaker)
        if utterance.words and _is_long(utterance):
            for words in _groups(utterance.words):
                text = payload([(" ".join(word.text for word in words), style)])
                yield Cue("", words[0].start_ms, words[-1].end_ms, "", text, words=tuple(words))
        elif utterance.start_ms is not None or utterance.words:
            start_ms = utterance.words[0].start_ms if utterance.start_ms is None else utterance.start_ms
            end_ms = utterance.words[-1].end_ms if utterance.end_ms is None and utterance.words else utterance.end_ms
            said = utterance.text.strip() or " ".join(word.text for word in utterance.words)
            if text := payload([(said, style)]):
                yield Cue("", start_ms, max(end_ms or 0, start_ms), "", text, words=utterance.words)


def _is_long(utterance: Utterance) -> bool:
    first, last = utterance.words[0], utterance.words[-1]
    length = sum(len(word.text) + 1 for word in utterance.words)
    return length > _MOST_CHARACTERS or last.end_ms - first.start_ms > _MOST_MS


def _groups(words: tuple[Word, ...]) -> Iterator[list[Word]]:
    """At pauses and ends of sentences; where neither comes in time, at the last comma or the last word that fits."""
    group = [words[0]]
    for before, word in pairwise(words):
        length = sum(len(each.text) + 1 for each in group)
        pause = word.start_ms - before.end_ms >= _PAUSE_MS
        sentence = before.text.endswith(_ENDS) and length >= _LEAST_CHARACTERS
        if pause or sentence:
            yield group
            group = []
        elif length + len(word.text) > _MOST_CHARACTERS or word.end_ms - group[0].start_ms > _MOST_MS:
            cut = _cut(group)
            yield group[:cut]
            group = group[cut:]
        group.append(word)
    yield group


def _cut(group: list[Word]) -> int:
    commas = [at for at, word in enumerate(group, start=1) if word.text.endswith(_COMMAS)]
    return commas[-1] if commas and commas[-1] > len(group) // 2 else len(group)
