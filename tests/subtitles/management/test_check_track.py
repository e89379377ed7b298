import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from subtitles import importing
from subtitles.models import Profile, Revision
from tests.archive.factories import RecordingFactory
from tests.subtitles.factories import TrackFactory, vtt

pytestmark = pytest.mark.django_db

FILE = "WEBVTT\n\n00:01.000 --> 00:03.000\nHej  du.\n\n00:04.000 --> 00:04.500\nNej.\n"
LONG = b"WEBVTT\n\n00:01.000 --> 00:01.900\n" + b"frihet " * 30 + b"\n"


def bring(data: bytes = FILE.encode()) -> Revision:
    return importing.import_track(RecordingFactory(title="Film"), data, "a.vtt", "sv").revision


def run(*arguments: object, **options: Any) -> tuple[str, str]:
    """What it wrote, and how it ended."""
    out = StringIO()
    with override("en"):
        try:
            call_command("check_track", *map(str, arguments), stdout=out, **options)
        except CommandError as error:
            return out.getvalue(), str(error)
    return out.getvalue(), ""


def test_it_says_what_is_found_where_and_when() -> None:
    said, ended = run(bring().track.uuid)
    assert said.splitlines() == [
        "Film: Svenska, revision 1: 2 findings.",
        "1  00:00:01.000  Remark  double_space: More than one space.",
        "    Hej⟦  ⟧du.",
        "2  00:00:04.000  Warning  too_short: It stands for 0.5 s, and should for at least 0.83 s.",
        "    ⟦Nej.⟧",
    ]
    assert ended == ""


def test_it_is_a_gate() -> None:
    fine, grave = bring(), bring(LONG)
    assert run(fine.track_id)[1] == ""
    assert run(fine.track_id, "--fail-on", "warning")[1] == "1 finding is too grave."
    assert run(fine.track_id, grave.track_id)[1] == "2 findings are too grave."


def test_it_checks_the_newest_revision_of_each_track() -> None:
    first = bring(LONG)
    importing.import_track(first.track.recording, vtt("Frihet nu."), "b.vtt", "sv")
    assert run(first.track.pk) == ("Film: Svenska, revision 2: 0 findings.\n", "")


def test_programs_are_told_in_json() -> None:
    revision = bring()
    track = json.loads(run(revision.track_id, "--json")[0])["tracks"][0]
    assert (track["track"], track["revision"], track["cues"]) == (str(revision.track.uuid), 1, 2)
    assert (track["errors"], track["warnings"], track["notes"]) == (0, 1, 1)
    cue = revision.cues.first()
    assert cue is not None
    assert track["findings"][0] == {
        "code": "double_space",
        "severity": "note",
        "cue": 1,
        "cue_uuid": str(cue.uuid),
        "start_ms": 1000,
        "text": "Hej  du.",
        "range": [3, 5],
        "sentence": "More than one space.",
        "repairable": True,
    }


def test_it_checks_by_other_rules() -> None:
    Profile.objects.create(name="Våra", severities={"double_space": "error"})
    revision = bring()
    assert run(revision.track_id, "--profile", "Våra")[1] == "1 finding is too grave."
    assert "at least 1.5 s" in run(revision.track_id, "--profile", "svt")[0]
    assert run(revision.track_id, "--profile", "none")[1] == "There are no rules called “none”."


@pytest.mark.parametrize("name", ["0", "x", "99999999999999999999999", "00000000-0000-0000-0000-000000000000", "²"])
def test_a_track_that_is_not_there_is_said_so(name: str) -> None:
    assert run(name)[1] == f"There is no track “{name}” with anything in it."


def test_a_track_without_a_revision_is_said_so() -> None:
    assert "with anything in it" in run(TrackFactory().pk)[1]


def test_import_track_publishes_what_has_errors_only_for_a_reason(tmp_path: Any) -> None:
    file = tmp_path / "a.vtt"
    file.write_bytes(LONG)
    recording = RecordingFactory()
    with override("en"), pytest.raises(CommandError, match=r"not published: the rules find errors \(2\)"):
        call_command("import_track", recording.pk, file, "--language", "sv", "--publish", stdout=StringIO())
    assert recording.tracks.get().published_revision is None
    out = StringIO()
    call_command("import_track", recording.pk, file, "--language", "sv", "--publish", "--despite", "x", stdout=out)
    assert recording.tracks.get().published_revision.number == 2
