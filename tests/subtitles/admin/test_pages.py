from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils.translation import override

from archive.models import Recording
from subtitles import importing, publishing
from subtitles.admin.viewsets import TrackViewSet
from subtitles.models import Profile, Revision, Track
from tests.archive.factories import RecordingFactory, RestrictionFactory
from tests.subtitles.factories import imported, published, vtt
from tests.subtitles.workbench.links.standing import beside, delete
from tests.subtitles.workbench.sending import text

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]


# Every address about one track or revision, those to come too.
OF_ONE = [
    route
    for route in TrackViewSet().get_urlpatterns()
    if str(route.pattern).startswith(("revisions/", "<int:pk>/")) and "pk" in route.pattern.converters
]


@pytest.fixture
def hidden() -> Track:
    return published(RestrictionFactory(withdrawn=True, recording__title="hemlig").recording, "tyst").track


def test_the_list_has_a_row_for_each_track_one_may_see(client: Client, hidden: Track) -> None:
    first = published(RecordingFactory(title="Film A"), language="fa")
    imported(first.track.recording, "b", language="fa")
    page = client.get(reverse("tracks:index"))
    text = page.content.decode()
    assert list(page.context["object_list"]) == [first.track]
    assert '<bdi lang="fa">فارسی</bdi>' in text
    assert "Revision 1 published" in text
    assert "Revision 2 waits" in text
    assert "hemlig" not in text


def test_the_list_offers_no_choice_of_every_recording_and_still_says_which_one_it_is_narrowed_to(
    client: Client,
) -> None:
    one, other = published(RecordingFactory(title="Film A")).track, published(RecordingFactory(title="Film B")).track
    page = client.get(reverse("tracks:index"), {"recording": one.recording_id}).content.decode()
    assert f'<option value="{other.recording_id}"' not in page
    assert ("Film A" in page, "Film B" in page) == (True, False)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["new", "newer", "out"]),
        ("state=published", ["newer", "out"]),
        ("state=newer", ["newer"]),
        ("state=unpublished", ["new"]),
        ("language=fa", ["new"]),
        ("kind=captions", ["out"]),
        ("q=newe", ["newer"]),
        ("recording={out}", ["out"]),
    ],
)
def test_the_list_is_filtered_and_searched(client: Client, query: str, expected: list[str]) -> None:
    recordings: dict[str, Recording] = {name: RecordingFactory(title=name) for name in ("out", "newer", "new")}
    imported(recordings["new"], language="fa")
    published(recordings["newer"])
    imported(recordings["newer"], "b")
    published(recordings["out"], kind="captions")
    address = f"{reverse('tracks:index')}?{query.format(out=recordings['out'].pk)}"
    found = client.get(address).context["object_list"]
    assert sorted(track.recording.title for track in found) == expected


def test_the_list_says_of_how_many_cues_the_source_was_changed_and_finds_those_tracks(client: Client) -> None:
    scene, other = beside("ett två tre", "one two three"), beside("fyra", "four")
    scene.write_source(text(scene.theirs("ett"), "ettan"), text(scene.theirs("två"), "tvåan"))
    scene.write(delete(scene.ours("two")))
    page = client.get(reverse("tracks:index"), {"state": "stale"})
    assert [(track, track.stale_count) for track in page.context["object_list"]] == [(scene.track, 1)]
    assert "The source of one cue was changed" in page.content.decode()
    assert other.stale() == set()


def test_the_list_costs_the_same_for_one_track_and_for_three(
    client: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    def queries() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.get(reverse("tracks:index"))
        return len(caught)

    imported()
    queries()
    one = queries()
    imported(), imported()
    assert queries() == one


def test_an_empty_archive_says_how_to_begin(client: Client) -> None:
    assert "There are no subtitles yet." in client.get(reverse("tracks:index")).content.decode()


def test_a_track_shows_its_history_and_what_can_be_done(client: Client) -> None:
    first = imported(None, "a")
    second = published(first.track.recording, "b")
    third = imported(first.track.recording, "c")
    page = client.get(reverse("tracks:page", args=[first.track.pk]))
    text = page.content.decode()
    assert [revision.number for revision in page.context["revisions"]] == [3, 2, 1]
    assert [revision.cue_count for revision in page.context["revisions"]] == [1, 1, 1]
    assert "Revision 3 waits" in text
    assert f"Publish revision {third.revision.number}" in text
    assert "Publish this older version" in text
    assert "Publish revision 1" in text
    assert "Publish revision 2" not in text
    assert reverse("tracks:download", args=[second.revision.pk, "srt"]) in text


def test_an_older_version_is_published_by_a_button(client: Client, translator: User) -> None:
    first = published(None, "a")
    published(first.track.recording, "b")
    page = client.post(reverse("tracks:publish", args=[first.revision.pk]), follow=True)
    assert "Revision 1 is what the public sees now." in page.content.decode()
    assert Track.objects.get().published_revision == first.revision


def test_a_version_of_which_the_public_would_meet_little_is_asked_about(client: Client) -> None:
    published(None, "a", "b", "c", "d")
    done = imported(Track.objects.get().recording, "a")
    with override("en"):
        assert (
            "4 cues → 1; covers 0 s of 1:00"
            in client.get(reverse("tracks:revision", args=[done.revision.pk])).content.decode()
        )
        publish = reverse("tracks:publish", args=[done.revision.pk])
        page = client.post(publish, follow=True)
    assert page.redirect_chain == [(reverse("tracks:despite", args=[done.revision.pk]), 302)]
    text = page.content.decode()
    assert ("4 cues → 1" in text, "Publish it all the same" in text, 'name="despite"' in text) == (True, True, False)
    assert not done.revision.is_published
    with override("en"):
        text = client.post(publish, {"sure": "1"}, follow=True).content.decode()
    assert "Revision 2 is what the public sees now. (4 cues → 1; covers 0 s of 1:00)" in text
    assert Track.objects.get().published_revision == done.revision


def test_a_track_is_taken_from_the_public_by_a_button(client: Client) -> None:
    done = published()
    client.post(reverse("tracks:unpublish", args=[done.track.pk]))
    assert Track.objects.get().published_revision is None


def test_nothing_is_changed_by_following_a_link(client: Client) -> None:
    done = imported()
    assert client.get(reverse("tracks:publish", args=[done.revision.pk])).status_code == 405
    assert client.get(reverse("tracks:unpublish", args=[done.track.pk])).status_code == 405


def test_two_languages_are_read_side_by_side(client: Client) -> None:
    swedish = imported(None, "Frihet", "Kamp")
    persian = published(swedish.track.recording, "آزادی", language="fa")
    alone = client.get(reverse("tracks:revision", args=[swedish.revision.pk])).content.decode()
    assert "آزادی" not in alone
    beside = client.get(reverse("tracks:revision", args=[swedish.revision.pk]) + f"?with={persian.track.pk}")
    rows = [(row.start, row.cue.text, [cue.text for cue in row.beside]) for row in beside.context["rows"]]
    assert rows == [("00:00:01.000", "Frihet", ["آزادی"]), ("00:00:02.000", "Kamp", [])]
    assert '<td lang="fa" dir="rtl"><p>آزادی</p></td>' in beside.content.decode()


def test_a_long_revision_comes_in_pages(client: Client) -> None:
    cues = "".join(f"\n00:{at // 60:02}:{at % 60:02}.000 --> 01:00:00.000\ncue {at}\n" for at in range(150))
    done = importing.import_track(RecordingFactory(), f"WEBVTT\n{cues}".encode(), "a.vtt", "sv")
    address = reverse("tracks:revision", args=[done.revision.pk])
    assert [len(client.get(address + query).context["rows"]) for query in ("", "?p=2", "?p=x", "?p=9")] == [
        100,
        50,
        100,
        50,
    ]


@pytest.mark.parametrize(("name", "start"), [("vtt", "WEBVTT\n\nNOTE till Sara"), ("srt", "1\n00:00:01,000")])
def test_a_revision_is_downloaded_whole(client: Client, name: str, start: str) -> None:
    data = b"WEBVTT\n\nNOTE till Sara\n\n00:01.000 --> 00:02.000\nhej\n"
    done = importing.import_track(RecordingFactory(), data, "a.vtt", "sv")
    response = client.get(reverse("tracks:download", args=[done.revision.pk, name]))
    assert response.content.decode().startswith(start)
    assert response["Content-Disposition"] == f'attachment; filename="sv-subtitles-{done.track.pk}-1.{name}"'
    assert client.get(reverse("tracks:download", args=[done.revision.pk, "exe"])).status_code == 404


def test_the_file_as_it_came_and_what_is_lost_in_others_stand_on_the_page_of_formats(client: Client) -> None:
    data = b"WEBVTT\r\n\r\n00:01.000 --> 00:02.000 line:0\r\nhej\r\n"
    done = importing.import_track(RecordingFactory(), data, "a.vtt", "sv")
    with override("en"):
        text = client.get(reverse("tracks:exports", args=[done.revision.pk])).content.decode()
    assert done.revision.source_file.sha256 in text
    assert "Where cues stand on the screen is lost or kept only roughly. Cues concerned: 1." in text
    assert reverse("tracks:download", args=[done.revision.pk, "docx"]) in text
    assert client.get(reverse("tracks:download", args=[done.revision.pk, "original"])).content == data
    assert client.get(reverse("tracks:download", args=[done.revision.pk, "docx"])).content.startswith(b"PK")


def test_what_a_translator_may_not_see_is_not_there(
    client: Client, hidden: Track, archivist: User, client_of: ClientOf
) -> None:
    revision = hidden.revisions.get()
    pages = [
        reverse("tracks:page", args=[hidden.pk]),
        reverse("tracks:revision", args=[revision.pk]),
        reverse("tracks:exports", args=[revision.pk]),
        reverse("tracks:download", args=[revision.pk, "vtt"]),
        reverse("tracks:download", args=[revision.pk, "original"]),
    ]
    assert [client.get(page).status_code for page in pages] == [404, 404, 404, 404, 404]
    assert client.post(reverse("tracks:unpublish", args=[hidden.pk])).status_code == 404
    assert client.post(reverse("tracks:publish", args=[revision.pk])).status_code == 404
    assert [client_of(archivist).get(page).status_code for page in pages] == [200] * 5


@pytest.mark.parametrize("route", OF_ONE, ids=lambda route: route.name)
def test_no_address_of_a_track_or_revision_answers_for_one_that_she_may_not_see(
    client: Client, hidden: Track, route: URLPattern
) -> None:
    revision = hidden.revisions.get()
    thing = revision if str(route.pattern).startswith("revisions/") else hidden
    more = {"format_name": "vtt"} if "format_name" in route.pattern.converters else {}
    address = reverse(f"tracks:{route.name}", kwargs={"pk": thing.pk, **more})
    given = {"all": "1", "word": "tyst", "one": "x=y", "despite": "x"}
    found = {client.get(address).status_code, client.post(address, given).status_code}
    assert 404 in found
    assert found <= {404, 405}
    assert (Revision.objects.count(), Profile.objects.count()) == (1, 0)


def test_the_admin_is_closed_to_researchers_and_strangers(client_of: ClientOf, researcher: User) -> None:
    done = published()
    for user in (None, researcher):
        response = client_of(user).get(reverse("tracks:page", args=[done.track.pk]))
        assert (response.status_code, b"Frihet" in response.content) == (302, False)
        client_of(user).post(reverse("tracks:unpublish", args=[done.track.pk]))
    assert Track.objects.get().published_revision == done.revision


def test_the_page_about_a_recording_names_its_tracks(client: Client) -> None:
    done = published(None, language="fa")
    text = client.get(reverse("recordings:page", args=[done.track.recording_id])).content.decode()
    assert reverse("tracks:page", args=[done.track.pk]) in text
    assert f"{reverse('tracks:import')}?recording={done.track.recording_id}" in text


def test_an_imported_text_is_never_markup(client: Client) -> None:
    done = importing.import_track(RecordingFactory(), vtt("&lt;script&gt;x"), "<img>.vtt", "sv", note="<script>")
    publishing.publish(done.revision)
    for address in (reverse("tracks:page", args=[done.track.pk]), reverse("tracks:revision", args=[done.revision.pk])):
        text = client.get(address).content.decode()
        assert "<script>x" not in text
        assert "<img>.vtt" not in text


def test_every_part_of_a_cue_is_in_its_own_language(client: Client) -> None:
    done = imported(None, "Hon sa <lang prs>ما آزادیم</lang>")
    text = client.get(reverse("tracks:revision", args=[done.revision.pk])).content.decode()
    assert '<td lang="sv" dir="ltr">Hon sa <span lang="prs" dir="rtl">ما آزادیم</span></td>' in text
