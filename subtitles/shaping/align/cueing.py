"""Cues of sentences whose times are known: as few as their lines allow, each beginning with its first word."""

import html
from collections.abc import Iterable, Sequence
from itertools import pairwise

from subtitles.shaping.align.judging import Flag
from subtitles.shaping.align.placing import Placed
from subtitles.shaping.gaps import DEFAULT, Pace, keep_apart, lengthen
from subtitles.shaping.linebreaks import Limits, break_lines
from subtitles.webvtt.cuetext import words_of
from subtitles.webvtt.document import Cue, Word

LIMITS = Limits()
FILLED = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4)  # how full the cues of a sentence may be, tried in turn


def cues_of(placed: Iterable[Placed], language: str, limits: Limits = LIMITS, pace: Pace = DEFAULT) -> list[Cue]:
    """The cues, in the order of time. A sentence that was not heard has none."""
    found = [each for each in placed if each.flag is not Flag.MISSING]
    cues = [cue for each in found for cue in _cues(each, language, limits, pace)]
    ordered = sorted(cues, key=lambda cue: (cue.start_ms, cue.end_ms))
    return keep_apart(lengthen(ordered, pace), pace)


def _cues(placed: Placed, language: str, limits: Limits, pace: Pace) -> list[Cue]:
    """One cue, or as many as are needed for no one to have too many lines or to stand too long."""
    words = _timed(placed)
    for filled in FILLED:
        size = max(limits.line, round(limits.line * limits.lines * filled))
        parts = break_lines(" ".join(word.text for word in words), language, Limits(size, limits.lines)).payload
        cues = _divided(placed, words, [len(words_of(part)) for part in parts.split("\n")], language, limits)
        if all(_fits(cue, limits, pace) for cue in cues):
            break
    return cues


def _fits(cue: Cue, limits: Limits, pace: Pace) -> bool:
    lines = cue.payload.count("\n") + 1
    return lines <= limits.lines and (cue.end_ms - cue.start_ms <= pace.most_ms or lines == 1)


def _divided(placed: Placed, words: Sequence[Word], sizes: Sequence[int], language: str, limits: Limits) -> list[Cue]:
    cues: list[Cue] = []
    at = 0
    opening = f"<v {html.escape(placed.sentence.speaker, quote=False)}>" if placed.sentence.speaker else ""
    for size in sizes:
        part = tuple(words[at : at + size])
        at += size
        start_ms = placed.start_ms if not cues else part[0].start_ms
        end_ms = placed.end_ms if at == len(words) else max(start_ms, words[at].start_ms)
        payload = opening + break_lines(" ".join(word.text for word in part), language, limits).payload
        cues.append(Cue("", start_ms, end_ms, "", payload, words=part))
    return cues


def _timed(placed: Placed) -> list[Word]:
    """The words of the sentence as raw cue text, each with its time; where the voice said two as one they share it."""
    text = placed.sentence.text
    tokens, reached = text.split(), 0
    starts: list[int] = []
    for token in tokens:
        first = text.index(token, reached)
        reached = first + len(token)
        said = [ms for letter, _, ms in placed.words if first <= letter < reached]
        starts.append(min(said, default=starts[-1] if starts else placed.start_ms))
    # The voice may hear words in another order than they stand in, such as numbers.
    risen = [max(starts[: number + 1]) for number in range(len(starts))]
    spans = pairwise([*risen, max(placed.end_ms, risen[-1] if risen else 0)])
    escaped = (html.escape(token, quote=False) for token in tokens)
    return [Word(token, start, end, placed.sure) for token, (start, end) in zip(escaped, spans, strict=True)]
