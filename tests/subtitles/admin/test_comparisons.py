from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.models import Recording
from subtitles import importing
from subtitles.models import Track
from tests.archive.factories import RecordingFactory, RestrictionFactory
from tests.subtitles.factories import imported, published

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]


@pytest.fixture
def recording() -> Recording:
    return RecordingFactory()


def compare(client: Client, track: Track, **query: int | str) -> Any:
    return client.get(reverse("tracks:compare", args=[track.pk]), query)


def shown(page: Any) -> list[tuple[list[str], str, str]]:
    def read(pieces: list[tuple[str, bool]]) -> str:
        return "".join(f"[{text}]" if is_other else text for text, is_other in pieces)

    return [(row.changes, read(row.before), read(row.after)) for row in page.context["rows"]]


def counts(page: Any) -> list[str]:
    return [f"{count} {name}" for name, count in page.context["counts"] if count != "0"]


def test_a_revision_is_shown_beside_the_one_before_it(client: Client, recording: Recording) -> None:
    imported(recording, "Frihet", "Kamp", "Hon kom", language="sv")
    done = imported(recording, "Frihet", "Kamp", "Hon for", "Nu")
    page = compare(client, done.track)
    assert shown(page) == [(["Reworded"], "Hon [kom]", "Hon [for]"), (["Added"], "", "Nu")]
    assert counts(page) == ["1 Reworded", "1 Added"]
    text = page.content.decode()
    assert ' lang="sv" dir="ltr">Hon <mark>for</mark></td>' in text
    assert "Reworded: 1 · Added: 1" in text
    assert len(shown(compare(client, done.track, all=1))) == 4


def test_any_two_can_be_chosen(client: Client, recording: Recording) -> None:
    for text in ("ett", "två", "tre"):
        done = imported(recording, text)
    assert shown(compare(client, done.track, before=1, after=3)) == [(["Reworded"], "[ett]", "[tre]")]
    assert shown(compare(client, done.track, after=2)) == [(["Reworded"], "[ett]", "[två]")]
    assert shown(compare(client, done.track, before="9" * 40, after="x")) == [(["Reworded"], "[två]", "[tre]")]


def test_a_persian_text_runs_from_the_right(client: Client, recording: Recording) -> None:
    imported(recording, "آزادی زن", language="fa")
    done = imported(recording, "آزادی زنان", language="fa")
    assert ' lang="fa" dir="rtl">آزادی <mark>زنان</mark></td>' in compare(client, done.track).content.decode()


def test_where_only_tags_differ_the_tags_are_shown(client: Client, recording: Recording) -> None:
    imported(recording, "hej du")
    done = imported(recording, "hej <i>du</i>")
    assert shown(compare(client, done.track)) == [(["Reworded"], "hej [du]", "hej [<i>du</i>]")]
    assert "<i>du" not in compare(client, done.track).content.decode()


def test_the_same_file_twice_and_a_single_one_are_said_to_be_so(client: Client) -> None:
    done = imported()
    assert "There is only one revision" in compare(client, done.track).content.decode()
    imported(done.track.recording)
    assert "Every cue is the same in both." in compare(client, done.track).content.decode()


def test_a_long_comparison_comes_in_pages_and_costs_the_same(client: Client, recording: Recording) -> None:
    def bring(text: str, count: int) -> Track:
        cues = "".join(f"\n00:{at // 60:02}:{at % 60:02}.000 --> 01:00:00.000\n{text} {at}\n" for at in range(count))
        return importing.import_track(recording, f"WEBVTT\n{cues}".encode(), "a.vtt", "sv").track

    bring("a", 3), bring("b", 3)

    def queries(track: Track) -> int:
        with CaptureQueriesContext(connection) as caught:
            compare(client, track)
        return len(caught)

    track = bring("c", 3)
    queries(track)
    few = queries(track)
    bring("d", 150)
    assert queries(track) == few
    assert [len(shown(compare(client, track, p=number))) for number in (1, 2)] == [100, 50]


def test_the_page_of_the_track_leads_there(client: Client, recording: Recording) -> None:
    imported(recording, "a")
    done = imported(recording, "b")
    text = client.get(reverse("tracks:page", args=[done.track.pk])).content.decode()
    assert reverse("tracks:compare", args=[done.track.pk]) + "?after=2" in text
    assert "?after=1" not in text


def test_what_one_may_not_see_is_not_there(client: Client, client_of: ClientOf, researcher: User) -> None:
    hidden = published(RestrictionFactory(withdrawn=True).recording, "tyst").track
    assert compare(client, hidden).status_code == 404
    assert compare(client_of(researcher), published().track).status_code == 302


def test_a_cue_in_another_language_runs_its_own_way(client: Client, recording: Recording) -> None:
    imported(recording, "آزادی زن")
    done = imported(recording, "<lang prs>آزادی زنان</lang>")
    text = compare(client, done.track).content.decode()
    assert ' lang="sv" dir="ltr">آزادی' in text
    assert ' lang="prs" dir="rtl">' in text
