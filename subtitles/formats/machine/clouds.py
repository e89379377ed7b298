"""The large clouds' recognisers, read from the files that they leave behind. Nothing here asks any of them."""

from collections.abc import Callable, Iterator
from itertools import groupby

from subtitles.formats.machine.shapes import Shape, Utterance, counted, known, name, part, parts, seconds, text, word
from subtitles.webvtt import Word

_TICKS_A_MS = 10_000
Spoken = tuple[str, Word]  # who says it, and the word


def _aws(said: object) -> Iterator[Utterance]:
    """Items in a row: words with times, punctuation without, which belongs to the word before."""
    speakers = _aws_speakers(said)
    spoken: list[Spoken] = []
    for item in parts(said, "results", "items"):
        content, sure = text(item, "alternatives", 0, "content"), part(item, "alternatives", 0, "confidence")
        if item.get("type") == "punctuation" and spoken:
            speaker, before = spoken[-1]
            spoken[-1] = (speaker, Word(before.text + content, before.start_ms, before.end_ms, before.confidence))
        elif heard := word(content, seconds(item.get("start_time")), seconds(item.get("end_time")), sure):
            speaker = name(item.get("speaker_label")) or speakers.get(str(item.get("start_time")), "")
            spoken.append((speaker, heard))
    yield from _turns(spoken)


def _aws_speakers(said: object) -> dict[str, str]:
    """Who speaks, by the start of each word as it is written."""
    segments = parts(said, "results", "speaker_labels", "segments")
    items = (item for segment in segments for item in parts(segment, "items"))
    return {str(item.get("start_time")): name(item.get("speaker_label")) for item in items}


def _turns(spoken: list[Spoken]) -> Iterator[Utterance]:
    """Words in a row by who says them."""
    for speaker, group in groupby(spoken, key=lambda each: each[0]):
        yield Utterance(words=tuple(each[1] for each in group), speaker=speaker)


def _google(said: object) -> Iterator[Utterance]:
    """Version 1 counts `startTime`, version 2 `startOffset`. With speakers, the last result repeats all words."""
    results = [part(each, "alternatives", 0) for each in parts(said, "results") or parts(said, "response", "results")]
    heard = [[*_google_words(result)] for result in results]
    if (
        heard
        and any(speaker for speaker, _ in heard[-1])
        and not any(speaker for each in heard[:-1] for speaker, _ in each)
    ):
        heard = heard[-1:]
    for spoken in heard:
        yield from _turns(spoken)


def _google_words(result: object) -> Iterator[Spoken]:
    for each in parts(result, "words"):
        start, end = each.get("startTime", each.get("startOffset", "0s")), each.get("endTime", each.get("endOffset"))
        # Nought is what is said where nothing is known of it.
        sure = each.get("confidence") or None
        if heard := word(text(each, "word"), seconds(start), seconds(end), sure):
            yield name(each.get("speakerLabel") or each.get("speakerTag") or ""), heard


def _azure(said: object) -> Iterator[Utterance]:
    """Batch transcription: phrases with offsets in ticks of 100 nanoseconds, the likeliest reading first."""
    for phrase in parts(said, "recognizedPhrases"):
        best = part(phrase, "nBest", 0)
        heard = parts(best, "displayWords") or parts(best, "words")
        words = known(_azure_word(each) for each in heard)
        start_ms, length_ms = (
            counted(phrase.get("offsetInTicks"), _TICKS_A_MS),
            counted(phrase.get("durationInTicks"), _TICKS_A_MS),
        )
        end_ms = None if start_ms is None or length_ms is None else start_ms + length_ms
        yield Utterance(text(best, "display"), start_ms, end_ms, words, name(phrase.get("speaker")))


def _azure_word(said: dict[str, object]) -> Word | None:
    start_ms, length_ms = (
        counted(said.get("offsetInTicks"), _TICKS_A_MS),
        counted(said.get("durationInTicks"), _TICKS_A_MS),
    )
    end_ms = None if start_ms is None or length_ms is None else start_ms + length_ms
    return word(text(said, "displayText") or text(said, "word"), start_ms, end_ms, said.get("confidence"))


def _deepgram(said: object) -> Iterator[Utterance]:
    utterances = parts(said, "results", "utterances")
    for each in utterances:
        words = known(_deepgram_word(heard) for heard in parts(each, "words"))
        start_ms, end_ms = seconds(each.get("start")), seconds(each.get("end"))
        yield Utterance(text(each, "transcript"), start_ms, end_ms, words, name(each.get("speaker")))
    for channel in [] if utterances else parts(said, "results", "channels"):
        heard = parts(channel, "alternatives", 0, "words")
        spoken = [(name(each.get("speaker")), _deepgram_word(each)) for each in heard]
        yield from _turns([(speaker, each) for speaker, each in spoken if each])


def _deepgram_word(said: dict[str, object]) -> Word | None:
    written = text(said, "punctuated_word") or text(said, "word")
    return word(written, seconds(said.get("start")), seconds(said.get("end")), said.get("confidence"))


def _assembly(said: object) -> Iterator[Utterance]:
    """Times in milliseconds."""
    utterances = parts(said, "utterances")
    for each in utterances:
        words = known(_assembly_word(heard) for heard in parts(each, "words"))
        yield Utterance(
            text(each, "text"), counted(each.get("start")), counted(each.get("end")), words, name(each.get("speaker"))
        )
    if not utterances:
        spoken = [(name(each.get("speaker")), _assembly_word(each)) for each in parts(said, "words")]
        yield from _turns([(speaker, each) for speaker, each in spoken if each])


def _assembly_word(said: dict[str, object]) -> Word | None:
    return word(text(said, "text"), counted(said.get("start")), counted(said.get("end")), said.get("confidence"))


def _has(*path: str | int) -> Callable[[object], bool]:
    return lambda said: part(said, *path) is not None


def _is_google(said: object) -> bool:
    return isinstance(part(said, "results", 0) or part(said, "response", "results", 0), dict)


SHAPES = (
    Shape("aws", _has("results", "items"), _aws),
    Shape("deepgram", _has("results", "channels"), _deepgram),
    Shape("azure", _has("recognizedPhrases"), _azure),
    Shape("google", _is_google, _google),
    Shape("assemblyai", _has("words", 0, "text"), _assembly),
)
