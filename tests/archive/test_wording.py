"""Records keep codes; sentences are made for whoever reads."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from archive import events, wording
from archive.models import Event
from archive.sentences import SENTENCES
from archive.wording import NOTHING, Said, say
from subtitles import sentences as of_subtitles
from tests.archive.factories import RecordingFactory

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("archive", "subtitles", "catalogue")


def test_a_record_is_read_in_the_language_of_whoever_reads_it() -> None:
    said = Said("transcode.too_short", {"read_ms": 31_500, "promised_ms": 60_000})
    words = {}
    for language in ("en", "sv", "fa"):
        with translation.override(language):
            words[language] = str(said)
    assert words["en"] == "The file ends too early: 0:00:31.5 of 0:01:00.0 could be read."
    assert len(set(words.values())) == 3
    assert ["0:00:31.5" in words["sv"], "۰:۰۰:۳۱.۵" in words["fa"]] == [True, True]


def test_an_event_keeps_no_sentence(db: None) -> None:
    event = events.record(Event.Kind.FIXITY_CHECK, RecordingFactory(), "fixity.missing")
    event.refresh_from_db()
    kept = Event.objects.values("code", "values", "subject_type", "name").get(pk=event.pk)
    assert kept == {"code": "fixity.missing", "values": {}, "subject_type": "recording", "name": ""}


def test_a_file_cannot_be_called_so_that_its_event_speaks_of_something_else(db: None) -> None:
    recording = RecordingFactory()
    name = f"recording:{recording.pk}"
    events.record(Event.Kind.INGESTION, None, "refused.empty", Event.Outcome.FAIL, name=name)
    assert not events.about(recording).exists()


def test_several_sentences_are_one_record() -> None:
    said = Said.all_of([NOTHING, Said("transcode.nothing"), Said("transcode.memory")])
    with translation.override("en"):
        assert str(said) == (
            "Nothing could be read from this file. Transcoding this file needs more memory than is allowed."
        )
    assert Said.all_of([NOTHING]) == NOTHING
    assert not NOTHING


def test_what_no_room_knows_any_more_is_shown_as_it_was_kept() -> None:
    assert say("of.long.ago", {"number": 3}) == "of.long.ago"
    assert "%(limit)s" in say("refused.too_large")  # values are missing


def test_a_size_and_a_moment_are_said_in_words() -> None:
    with translation.override("en"):
        assert "200.0\xa0MB" in say("refused.too_large", {"limit_bytes": 200 * 1024**2})
        summer = {"audience": "staff", "embargo_until": "2030-05-31T22:00:00+00:00", "withdrawn": True}
        assert say("rule", summer) == "Staff, embargo until 1 June 2030 at 00:00, Swedish time, withdrawn"


def codes() -> Iterator[tuple[str, str]]:
    """Every code that is written out in the product: where, and which."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and (code := _code(node)):
                    yield str(path.relative_to(ROOT)), code


def _code(call: ast.Call) -> str:
    name = ast.unparse(call.func).rpartition(".")[2]
    position, prefix = {
        "Refused": (0, "refused."),
        "TranscodingFailed": (0, "transcode."),
        "Said": (0, ""),
        "record": (2, ""),
    }.get(name, (99, ""))
    argument = call.args[position] if len(call.args) > position else None
    constant = isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    return prefix + argument.value if constant else ""  # type: ignore[union-attr]


def test_every_code_that_is_written_has_a_sentence() -> None:
    found = list(codes())
    assert len(found) > 25
    assert [(path, code) for path, code in found if not wording.is_known(code)] == []


@pytest.mark.parametrize("language", ["sv", "fa"])
def test_every_sentence_is_translated(language: str) -> None:
    same_everywhere = {"original.digest", "original.valid", wording.SEVERAL}
    for code, sentence in {**SENTENCES, **of_subtitles.SENTENCES}.items():
        if callable(sentence) or code in same_everywhere:
            continue
        with translation.override("en"):
            english = str(sentence)
        with translation.override(language):
            assert str(sentence) != english, code


def test_layers_of_which_the_same_is_said_are_said_together() -> None:
    until = {"embargo_until": "2030-05-31T22:00:00+00:00", "opens_by_itself": True}
    layers = {"sound": until, "words": {"audience": "public", **until}, "picture": {"audience": "staff"}}
    with translation.override("en"):
        said = str(Said("rule", {"audience": "public", "layers": layers}))
    later = "embargo until 1 June 2030 at 00:00, Swedish time, then it opens by itself"
    assert said == f"Public; The words, the sound: {later}; The picture: Staff"
