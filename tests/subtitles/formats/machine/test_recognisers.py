"""Each recogniser's own way of writing, by the documentation of each; what is said is ours."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subtitles.exceptions import UnreadableSubtitles
from subtitles.formats.machine import SHAPES, Recognised
from subtitles.formats.machine.cues import cues
from subtitles.formats.machine.shapes import Utterance
from subtitles.webvtt import Word

WORDS = (Word("Fri", 1000, 1400, 0.9), Word("nu.", 1500, 2000, 0.5))
UNSURE = tuple(Word(word.text, word.start_ms, word.end_ms) for word in WORDS)

WHISPER = {
    "text": " Fri nu.",
    "language": "sv",
    "segments": [
        {
            "id": 0, "start": 1.0, "end": 2.0, "text": " Fri nu.", "avg_logprob": -0.2,
            "words": [
                {"word": " Fri", "start": 1.0, "end": 1.4, "probability": 0.9},
                {"word": " nu.", "start": 1.5, "end": 2.0, "probability": 0.5},
            ],
        }
    ],
}  # fmt: skip
OPENAI = {
    "task": "transcribe",
    "segments": [{"start": 1.0, "end": 2.0, "text": "Fri nu."}],
    "words": [{"word": "Fri", "start": 1.0, "end": 1.4}, {"word": "nu.", "start": 1.5, "end": 2.0}],
}
WHISPER_CPP = {
    "result": {"language": "sv"},
    "transcription": [
        {
            "timestamps": {"from": "00:00:01,000", "to": "00:00:02,000"}, "offsets": {"from": 1000, "to": 2000},
            "text": " Fri nu.",
            "tokens": [
                {"text": "[_BEG_]", "offsets": {"from": 0, "to": 0}, "id": 1, "p": 0.9},
                {"text": " Fr", "offsets": {"from": 1000, "to": 1200}, "id": 2, "p": 0.95},
                {"text": "i", "offsets": {"from": 1200, "to": 1400}, "id": 3, "p": 0.9},
                {"text": " nu", "offsets": {"from": 1500, "to": 1900}, "id": 4, "p": 0.5},
                {"text": ".", "offsets": {"from": 1900, "to": 2000}, "id": 5, "p": 0.8},
            ],
        }
    ],
}  # fmt: skip
VOSK = {
    "result": [
        {"conf": 0.9, "start": 1.0, "end": 1.4, "word": "Fri"},
        {"conf": 0.5, "start": 1.5, "end": 2.0, "word": "nu."},
    ],
    "text": "Fri nu.",
}
AWS = {
    "jobName": "x",
    "results": {
        "transcripts": [{"transcript": "Fri nu."}],
        "items": [
            {"type": "pronunciation", "start_time": "1.0", "end_time": "1.4", "speaker_label": "spk_0",
             "alternatives": [{"confidence": "0.9", "content": "Fri"}]},
            {"type": "pronunciation", "start_time": "1.5", "end_time": "2.0", "speaker_label": "spk_0",
             "alternatives": [{"confidence": "0.5", "content": "nu"}]},
            {"type": "punctuation", "alternatives": [{"confidence": "0.0", "content": "."}]},
        ],
    },
}  # fmt: skip
GOOGLE = {
    "results": [
        {"alternatives": [{"transcript": "Fri nu.", "confidence": 0.8, "words": [
            {"startTime": "1s", "endTime": "1.400s", "word": "Fri", "confidence": 0.9},
            {"startTime": "1.500s", "endTime": "2s", "word": "nu.", "confidence": 0.5},
        ]}]}
    ]
}  # fmt: skip
AZURE = {
    "source": "x",
    "recognizedPhrases": [
        {"offsetInTicks": 10_000_000.0, "durationInTicks": 10_000_000.0, "speaker": 1, "nBest": [
            {"confidence": 0.8, "display": "Fri nu.", "words": [
                {"word": "Fri", "offsetInTicks": 10_000_000.0, "durationInTicks": 4_000_000.0, "confidence": 0.9},
                {"word": "nu.", "offsetInTicks": 15_000_000.0, "durationInTicks": 5_000_000.0, "confidence": 0.5},
            ]}
        ]}
    ],
}  # fmt: skip
DEEPGRAM = {
    "metadata": {},
    "results": {"channels": [{"alternatives": [{"transcript": "Fri nu.", "words": [
        {"word": "fri", "punctuated_word": "Fri", "start": 1.0, "end": 1.4, "confidence": 0.9, "speaker": 0},
        {"word": "nu", "punctuated_word": "nu.", "start": 1.5, "end": 2.0, "confidence": 0.5, "speaker": 0},
    ]}]}]},
}  # fmt: skip
ASSEMBLY = {
    "status": "completed",
    "text": "Fri nu.",
    "words": [
        {"text": "Fri", "start": 1000, "end": 1400, "confidence": 0.9, "speaker": "A"},
        {"text": "nu.", "start": 1500, "end": 2000, "confidence": 0.5, "speaker": "A"},
    ],
}
SAID: dict[str, tuple[Any, str, tuple[Word, ...]]] = {
    "whisper": (WHISPER, "Fri nu.", WORDS),
    "faster-whisper": (WHISPER["segments"], "Fri nu.", WORDS),
    "openai": (OPENAI, "Fri nu.", UNSURE),
    "openai, words alone": ({"words": OPENAI["words"]}, "Fri nu.", UNSURE),
    "whisper.cpp": (WHISPER_CPP, "Fri nu.", WORDS),
    "vosk": (VOSK, "Fri nu.", WORDS),
    "vosk, several": ([VOSK, {"text": ""}], "Fri nu.", WORDS),
    "vosk, alternatives": ({"alternatives": [VOSK, {"text": "nej", "result": []}]}, "Fri nu.", WORDS),
    "aws": (AWS, "<v spk_0>Fri nu.</v>", WORDS),
    "google": (GOOGLE, "Fri nu.", WORDS),
    "google, answered": ({"name": "1", "done": True, "response": GOOGLE}, "Fri nu.", WORDS),
    "azure": (AZURE, "<v 1>Fri nu.</v>", WORDS),
    "deepgram": (DEEPGRAM, "<v 0>Fri nu.</v>", WORDS),
    "assemblyai": (ASSEMBLY, "<v A>Fri nu.</v>", WORDS),
}


@pytest.mark.parametrize("name", SAID)
def test_a_recogniser_is_known_and_its_words_keep_their_times_and_confidence(name: str) -> None:
    said, payload, words = SAID[name]
    cue = Recognised().read(json.dumps(said).encode(), "sv").document.cues[0]
    assert (cue.start_ms, cue.end_ms, cue.payload, cue.words) == (1000, 2000, payload, words)


def test_results_below_each_other_are_read_as_vosk_prints_them() -> None:
    text = "\n".join(json.dumps(VOSK, indent=2) for _ in range(2))
    assert len(Recognised().parse(text).document.cues) == 2


def test_who_speaks_divides_cues() -> None:
    heard: Any = DEEPGRAM["results"]
    words = [{**word, "speaker": at} for at, word in enumerate(heard["channels"][0]["alternatives"][0]["words"])]
    said = {"results": {"channels": [{"alternatives": [{"words": words}]}]}}
    cues = Recognised().parse(json.dumps(said)).document.cues
    assert [cue.payload for cue in cues] == ["<v 0>Fri</v>", "<v 1>nu.</v>"]


def test_a_long_utterance_is_divided_at_sentences_pauses_and_commas_and_no_word_is_lost() -> None:
    texts = "Vi gick till torget, som var fullt av folk. Alla sjöng och vi med dem hela natten igenom tills ljuset kom."
    words = tuple(Word(text, at * 400, at * 400 + 300) for at, text in enumerate(texts.split()))
    found = list(cues([Utterance(words=words)]))
    assert [cue.payload for cue in found] == [
        "Vi gick till torget, som var fullt av folk.",
        "Alla sjöng och vi med dem hela natten igenom tills ljuset kom.",
    ]
    assert [word for cue in found for word in cue.words] == list(words)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{}", "unknown_json"),
        ("[]", "unknown_json"),
        ('{"a": 1}', "unknown_json"),
        ("nej", "other_content"),
        ('{"segments": [', "other_content"),
        ("[" * 100_000, "too_deep"),
        ('{"a":' * 100_000, "too_deep"),
        ("[" + "{}," * 2_000_000, "too_deep"),
        ("9" * 10_000, "other_content"),
    ],
)
def test_hostile_json_is_refused(text: str, code: str) -> None:
    with pytest.raises(UnreadableSubtitles) as caught:
        Recognised().parse(text)
    assert caught.value.code == code


KEYS = ["segments", "words", "word", "text", "start", "end", "result", "results", "items", "channels", "alternatives"]
KEYS += ["transcription", "offsets", "from", "to", "tokens", "recognizedPhrases", "nBest", "offsetInTicks"]
KEYS += ["durationInTicks", "utterances", "speaker", "content"]
values = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4)
anything: st.SearchStrategy[Any] = st.recursive(
    values | st.sampled_from(["1.5", "2s", "Hej"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=20,
)


@given(anything)
@settings(max_examples=300, deadline=None)
def test_whatever_json_holds_no_reader_fails(said: Any) -> None:
    for shape in SHAPES:
        shape.fits(said)
        for cue in cues(shape.read(said)):
            assert 0 <= cue.start_ms <= cue.end_ms
