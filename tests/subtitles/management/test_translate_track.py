import io
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from pytest_django import Settings

from archive.models import Job
from subtitles.models import Track, Translation
from tests.subtitles.factories import TrackFactory, imported

pytestmark = pytest.mark.django_db(transaction=True)

PROGRAM = Path(__file__).parents[2] / "archive/translating/program.py"


def run(track: Track, *arguments: str) -> str:
    out = io.StringIO()
    with translation.override("en"):
        call_command("translate_track", str(track.uuid), "--language", "en", *arguments, stdout=out)
    return out.getvalue()


def test_it_translates_and_says_where_the_draft_is(settings: Settings) -> None:
    settings.TRANSLATOR_COMMAND = f"{sys.executable} {PROGRAM} good"
    track = imported(None, "Frihet nu").track
    assert run(track).endswith("revision 1\n")
    assert Translation.objects.get().revision.cues.get().payload == "FRIHET NU"  # type: ignore[union-attr]


def test_it_can_fill_a_track_that_is_named_and_leave_the_work_to_a_worker(settings: Settings) -> None:
    settings.TRANSLATOR_COMMAND = sys.executable
    source = imported().track
    into = TrackFactory(recording=source.recording, language="en", label="Mine")
    assert run(source, "--track", str(into.uuid), "--later") == f"Planned as job {Job.objects.get().pk}.\n"
    assert Translation.objects.get().track == into


def test_what_is_wrong_is_said(settings: Settings) -> None:
    track = imported().track
    with pytest.raises(CommandError, match="The settings name no translator"):
        run(track)
    settings.TRANSLATOR_COMMAND = sys.executable
    settings.TRANSLATOR_URL = "https://translate.example.org/"
    with pytest.raises(CommandError, match="command, address"):
        run(track)
    with pytest.raises(CommandError, match="not in the settings any more"):
        run(track, "--with", "other")
    with pytest.raises(CommandError, match="has no track"):
        run(track, "--with", "command", "--track", str(imported(language="en").track.uuid))
    with pytest.raises(CommandError, match="There is no such track"):
        run(Track(uuid=uuid4()))
