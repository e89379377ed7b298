"""Where the picture is cut, told to the rules: on the page of findings, by the command, and before publishing."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from archive.listening import kept
from archive.models import Assembly
from subtitles import importing, publishing, reviewing
from subtitles.exceptions import BelowTheBar
from subtitles.models import Profile, Revision, Track
from tests.archive.factories import AssemblyFactory

pytestmark = pytest.mark.django_db

# It ends 0.2 s, five frames, after the picture is cut.
FILE = b"WEBVTT\n\n00:01.000 --> 00:03.200\nHej du.\n"


def bring(assembly: Assembly, **about: str) -> Revision:
    return importing.import_track(assembly.recording, FILE, "a.vtt", "sv", **about).revision  # type: ignore[arg-type]


@pytest.fixture
def seen(tmp_path: Path) -> Assembly:
    assembly = AssemblyFactory()
    kept.write(assembly.recording, assembly, kept.Lists([], [3000, 9000]), tmp_path)
    return assembly


def codes(revision: Revision) -> list[str]:
    return [finding.code for finding in reviewing.review(revision).findings]


def test_a_cue_that_outlasts_a_cut_is_found_and_can_be_repaired(seen: Assembly) -> None:
    found = reviewing.review(bring(seen)).findings
    assert [(each.code, dict(each.values)) for each in found] == [("near_shot", {"frames": 5})]
    assert found[0].repair and found[0].repair.end_ms == 2920


def test_nothing_is_said_where_nobody_looked_for_cuts_or_nobody_sees_them(seen: Assembly) -> None:
    assert codes(bring(AssemblyFactory())) == []
    assert codes(bring(seen, kind=Track.Kind.TRANSCRIPT)) == []


def test_the_page_and_the_command_say_it(
    seen: Assembly, client_of: Callable[[User | None], Client], translator: User
) -> None:
    revision = bring(seen)
    page = client_of(translator).get(reverse("tracks:findings", args=[revision.pk]))
    assert [row.finding.code for row in page.context["rows"]] == ["near_shot"]
    out = StringIO()
    call_command("check_track", str(revision.track_id), stdout=out)
    assert "near_shot" in out.getvalue()


def test_an_organisation_may_keep_it_from_the_public(seen: Assembly) -> None:
    revision = bring(seen)
    Profile.objects.create(name="ours", severities={"near_shot": "error"}, is_default=True)
    with pytest.raises(BelowTheBar):
        publishing.publish(revision)
