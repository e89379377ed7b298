from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive import ingest
from archive.admin import panels
from archive.models import Event, Job, Original, Recording
from archive.preservation import fixity
from tests.archive import files
from tests.archive.factories import (
    DocumentFactory,
    JobFactory,
    OriginalFactory,
    RecordingFactory,
    RenditionSetFactory,
)

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]


def page_of(thing: Any, client: Client, name: str = "page") -> Any:
    namespace = "recordings" if isinstance(thing, Recording) else "documents"
    return client.get(reverse(f"{namespace}:{name}", args=[thing.pk]))


def shown(response: Any) -> list[Any]:
    return list(response.context["object_list"])


# --- lists ---


def test_the_list_shows_recordings_newest_first_with_their_last_job(client_of: ClientOf, archivist: User) -> None:
    old, new = RecordingFactory(title="Old"), RecordingFactory(title="New", duration_ms=90_000)
    JobFactory(target__recording=new, state="done")
    JobFactory(target__recording=new, state="failed")
    response = client_of(archivist).get(reverse("recordings:index"))
    assert [(item, item.job_state) for item in shown(response)] == [(new, "failed"), (old, None)]
    assert "1:30" in response.content.decode()


def test_the_list_is_filtered_by_kind_and_by_state_and_searched_by_title(client_of: ClientOf, archivist: User) -> None:
    film = RecordingFactory(kind="video", title="Film about letters")
    programme = RecordingFactory(kind="audio", title="Programme")
    JobFactory(target__recording=programme, state="failed")
    client = client_of(archivist)
    found = [
        shown(client.get(reverse("recordings:index"), query))
        for query in ({"kind": "video"}, {"job_state": "failed"}, {"q": "letters"}, {"q": "nothing"})
    ]
    assert found == [[film], [programme], [film], []]


def test_the_list_costs_the_same_for_one_and_for_many(client_of: ClientOf, archivist: User) -> None:
    client, counts = client_of(archivist), []
    for more in (1, 3):
        RenditionSetFactory.create_batch(more, live=True, extras=["poster.jpg"])
        client.get(reverse("recordings:index"))  # what is asked once per process is asked here
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("recordings:index"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_translator_is_not_shown_what_was_withdrawn(client_of: ClientOf, translator: User, archivist: User) -> None:
    kept, withdrawn = RecordingFactory(), RecordingFactory(withdrawn=True)
    address = reverse("recordings:index")
    found = [shown(client_of(user).get(address)) for user in (translator, archivist)]
    assert found == [[kept], [withdrawn, kept]]


def test_the_works_column_is_filled_by_the_room_above(
    client_of: ClientOf, archivist: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = RecordingFactory()
    monkeypatch.setattr(panels, "_works", [])
    panels.register_works(lambda request, things: {thing.pk: [("Frihet", "/admin/x/")] for thing in things})
    response = client_of(archivist).get(reverse("recordings:index"))
    assert shown(response) == [recording]
    assert '<a href="/admin/x/"><bdi>Frihet</bdi></a>' in response.content.decode()


# --- one recording ---


@pytest.mark.media
def test_the_page_shows_what_the_file_is_and_what_happened_to_it(
    client_of: ClientOf, archivist: User, tmp_path: Path
) -> None:
    original = ingest.accept(files.tone(tmp_path / "Side A.wav"), "Side A.wav", by=archivist)
    fixity.verify(original)
    assert original.recording
    page = page_of(original.recording, client_of(archivist))
    text = page.content.decode()
    [(_, rows, checked, waits)] = page.context["originals"]
    assert not waits
    assert (original.sha256 in text, "Side A.wav" in text, checked.outcome) == (True, True, "success")
    assert {"pcm_s16le", "8000 Hz", "0:01"} <= {value for _, value in rows}
    assert [event.kind for event in page.context["events"]] == [
        "fixity check",
        "ingestion",
        "validation",
        "message digest calculation",
    ]


def test_jobs_that_are_not_over_are_watched(client_of: ClientOf, archivist: User) -> None:
    original = OriginalFactory()
    running, done = (
        JobFactory(target=original, state="running", progress=420),
        JobFactory(target=original, state="done"),
    )
    page = page_of(original.recording, client_of(archivist))
    assert (page.context["jobs"], page.context["state_url"]) == (
        [done, running],
        f"{reverse('jobs:state')}?id={running.pk}",
    )


def test_the_player_stands_in_a_frame_once_there_is_something_to_play(client_of: ClientOf, archivist: User) -> None:
    ready = RenditionSetFactory(live=True, extras=["poster.jpg"]).recording
    bare = RecordingFactory()
    client = client_of(archivist)
    frames = [
        reverse("recordings:preview", args=[item.pk]) in page_of(item, client).content.decode()
        for item in (ready, bare)
    ]
    assert frames == [True, False]
    player = client.get(reverse("recordings:preview", args=[ready.pk])).context["player"]
    assert (player.src.startswith("/stream/"), player.src.endswith("/master.m3u8")) == (True, True)
    assert (player.poster.endswith("/poster.jpg"), player.thumbnails, player.duration_ms) == (True, "", 60_000)


def test_panels_of_the_rooms_above_are_shown_in_order(
    client_of: ClientOf, archivist: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(panels, "_panels", {})
    for name, order in (("last", 200), ("first", 50)):
        panels.register(
            panels.Panel(name, name.title(), "archive/events.html", lambda request, thing: {"events": []}, order=order)
        )
    panels.register(panels.Panel("absent", "Absent", "archive/events.html", lambda request, thing: None))
    page = page_of(RecordingFactory(), client_of(archivist))
    assert [panel.name for panel in page.context["panels"]] == ["first", "last"]


def test_an_archivist_changes_title_and_language_and_leaves_an_event(client_of: ClientOf, archivist: User) -> None:
    recording = RecordingFactory(title="Tape 7", language="")
    response = client_of(archivist).post(
        reverse("recordings:page", args=[recording.pk]), {"title": "Frihet", "language": "fa"}
    )
    recording.refresh_from_db()
    event = Event.objects.get()
    assert (response.status_code, recording.title, recording.language) == (302, "Frihet", "fa")
    assert (event.kind, event.subject, event.agent, event.values["fields"]["title"]) == (
        "metadata modification",
        f"recording {recording.pk}",
        archivist,
        ["Tape 7", "Frihet"],
    )


def test_a_translator_reads_but_does_not_write(client_of: ClientOf, translator: User) -> None:
    recording = RecordingFactory(title="As it was")
    client = client_of(translator)
    page = page_of(recording, client)
    assert (page.status_code, page.context["may_change"], page.context["may_download"]) == (200, False, False)
    client.post(reverse("recordings:page", args=[recording.pk]), {"title": "Changed", "language": ""})
    client.post(reverse("recordings:access", args=[recording.pk]), {"audience": "public"})
    recording.refresh_from_db()
    assert (recording.title, Event.objects.count()) == ("As it was", 0)


@pytest.mark.parametrize("name", ["page", "preview"])
def test_what_was_withdrawn_is_to_a_translator_as_if_it_did_not_exist(
    name: str, client_of: ClientOf, translator: User
) -> None:
    withdrawn = RecordingFactory(withdrawn=True)
    assert page_of(withdrawn, client_of(translator), name).status_code == 404


@pytest.mark.parametrize("who", ["researcher", None])
def test_nobody_below_translator_gets_into_the_admin(who: str | None, client_of: ClientOf, request: Any) -> None:
    client = client_of(request.getfixturevalue(who) if who else None)
    recording = RecordingFactory()
    addresses = [reverse("recordings:index"), reverse("recordings:page", args=[recording.pk]), reverse("jobs:index")]
    assert [client.get(address).status_code for address in addresses] == [302, 302, 302]


# --- documents and originals ---


@pytest.mark.media
def test_an_archivist_downloads_an_original_as_it_was_given(
    client_of: ClientOf, archivist: User, tmp_path: Path
) -> None:
    original = ingest.accept(files.pdf(tmp_path / "secret name.pdf"), "secret name.pdf")
    response = client_of(archivist).get(reverse("recordings:original", args=[original.pk]))
    assert b"".join(response.streaming_content) == files.PDF  # type: ignore[attr-defined]
    assert response["Content-Disposition"] == f'attachment; filename="{original.sha256}.pdf"'
    assert page_of(original.document, client_of(archivist)).status_code == 200


def test_nobody_else_downloads_an_original(client_of: ClientOf, translator: User) -> None:
    original = OriginalFactory()
    address = reverse("recordings:original", args=[original.pk])
    assert [client_of(user).get(address).status_code for user in (translator, None)] == [404, 302]


def test_an_original_that_is_gone_gets_a_clear_answer(client_of: ClientOf, archivist: User) -> None:
    response = client_of(archivist).get(reverse("recordings:original", args=[OriginalFactory().pk]))
    assert response.status_code == 410


def test_the_documents_are_listed(client_of: ClientOf, archivist: User) -> None:
    document = DocumentFactory()
    assert shown(client_of(archivist).get(reverse("documents:index"))) == [document]


# --- the admin in three languages ---


@pytest.mark.parametrize(("language", "direction"), [("sv", "ltr"), ("en", "ltr"), ("fa", "rtl")])
def test_every_page_opens_in_every_language(
    language: str, direction: str, client_of: ClientOf, archivist: User
) -> None:
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(archivist)
    profile.preferred_language = language
    profile.save()
    original = OriginalFactory(
        technical={"kind": "audio", "audio": {"codec": "mp3", "channels": 2, "sample_rate": 44100}}
    )
    JobFactory(target=original, state="running")
    recording, client = original.recording, client_of(archivist)
    names = ["recordings:index", "recordings:upload", "documents:index", "jobs:index", "events:index"]
    addresses = [reverse(name) for name in names]
    addresses += [reverse(f"recordings:{name}", args=[recording.pk]) for name in ("page", "access", "preview")]
    addresses += [reverse(f"{name}:index_results") for name in ("recordings", "documents", "jobs", "events")]
    found = {address: client.get(address) for address in addresses}
    assert {response.status_code for response in found.values()} == {200}
    assert f'dir="{direction}"' in found[addresses[0]].content.decode()
    assert (Job.objects.count(), Original.objects.count()) == (1, 1)
