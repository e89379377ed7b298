"""Recognisers that run on one's own machine: Whisper in its three kinds, and Vosk."""

import re
from collections.abc import Iterator

from subtitles.formats.machine.shapes import (
    Shape,
    Utterance,
    counted,
    known,
    name,
    number,
    part,
    parts,
    seconds,
    text,
    word,
)
from subtitles.webvtt import Word

_NOT_SAID = re.compile(r"\[_[A-Z_0-9]+\]|<\|[^|]*\|>")
_TIME = re.compile(r"([0-9]{1,4}):([0-9]{2}):([0-9]{2})[.,]([0-9]{3})")


def _whisper(said: object) -> Iterator[Utterance]:
    """openai's, faster-whisper's and whisperX' segments, also under `segments` of an answer, or as a bare list."""
    segments = parts(said, "segments") or parts(said)
    loose = [_word(each) for each in parts(said, "words")]  # an API gives the words beside the segments
    words = known(loose)
    at = 0
    for segment in segments:
        start_ms, end_ms = seconds(segment.get("start")), seconds(segment.get("end"))
        own = known(_word(each) for each in parts(segment, "words"))
        if not own and words and end_ms is not None:
            first = at
            while at < len(words) and words[at].start_ms < end_ms:
                at += 1
            own = words[first:at]
        yield Utterance(text(segment, "text"), start_ms, end_ms, own, name(segment.get("speaker")))
    if not segments and words:
        yield Utterance(words=words)


def _word(said: dict[str, object]) -> Word | None:
    sure = said.get("probability", said.get("score"))
    return word(text(said, "word") or text(said, "text"), seconds(said.get("start")), seconds(said.get("end")), sure)


def _is_whisper(said: object) -> bool:
    if part(said, "segments") == [] and isinstance(part(said, "text"), str):
        return True  # it heard nobody
    first = part(said, "segments", 0) or part(said, 0)
    return isinstance(first, dict) and "text" in first and "start" in first and "end" in first


def _whisper_cpp(said: object) -> Iterator[Utterance]:
    for segment in parts(said, "transcription"):
        start_ms, end_ms = _offsets(segment)
        words = known(_joined(parts(segment, "tokens")))
        yield Utterance(text(segment, "text"), start_ms, end_ms, words, name(segment.get("speaker")))


def _joined(tokens: list[dict[str, object]]) -> Iterator[Word | None]:
    """Tokens are pieces of words: a space begins a word, which is as sure as its least sure piece."""
    pieces: list[tuple[str, int, int, float]] = []
    for token in tokens:
        said = text(token, "text")
        start_ms, end_ms = _offsets(token)
        if _NOT_SAID.search(said) or not said or start_ms is None or end_ms is None:
            continue
        if said.startswith(" ") and pieces:
            yield _whole(pieces)
            pieces = []
        pieces.append((said, start_ms, end_ms, number(token.get("p")) or 0.0))
    if pieces:
        yield _whole(pieces)


def _whole(pieces: list[tuple[str, int, int, float]]) -> Word | None:
    sure = min(piece[3] for piece in pieces)
    return word("".join(piece[0] for piece in pieces), pieces[0][1], pieces[-1][2], sure)


def _offsets(said: dict[str, object]) -> tuple[int | None, int | None]:
    """Milliseconds, or times as in a subtitle file where a build leaves those out."""
    start_ms, end_ms = (counted(part(said, "offsets", side)) for side in ("from", "to"))
    if start_ms is not None and end_ms is not None:
        return start_ms, end_ms
    return _written(text(said, "timestamps", "from")), _written(text(said, "timestamps", "to"))


def _written(time: str) -> int | None:
    found = _TIME.fullmatch(time)
    if found is None:
        return None
    hours, minutes, whole, fraction = (int(each) for each in found.groups())
    return ((hours * 60 + minutes) * 60 + whole) * 1000 + fraction


def _vosk(said: object) -> Iterator[Utterance]:
    """One result, or a list of them; with alternatives the first, which is the likeliest."""
    for result in [said] if isinstance(said, dict) else parts(said):
        chosen = part(result, "alternatives", 0) or result
        heard = parts(chosen, "result")
        words = known(
            word(text(each, "word"), seconds(each.get("start")), seconds(each.get("end")), each.get("conf"))
            for each in heard
        )
        if words:
            yield Utterance(text(chosen, "text"), words=words)


def _is_vosk(said: object) -> bool:
    results = said if isinstance(said, list) else [said]
    return any(
        isinstance(part(each, "result", 0, "word"), str) or isinstance(part(each, "alternatives", 0, "result"), list)
        for each in results
    )


def _has_words(said: object) -> bool:
    """An answer of openai's address that was asked for words alone."""
    first = part(said, "words", 0)
    return isinstance(first, dict) and "word" in first and "start" in first


SHAPES = (
    Shape("whisper.cpp", lambda said: isinstance(part(said, "transcription"), list), _whisper_cpp),
    Shape("whisper", _is_whisper, _whisper),
    Shape("vosk", _is_vosk, _vosk),
    Shape("openai", _has_words, _whisper),
)
