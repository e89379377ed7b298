from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from subtitles import exporting, publishing
from subtitles.models import Track
from tests.archive.factories import RestrictionFactory
from tests.subtitles.factories import imported, published

pytestmark = pytest.mark.django_db


def address(track: Track) -> str:
    return reverse("subtitles:vtt", kwargs={"uuid": track.uuid})


def bare(page: Any, asked: str) -> str:
    return page.content.decode().replace(asked, "")


def test_the_address_is_the_same_in_every_language_of_the_site() -> None:
    track = published().track
    assert address(track) == f"/tracks/{track.uuid}.vtt"


def test_a_stranger_reads_the_published_revision(client: Client) -> None:
    track = published(None, "سلام", language="fa").track
    imported(track.recording, "نه", language="fa")
    response = client.get(address(track))
    assert response.content.decode() == "WEBVTT\n\n00:00:01.000 --> 00:00:01.900\n\u200fسلام\n"
    assert response["Content-Type"] == "text/vtt; charset=utf-8"
    assert response["Cache-Control"] == "private, no-cache"


def test_a_browser_that_has_the_revision_is_told_so(client: Client) -> None:
    first = published(None, "ett")
    etag = client.get(address(first.track))["ETag"]
    again = client.get(address(first.track), headers={"if-none-match": etag})
    assert (again.status_code, again.content, again["Cache-Control"]) == (304, b"", "private, no-cache")
    published(first.track.recording, "två")
    fresh = client.get(address(first.track), headers={"if-none-match": etag})
    assert (fresh.status_code, "två" in fresh.content.decode()) == (200, True)


def test_what_may_not_be_seen_answers_like_what_does_not_exist(
    client: Client, client_of: Callable[[User | None], Client], researcher: User, translator: User
) -> None:
    nothing = f"/tracks/{uuid4()}.vtt"
    missing = client.get(nothing)
    closed = published(RestrictionFactory(audience="staff").recording, "hemlig").track
    hidden = client.get(address(closed))
    assert (hidden.status_code, missing.status_code) == (404, 404)
    # The page names the address it was asked for; nothing else tells the two apart.
    assert bare(hidden, address(closed)) == bare(missing, nothing)
    assert client_of(researcher).get(address(closed)).status_code == 404
    assert "hemlig" in client_of(translator).get(address(closed)).content.decode()


def test_a_track_is_gone_the_moment_it_is_unpublished(client: Client) -> None:
    done = published()
    etag = client.get(address(done.track))["ETag"]
    publishing.unpublish(done.track)
    assert client.get(address(done.track), headers={"if-none-match": etag}).status_code == 404


@pytest.mark.parametrize("name", exporting.PUBLIC)
def test_a_stranger_takes_the_text_home_until_it_is_unpublished(client: Client, name: str) -> None:
    done = published(None, "Frihet")
    where = reverse("subtitles:download", kwargs={"uuid": done.track.uuid, "format_name": name})
    response = client.get(where)
    assert "Frihet" in response.content.decode()
    assert response["Content-Disposition"] == f'attachment; filename="sv-subtitles.{name}"'
    assert response["Cache-Control"] == "private, no-cache"
    assert client.get(where, headers={"if-none-match": response["ETag"]}).status_code == 304
    publishing.unpublish(done.track)
    assert client.get(where).status_code == 404


@pytest.mark.parametrize("name", ["docx", "json", "exe", "ass", "original"])
def test_nothing_else_is_offered_to_strangers(client: Client, name: str) -> None:
    track = published().track
    assert client.get(f"/tracks/{track.uuid}/download.{name}").status_code == 404


def test_a_track_can_only_be_read(client: Client) -> None:
    assert client.post(address(published().track)).status_code == 405


def test_a_track_costs_the_same_however_long_it_is(
    client: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    for texts in (("a",), ("a", "b", "c")):
        track = published(None, *texts).track
        with django_assert_num_queries(3):  # the track, its speakers, its cues
            client.get(address(track))
