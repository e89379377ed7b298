import json
import os
from io import StringIO
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from archive.models import Recording
from subtitles.exceptions import UnsupportedFormat
from subtitles.formats import FORMATS
from subtitles.models import Revision, Track
from tests.archive.factories import RecordingFactory
from tests.subtitles.factories import vtt

UNREADABLE = str(UnsupportedFormat("", tuple(f".{known.extensions[0]}" for known in FORMATS.values())))
pytestmark = pytest.mark.django_db

WANTS = "WebVTT wants times like 00:00:01.000 and no empty line inside a cue. Mend what is not so?"
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
        "unchecked": 0,
        "mended": [],
        "dropped": [{"line": 6, "reason": "This line belongs to no cue: no times stand above it.", "text": "lost"}],
        "guesses": [{"code": "webvtt", "count": 1, "answer": None, "values": {}, "sentence": WANTS}],
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
    assert run(recording.pk, file, "--language", "sv", "--publish", "--decline", "webvtt").splitlines() == [
        "Kvinnors Röst 12: Svenska, revision 1: 1 cue read, published.",
        "For the public: 1 cue; covers 1 s.",
        "line 6: This line belongs to no cue: no times stand above it.  lost",
    ]


def test_publish_shows_the_new_revision_at_once(recording: Recording, file: Path) -> None:
    said = ("--language", "sv", "--publish", "--accept", "webvtt", "--json")
    told = json.loads(run(recording.pk, file, *said))
    assert (told["published"], [guess["answer"] for guess in told["guesses"]]) == (True, [True])
    assert Track.objects.get().published_revision == Revision.objects.get()
    assert [cue.payload for cue in Revision.objects.get().cues.all()] == ["Frihet\nlost"]


def test_nothing_is_published_while_something_is_a_guess_and_the_guess_is_named(
    recording: Recording, file: Path
) -> None:
    with pytest.raises(CommandError) as caught:
        run(recording.pk, file, "--language", "sv", "--publish")
    assert str(caught.value).splitlines() == [
        "film.vtt: Nothing is published while something about the file is a guess: accept or decline each.",
        f"webvtt? {WANTS}",
    ]
    assert not Track.objects.exists()


def test_little_is_published_only_by_who_is_sure(recording: Recording, file: Path, tmp_path: Path) -> None:
    Recording.objects.update(duration_ms=68_000)
    (tmp_path / "whole.vtt").write_bytes(vtt(*"abcdefghi"))
    said = ("--language", "sv", "--publish")
    run(recording.pk, tmp_path / "whole.vtt", *said, "--sure")
    with pytest.raises(CommandError) as caught:
        run(recording.pk, file, *said, "--accept", "webvtt")
    assert str(caught.value) == (
        "Nothing was imported. If it is published: 9 cues → 1; covers 1 s of 1:08. Say --sure if it is meant."
    )
    assert Revision.objects.count() == 1
    told = json.loads(run(recording.pk, file, *said, "--accept", "webvtt", "--sure", "--json"))
    assert (told["published"], told["effect"]) == (True, "9 cues → 1; covers 1 s of 1:08")


def test_an_encoding_is_named_on_the_command_line(recording: Recording, tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_bytes("1\n00:00:01,000 --> 00:00:02,000\nTvå år".encode("cp850"))
    run(recording.pk, tmp_path / "a.srt", "--language", "sv", "--encoding", "cp850", "--publish")
    revision = Revision.objects.get()
    assert ([cue.payload for cue in revision.cues.all()], revision.encoding) == (["Två år"], "cp850")


def test_what_was_mended_is_told_with_names_for_what_cannot_be_seen(recording: Recording, tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text("1\n00:00:01,000 –> 00:00:02,000\n\u202bسلام\u202c\n")
    told = run(recording.pk, tmp_path / "a.srt", "--language", "fa").splitlines()
    assert told[1].endswith("00:00:01,000 –> 00:00:02,000 → 00:00:01,000 --> 00:00:02,000")
    assert told[2].endswith("⟨RLE⟩سلام⟨PDF⟩ → سلام")


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
        (
            "a.mp4",
            b"x",
            f"a.mp4: {UNREADABLE}",
        ),
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


def test_it_says_that_nobody_has_checked_what_a_machine_made(recording: Recording, file: Path) -> None:
    about = ("--language", "sv", "--origin", "machine", "--decline", "webvtt", "--publish", "--despite", "For a test.")
    unchecked = "1 cue was made by a machine, and no person has checked it."
    with pytest.raises(CommandError) as refused:
        run(recording.pk, file, *about)
    assert str(refused.value).splitlines()[1:] == [unchecked]
    assert not Revision.objects.exists()
    assert unchecked in run(recording.pk, file, *about, "--sure")


def test_a_file_in_another_language_is_not_published_before_somebody_said_so(recording: Recording, file: Path) -> None:
    norwegian = "Moren min lærte aldri å lese,\nmen hun husket hver eneste stemme."
    file.write_text(f"WEBVTT\n\n00:01.000 --> 00:07.000\n{norwegian}\n")
    with pytest.raises(CommandError) as refused:
        run(recording.pk, file, "--language", "sv", "--publish")
    assert "language? Another language than that of the track (Swedish) was recognised: " in str(refused.value)
    run(recording.pk, file, "--language", "sv", "--publish", "--decline", "language")
    assert Track.objects.get().published_cues().get().payload == norwegian
