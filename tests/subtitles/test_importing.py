from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User

from archive.models import Event
from subtitles import importing, publishing
from subtitles.exceptions import SubtitlesError, UnreadableSubtitles
from subtitles.formats import MAX_BYTES
from subtitles.importing import Imported
from subtitles.models import Cue, Revision, Track
from subtitles.webvtt import Dropped
from tests.archive.factories import RecordingFactory
from tests.subtitles.factories import TrackFactory, imported, vtt

pytestmark = pytest.mark.django_db

FILE = b"""WEBVTT by hand

NOTE first

intro
00:00:01.000 --> 00:00:02.000 align:start wrong
<i>Frihet</i>

NOTE second

00:00:03.000 --> oops
lost
"""


def texts(revision: Revision) -> list[str]:
    return [cue.payload for cue in revision.cues.all()]


def test_a_file_becomes_a_track_a_revision_and_cues(translator: User) -> None:
    recording = RecordingFactory()
    done = importing.import_track(recording, FILE, "film.vtt", "sv", by=translator, note="från Sara")
    track, revision = Track.objects.get(), Revision.objects.get()
    assert (track, revision) == (done.track, done.revision)
    assert (track.recording, track.language, track.kind, track.origin) == (recording, "sv", "subtitles", "imported")
    assert track.published_revision is None
    assert (revision.number, revision.created_by, revision.source) == (1, translator, "vtt")
    assert (revision.file_name, revision.encoding, revision.note) == ("film.vtt", "utf-8", "från Sara")
    assert revision.header == "WEBVTT by hand"
    assert revision.blocks == [
        {"kind": "note", "text": "NOTE first", "before": 0},
        {"kind": "note", "text": "NOTE second", "before": 1},
    ]
    assert list(Cue.objects.values("position", "start_ms", "end_ms", "identifier", "settings", "payload")) == [
        {
            "position": 0,
            "start_ms": 1000,
            "end_ms": 2000,
            "identifier": "intro",
            "settings": "align:start",
            "payload": "<i>Frihet</i>",
        }
    ]


def test_every_dropped_line_is_in_the_result_and_in_the_revision() -> None:
    done = importing.import_track(RecordingFactory(), FILE, "film.vtt", "sv")
    assert done.reading.dropped == [
        Dropped(6, "bad_setting", "wrong"),
        Dropped(11, "bad_time", "00:00:03.000 --> oops"),
        Dropped(12, "with_bad_time", "lost"),
    ]
    assert done.revision.report[0] == {"line": 6, "reason": "bad_setting", "text": "wrong"}
    assert [entry["line"] for entry in Revision.objects.get().report] == [6, 11, 12]


def test_importing_again_adds_a_revision_and_leaves_the_old_one_alone() -> None:
    first = imported(None, "Frihet", "Kamp")
    publishing.publish(first.revision)
    second = imported(first.track.recording, "Frihet!", "Kamp")
    assert second.track == first.track
    assert [revision.number for revision in first.track.revisions.all()] == [2, 1]
    assert texts(first.revision) == ["Frihet", "Kamp"]
    assert texts(second.revision) == ["Frihet!", "Kamp"]
    assert Track.objects.get().published_revision == first.revision


def test_cues_keep_their_uuids_from_revision_to_revision() -> None:
    first = imported(None, "Frihet", "Kamp", "Sorg")
    second = imported(first.track.recording, "Frihet", "En kamp", "Sorg", "Ny")
    before, after = [list(done.revision.cues.values_list("uuid", flat=True)) for done in (first, second)]
    assert after[:3] == before
    assert after[3] not in before


@pytest.mark.parametrize("fields", [{"language": "fa"}, {"kind": "captions"}])
def test_another_language_or_kind_is_another_track(fields: dict[str, str]) -> None:
    first = imported()
    second = importing.import_track(
        first.track.recording, vtt("x"), "a.vtt", fields.get("language", "sv"), kind=fields.get("kind", "subtitles")
    )
    assert second.track != first.track
    assert second.revision.number == 1


def test_a_named_track_is_the_one_that_grows() -> None:
    track = TrackFactory(language="fa", kind="transcript")
    done = importing.import_track(
        track.recording, "WEBVTT\n\n00:01.000 --> 00:02.000\n\u200fآزادی".encode(), "a.vtt", "sv", track=track
    )
    assert (done.track, done.track.language, texts(done.revision)) == (track, "fa", ["آزادی"])


@pytest.mark.parametrize(
    ("data", "file_name", "code"),
    [
        (b"", "a.vtt", "empty"),
        (b"WEBVTT", "a.vtt", "no_cue"),
        (b"hello", "a.srt", "no_cue"),
        (b"\0\0\0", "a.vtt", "no_signature"),
        (b"x" * (MAX_BYTES + 1), "a.srt", "too_large"),
        (b"x", "a.mp4", "unsupported"),
        (b"x", "", "unsupported"),
    ],
)
def test_a_file_without_a_cue_leaves_nothing_but_an_event(
    data: bytes, file_name: str, code: str, translator: User
) -> None:
    with pytest.raises(SubtitlesError) as caught:
        importing.import_track(RecordingFactory(), data, file_name, "sv", by=translator)
    assert caught.value.code == code
    assert (Track.objects.count(), Revision.objects.count(), Cue.objects.count()) == (0, 0, 0)
    event = Event.objects.get()
    assert (event.kind, event.outcome, event.code, event.agent) == (
        "validation",
        "fail",
        f"subtitles.{code}",
        translator,
    )


def test_a_refused_file_leaves_the_track_as_it_was() -> None:
    first = imported()
    with pytest.raises(UnreadableSubtitles):
        importing.import_track(first.track.recording, b"WEBVTT", "a.vtt", "sv")
    assert [revision.number for revision in first.track.revisions.all()] == [1]


def test_a_null_in_a_cue_is_stored_as_the_replacement_character() -> None:
    assert texts(imported(None, "a\0b").revision) == ["a\ufffdb"]


def test_a_file_name_with_shell_characters_is_only_a_name() -> None:
    done = importing.import_track(RecordingFactory(), vtt("x"), "../$(rm -rf *);\n'a'.vtt", "sv")
    assert done.revision.file_name == "$(rm -rf *); 'a'.vtt"


def test_an_import_is_an_event() -> None:
    done = importing.import_track(RecordingFactory(), FILE, "film.vtt", "sv")
    event = Event.objects.get()
    assert (event.kind, event.outcome, event.subject_id) == ("ingestion", "warning", done.track.pk)
    assert event.values == {"revision": 1, "cues": 1, "mended": 0, "dropped": 3, "origin": "imported", "tool": "–"}


def test_an_import_costs_a_steady_number_of_queries(django_assert_num_queries: Callable[..., Any]) -> None:
    short, long = RecordingFactory(), RecordingFactory()
    with django_assert_num_queries(20):
        imported(short, "x")
    with django_assert_num_queries(20):
        imported(long, *["x"] * 9)


def test_a_track_knows_when_its_newest_revision_was_saved() -> None:
    recording = RecordingFactory()
    for _ in range(2):
        track = imported(recording, "x").track
    track.refresh_from_db()
    assert track.saved_at == track.revisions.order_by("-number").values_list("created_at", flat=True)[0]


HEARD = b"""[{"text": "jag jick hem", "start": 1, "end": 2, "words": [
  {"word": "jag", "start": 1, "end": 1.2, "probability": 0.9}, {"word": "jick", "start": 1.3, "end": 1.5,
  "probability": 0.2}, {"word": "hem", "start": 1.6, "end": 2, "probability": 0.8}]},
  {"text": "ja", "start": 3, "end": 4, "words": [{"word": "ja", "start": 3, "end": 4, "probability": 0.9}]}]"""


def heard() -> Imported:
    return importing.import_track(RecordingFactory(), HEARD, "heard.json", "sv", origin="machine")


def after(first: Imported, text: str, origin: str = "human") -> list[Cue]:
    data = f"WEBVTT\n\n{text}".encode()
    imported = importing.import_track(
        first.track.recording, data, "a.vtt", "sv", track=first.track, origin=origin
    )  # fmt: skip
    return list(imported.revision.cues.all())


def test_a_corrected_word_keeps_its_time_and_the_rest_its_confidence() -> None:
    first = heard()
    corrected, same = after(first, "00:01.000 --> 00:02.000\njag gick hem\n\n00:03.000 --> 00:04.000\nja\n")
    assert corrected.words == [["jag", 1000, 1200, 0.9], ["gick", 1300, 1500, None], ["hem", 1600, 2000, 0.8]]
    assert same.words == [["ja", 3000, 4000, 0.9]]


def test_what_a_machine_made_is_a_persons_where_she_changed_it_and_only_there() -> None:
    first = heard()
    assert [cue.machine for cue in first.cues] == [True, True]
    corrected, same = after(first, "00:01.000 --> 00:02.000\njag gick hem\n\n00:03.500 --> 00:04.500\nja\n")
    assert (corrected.machine, same.machine) == (False, True)
    assert same.words == [["ja", 3500, 4500, 0.9]]


def test_a_machine_that_hears_the_same_again_takes_nothing_from_a_person() -> None:
    first = heard()
    text = "00:01.000 --> 00:02.000\njag gick hem\n\n00:03.000 --> 00:04.000\nnej\n"
    after(first, text)
    again = after(first, text.replace("nej", "ja"), origin="machine")
    assert [cue.machine for cue in again] == [False, True]
