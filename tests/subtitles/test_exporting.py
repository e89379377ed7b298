import hashlib
import json
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from archive.access import STRANGER
from subtitles import exporting, importing, publishing, revising, webvtt
from subtitles.models import Revision, SourceFile
from tests.archive.factories import RecordingFactory

pytestmark = pytest.mark.django_db

FILE = """WEBVTT by Sara

NOTE at the head

STYLE
::cue { color: white }

a
00:00:01.000 --> 00:00:02.000 line:0
آزادی

NOTE between

00:00:03.000 --> 00:00:04.000
<b>می‌خواهیم</b>

NOTE at the end

NOTE and after
"""


@pytest.mark.parametrize("language", ["sv", "fa"])
@pytest.mark.parametrize("data", [FILE.encode(), FILE.replace("\n", "\r\n").encode("utf-8-sig"), FILE.encode("utf-16")])
def test_an_untouched_file_comes_back_byte_for_byte(data: bytes, language: str) -> None:
    done = importing.import_track(RecordingFactory(), data, "a.vtt", language)
    assert exporting.download(done.revision, "vtt").content == data
    came = exporting.as_it_came(done.revision)
    assert came is not None
    assert (came.content, came.extension) == (data, "vtt")
    assert done.revision.source_file.sha256 == hashlib.sha256(data).hexdigest()


def test_a_file_of_which_something_was_left_out_is_written_anew_and_still_there_as_it_came() -> None:
    data = FILE.replace("line:0", "line:0 shape:round").encode()
    done = importing.import_track(RecordingFactory(), data, "a.vtt", "sv")
    assert exporting.download(done.revision, "vtt").content.decode() == FILE
    assert exporting.as_it_came(done.revision).content == data  # type: ignore[union-attr]


def test_a_file_that_is_not_the_one_that_came_is_not_handed_out() -> None:
    done = importing.import_track(RecordingFactory(), FILE.encode(), "a.vtt", "sv")
    SourceFile.objects.update(packed=zlib.compress(b"WEBVTT"))
    with pytest.raises(ValueError, match="not the one that came"):
        exporting.as_it_came(done.revision)


def test_a_list_of_revisions_carries_no_files(django_assert_num_queries: Callable[..., Any]) -> None:
    importing.import_track(RecordingFactory(), FILE.encode(), "a.vtt", "sv")
    with django_assert_num_queries(1) as asked:
        list(Revision.objects.all())
    assert "packed" not in asked[0]["sql"]


def test_a_machines_words_are_kept_and_no_visitor_costs_them(django_assert_num_queries: Callable[..., Any]) -> None:
    said = {"result": [{"conf": 0.5, "start": 1.0, "end": 1.5, "word": "Frihet"}], "text": "Frihet"}
    done = importing.import_track(RecordingFactory(), json.dumps(said).encode(), "a.json", "sv", origin="machine")
    assert exporting.document_of(done.revision).cues[0].words == (webvtt.Word("Frihet", 1000, 1500, 0.5),)
    assert [loss.feature for loss in exporting.lost(done.revision)["vtt"]] == ["words"]
    track = publishing.publish(done.revision)
    with django_assert_num_queries(2) as asked:  # the speakers, and the cues
        assert "Frihet" in exporting.public_webvtt(track, STRANGER)
    assert not any('"words"' in query["sql"] for query in asked)


def test_what_each_format_would_lose_is_said() -> None:
    done = importing.import_track(RecordingFactory(), FILE.encode(), "a.vtt", "sv")
    lost = {name: [loss.feature for loss in found] for name, found in exporting.lost(done.revision).items()}
    assert lost["vtt"] == []
    assert lost["srt"] == ["settings", "blocks", "identifiers"]


def test_a_right_to_left_file_is_written_with_marks_that_importing_takes_off() -> None:
    recording = RecordingFactory()
    first = importing.import_track(recording, FILE.encode(), "a.vtt", "fa")
    written = exporting.download(first.revision, "srt").content.decode()
    assert written.count("\u200f") == 2
    second = importing.import_track(recording, written.encode(), "a.srt", "fa")
    assert [cue.payload for cue in second.cues] == [cue.payload for cue in first.cues]
    assert [cue.uuid for cue in second.cues] == [cue.uuid for cue in first.cues]


def test_a_revision_can_be_taken_home_as_subrip() -> None:
    done = importing.import_track(RecordingFactory(), FILE.encode(), "a.vtt", "en")
    assert exporting.download(done.revision, "srt").content.decode() == (
        "1\n00:00:01,000 --> 00:00:02,000\nآزادی\n\n2\n00:00:03,000 --> 00:00:04,000\n<b>می‌خواهیم</b>\n"
    )


def test_the_public_file_holds_neither_the_header_nor_the_notes() -> None:
    done = importing.import_track(RecordingFactory(), FILE.encode(), "a.vtt", "sv")
    track = publishing.publish(done.revision, despite="Persian in a Swedish track, for a test.")
    assert exporting.public_webvtt(track, STRANGER) == (
        "WEBVTT\n\nSTYLE\n::cue { color: white }\n\n"
        "00:00:01.000 --> 00:00:02.000 line:0\nآزادی\n\n"
        "00:00:03.000 --> 00:00:04.000\n<b>می‌خواهیم</b>\n"
    )


@pytest.mark.parametrize("name", exporting.PUBLIC)
def test_what_the_public_takes_home_holds_no_notes(name: str) -> None:
    done = importing.import_track(RecordingFactory(), FILE.encode(), "a.vtt", "fa")
    text = exporting.public_file(publishing.publish(done.revision), name, STRANGER).decode()
    assert "آزادی" in text
    assert not any(word in text for word in ("Sara", "NOTE", "between"))


MACHINES = b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\njag gick\n\n00:00:03.000 --> 00:00:04.000\nhem\n"


def by_machine() -> Revision:
    return importing.import_track(RecordingFactory(), MACHINES, "a.srt", "sv", origin="machine").revision


def test_a_file_says_that_nobody_has_checked_a_machines_text_until_somebody_has() -> None:
    first = by_machine()
    publishing.publish(first, despite="It is for a test.")
    assert exporting.public_webvtt(first.track, STRANGER).startswith(
        f"WEBVTT\n\n{exporting.UNCHECKED.text}\n\n00:00:01.000"
    )
    assert exporting.UNCHECKED in exporting.document_of(first).blocks
    checked = revising.confirm(first, None)
    publishing.publish(checked, despite="It is for a test.")
    assert "NOTE" not in exporting.public_webvtt(checked.track, STRANGER)
    assert exporting.UNCHECKED not in exporting.document_of(checked).blocks


def test_what_a_file_said_of_that_does_not_come_back_with_it() -> None:
    first = by_machine()
    data = webvtt.write(exporting.document_of(first)).encode()
    again = importing.import_track(first.track.recording, data, "b.vtt", "sv", track=first.track, origin="human")
    assert again.revision.blocks == []
    assert [cue.machine for cue in again.cues] == [True, True]
    assert webvtt.write(exporting.document_of(again.revision)).encode() == data
