import pytest

from subtitles import exporting, importing, publishing
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


def test_a_downloaded_file_is_the_file_that_was_imported() -> None:
    done = importing.import_track(RecordingFactory(), FILE.encode(), "a.vtt", "sv")
    assert exporting.download(done.revision, "vtt") == FILE


def test_a_right_to_left_file_is_written_with_marks_that_importing_takes_off() -> None:
    recording = RecordingFactory()
    first = importing.import_track(recording, FILE.encode(), "a.vtt", "fa")
    written = exporting.download(first.revision, "vtt")
    assert written.count("\u200f") == 2
    second = importing.import_track(recording, written.encode(), "a.vtt", "fa")
    assert [cue.payload for cue in second.cues] == [cue.payload for cue in first.cues]
    assert [cue.uuid for cue in second.cues] == [cue.uuid for cue in first.cues]


def test_a_revision_can_be_taken_home_as_subrip() -> None:
    done = importing.import_track(RecordingFactory(), FILE.encode(), "a.vtt", "en")
    assert exporting.download(done.revision, "srt") == (
        "1\n00:00:01,000 --> 00:00:02,000\nآزادی\n\n2\n00:00:03,000 --> 00:00:04,000\n<b>می‌خواهیم</b>\n"
    )


def test_the_public_file_holds_neither_the_header_nor_the_notes() -> None:
    done = importing.import_track(RecordingFactory(), FILE.encode(), "a.vtt", "sv")
    assert exporting.public_webvtt(publishing.publish(done.revision)) == (
        "WEBVTT\n\nSTYLE\n::cue { color: white }\n\n"
        "a\n00:00:01.000 --> 00:00:02.000 line:0\nآزادی\n\n"
        "00:00:03.000 --> 00:00:04.000\n<b>می‌خواهیم</b>\n"
    )
