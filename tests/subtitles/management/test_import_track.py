import json
import os
from io import StringIO
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from archive.models import Recording
from subtitles.models import Revision, Track
from tests.archive.factories import RecordingFactory

pytestmark = pytest.mark.django_db

FILE = "WEBVTT\n\n00:01.000 --> 00:02.000\nFrihet\n\nlost\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "film.vtt"
    path.write_text(FILE)
    return path


@pytest.fixture
def recording() -> Recording:
    return RecordingFactory(title="Kvinnors Röst 12")


def run(*arguments: object) -> str:
    out = StringIO()
    with override("en"):
        call_command("import_track", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_json_is_all_that_is_written(recording: Recording, file: Path) -> None:
    result = json.loads(run(recording.pk, file, "--language", "sv", "--json"))
    assert result == {
        "track": str(Track.objects.get().uuid),
        "origin": "imported",
        "revision": 1,
        "published": False,
        "cues": 1,
        "dropped": [{"line": 6, "reason": "This line belongs to no cue: no times stand above it.", "text": "lost"}],
    }


def test_what_a_machine_made_is_said_to_be_so_and_lies_apart(recording: Recording, file: Path) -> None:
    run(recording.pk, file, "--language", "sv")
    told = json.loads(
        run(recording.pk, file, "--language", "sv", "--origin", "machine", "--tool", "whisper 3", "--json")
    )
    people, machine = Track.objects.order_by("pk")
    assert (told["track"], told["origin"], told["revision"]) == (str(machine.uuid), "machine", 1)
    assert (people.origin, machine.origin, machine.revisions.get().tool) == ("imported", "machine", "whisper 3")


def test_a_track_is_named_to_put_a_machines_text_into_it(recording: Recording, file: Path) -> None:
    run(recording.pk, file, "--language", "sv")
    track = Track.objects.get()
    run(recording.pk, file, "--language", "sv", "--origin", "machine", "--track", track.uuid)
    assert list(track.revisions.values_list("number", "origin")) == [(2, "machine"), (1, "imported")]


def test_a_track_of_another_recording_or_language_is_none(recording: Recording, file: Path) -> None:
    run(RecordingFactory(title="Another").pk, file, "--language", "sv")
    with pytest.raises(CommandError, match="no track"):
        run(recording.pk, file, "--language", "sv", "--track", Track.objects.get().uuid)
    assert Revision.objects.count() == 1


def test_people_read_a_summary_and_what_was_dropped(recording: Recording, file: Path) -> None:
    assert run(recording.pk, file, "--language", "sv", "--publish").splitlines() == [
        "Kvinnors Röst 12: Svenska, revision 1: 1 cue read, published.",
        "line 6: This line belongs to no cue: no times stand above it.  lost",
    ]


def test_publish_shows_the_new_revision_at_once(recording: Recording, file: Path) -> None:
    assert json.loads(run(recording.pk, file, "--language", "sv", "--publish", "--json"))["published"] is True
    assert Track.objects.get().published_revision == Revision.objects.get()


@pytest.mark.parametrize("attribute", ["pk", "uuid", "title"])
def test_a_recording_goes_by_its_number_uuid_or_title(attribute: str, recording: Recording, file: Path) -> None:
    run(getattr(recording, attribute), file, "--language", "fa", "--kind", "captions")
    track = Track.objects.get()
    assert (track.recording, track.language, track.kind) == (recording, "fa", "captions")


@pytest.mark.parametrize("name", ["99999", "9" * 40, str(UUID(int=4)), "", "nobody", "٣"])
def test_an_unknown_recording_is_said_to_be_unknown(name: str, file: Path) -> None:
    with pytest.raises(CommandError, match=f"^There is no recording “{name}”.$"):
        run(name, file, "--language", "sv")


def test_a_title_that_two_recordings_share_is_not_enough(recording: Recording, file: Path) -> None:
    other = RecordingFactory(title=recording.title)
    with pytest.raises(CommandError) as caught:
        run(recording.title, file, "--language", "sv")
    assert str(caught.value) == (
        f"“Kvinnors Röst 12” may be any of the recordings {recording.pk}, {other.pk}; give its number or UUID."
    )


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.vtt", b"", "a.vtt: The file is empty."),
        ("a.srt", b"x", "a.srt: No cue in the file can be read: no line holds a start and an end time."),
        ("a.mp4", b"x", "a.mp4: Only subtitle files that end in .vtt or .srt can be read."),
    ],
)
def test_a_refused_file_gets_one_sentence(
    name: str, data: bytes, message: str, recording: Recording, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(CommandError) as caught:
        run(recording.pk, tmp_path / name, "--language", "sv", "--json")
    assert (str(caught.value), caught.value.returncode) == (message, 1)
    assert not Track.objects.exists()


def test_a_file_that_is_not_there_gets_one_sentence(recording: Recording, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.vtt")
    for path in (tmp_path / "no.vtt", tmp_path / "pipe.vtt", tmp_path):
        with pytest.raises(CommandError) as caught:
            run(recording.pk, path, "--language", "sv")
        assert str(caught.value) == f"There is no file {path.name}."


def test_a_line_that_was_dropped_cannot_steer_the_terminal(recording: Recording, file: Path) -> None:
    file.write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nFrihet\n\n\x1b[2Jمی\u200cروم\n")
    assert run(recording.pk, file, "--language", "fa").splitlines()[1].endswith(".   [2Jمی\u200cروم")


def test_the_language_must_be_one_of_ours(recording: Recording, file: Path) -> None:
    with pytest.raises(CommandError, match="xx"):
        run(recording.pk, file, "--language", "xx")
