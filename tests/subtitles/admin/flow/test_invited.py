"""Whoever is invited for single tracks: she sees and does what her work needs, for as long as it lasts."""

import html
import json
import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from archive import access, policy
from archive.access import Layer, Level
from archive.admin import door
from archive.models import Event, Recording
from subtitles import flow
from subtitles.models import Track
from subtitles.models.assignment import Assignment
from tests.archive.admin.test_door import FOR_SCRIPTS, NOT_LINKS
from tests.archive.factories import RenditionSetFactory, RestrictionFactory
from tests.subtitles.factories import imported, published
from tests.subtitles.workbench.sending import cues, text, texts

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]
LINK = re.compile(r'href="(/admin/[^"#]*)')
BENCH = ("workbench", "workbench_state", "page", "work", "changes")


@pytest.fixture
def recording() -> Recording:
    """For staff by its work's rule, and it plays."""
    made = RestrictionFactory(audience="staff", recording__language="sv", recording__duration_ms=60_000).recording
    RenditionSetFactory(recording=made, live=True)
    return made


@pytest.fixture
def track(recording: Recording) -> Track:
    """What is to be translated, beside an unpublished source."""
    imported(recording, "Frihet", "nu")
    return imported(recording, "", "", language="fa").track


def statuses(client: Client, track: Track) -> dict[str, int]:
    address = {name: reverse(f"tracks:{name}", args=[track.pk]) for name in BENCH}
    return {name: client.get(url, {"since": "0"}).status_code for name, url in address.items()}


def post(client: Client, track: Track, since: int, *changes: object) -> int:
    body = {"since": since, "tab": "a", "cue": None, "changes": list(changes)}
    url = reverse("tracks:changes", args=[track.pk])
    return client.post(url, json.dumps(body), content_type="application/json").status_code


def test_she_works_on_what_is_assigned_to_her_and_watches_it_for_just_so_long(
    track: Track, invited: User, archivist: User, client_of: ClientOf
) -> None:
    client = client_of(invited)
    assert set(statuses(client, track).values()) == {404}
    made = flow.assign(track, invited, by=archivist)
    assert set(statuses(client, track).values()) == {200}
    served = client.get(reverse("tracks:workbench_state", args=[track.pk])).json()
    playlist = served["media"]["playlist"]
    assert [cue["text"] for cue in served["source"]["cues"]] == ["Frihet", "nu"]
    assert playlist
    assert post(client, track, 0, text(cues(track)[0], "آزادی")) == 200
    flow.finish(made, invited)
    assert set(statuses(client, track).values()) == {404}
    assert post(client, track, 1, text(cues(track)[0], "نه")) == 404
    assert client.get(playlist).status_code == 404
    assert texts(track)[0] == "آزادی"


def test_the_recording_is_hers_in_every_layer_and_nothing_else_of_the_archive_is(
    track: Track, recording: Recording, invited: User
) -> None:
    other = imported(RestrictionFactory(audience="staff").recording, "hemligt").track
    flow.assign(track, invited, by=None)
    viewer = access.viewer_of(invited)
    assert viewer.level == Level.STRANGER
    for layer in (Layer.EXISTS, Layer.WORDS, Layer.SOUND, Layer.PICTURE):
        assert access.decide(viewer, recording, layer).allowed
        assert list(Recording.objects.visible_to(viewer, layer=layer)) == [recording]
    assert access.decide(viewer, track).allowed
    assert not access.decide(viewer, other).allowed
    assert set(Track.objects.visible_to(viewer)) == set(Track.objects.filter(recording=recording))


def test_what_is_withdrawn_is_closed_to_her_too(track: Track, recording: Recording, invited: User) -> None:
    flow.assign(track, invited, by=None)
    policy.withdraw(recording)
    viewer = access.viewer_of(invited)
    assert not access.decide(viewer, recording, Layer.SOUND).allowed
    assert not Track.objects.visible_to(viewer).exists()


def test_she_writes_in_no_other_track_of_the_recording(track: Track, invited: User, client_of: ClientOf) -> None:
    flow.assign(track, invited, by=None)
    source = Track.objects.get(language="sv")
    client = client_of(invited)
    found = statuses(client, source)
    assert (found["page"], found["workbench"], found["changes"]) == (200, 404, 404)
    assert post(client, source, 0, text(cues(source)[0], "x")) == 404
    assert texts(source)[0] == "Frihet"


def test_public_tracks_are_none_of_her_work_either(track: Track, invited: User, client_of: ClientOf) -> None:
    flow.assign(track, invited, by=None)
    public = published(None, "Allmänt", language="fa").track
    assert set(statuses(client_of(invited), public).values()) == {404}
    assert str(public.recording) not in client_of(invited).get(reverse("tracks:index")).content.decode()


def test_she_takes_nothing_home(track: Track, invited: User, client_of: ClientOf) -> None:
    flow.assign(track, invited, by=None)
    client, revision = client_of(invited), track.revisions.get()
    ways = [reverse("tracks:download", args=[revision.pk, "vtt"]), reverse("tracks:exports", args=[revision.pk])]
    ways += [reverse("tracks:proof_sheet", args=[revision.pk]), reverse("tracks:revision", args=[revision.pk])]
    assert {client.get(url).status_code for url in ways} == {404}
    assert client.post(reverse("tracks:publish", args=[revision.pk]), {"sure": "1"}).status_code == 404


def test_who_reviews_approves_and_who_translates_does_not(
    track: Track, invited: User, translator: User, client_of: ClientOf
) -> None:
    made = flow.assign(track, invited, by=None)
    flow.send_to_review(track, translator)
    sent = flow.sent(Track.objects.get(pk=track.pk))
    assert sent is not None
    url = reverse("tracks:work_step", args=[track.pk])
    client_of(invited).post(url, {"verb": "approve", "revision": sent.pk})
    assert Track.objects.get(pk=track.pk).stage == "review"
    flow.take_back(made, None)
    flow.assign(track, invited, Assignment.Task.REVIEW, by=None)
    client_of(invited).post(url, {"verb": "approve", "revision": sent.pk})
    assert Track.objects.get(pk=track.pk).stage == "approved"


def test_each_look_is_written_down_once(track: Track, invited: User, translator: User, client_of: ClientOf) -> None:
    flow.assign(track, invited, by=None)
    for person in (invited, translator):
        client = client_of(person)
        for name in ("workbench", "workbench_state", "workbench_state"):
            client.get(reverse(f"tracks:{name}", args=[track.pk]))
    looks = Event.objects.filter(code="track.watched")
    assert [(event.agent, event.kind, event.subject_id) for event in looks] == [(invited, "dissemination", track.pk)]


def test_every_link_that_she_is_offered_opens(
    track: Track, invited: User, translator: User, client_of: ClientOf
) -> None:
    flow.assign(track, invited, by=None)
    flow.send_to_review(track, translator)
    client = client_of(invited)
    seen: set[str] = set()
    waiting = {reverse("wagtailadmin_home"), reverse("tracks:work", args=[track.pk])}
    while waiting:
        address = waiting.pop()
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code == 200, address
        found = {html.unescape(link) for link in LINK.findall(FOR_SCRIPTS.sub("", answer.content.decode()))}
        waiting |= {link for link in found if not link.startswith(NOT_LINKS)} - seen
    benches = {address for address in seen if address.startswith(reverse("tracks:workbench", args=[track.pk]))}
    assert (bool(benches), len(seen) > 6) == (True, True)


def test_the_door_of_the_admin_opens_to_her_for_her_work_alone(invited: User, client_of: ClientOf) -> None:
    client = client_of(invited)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    closed = ("recordings:index", "documents:index", "tracks:import", "tracks:align", "waiting:index", "jobs:index")
    assert {client.get(reverse(name)).status_code for name in closed} == {404}
    assert {name for name in door.INVITED if not name.startswith("wagtailadmin")} == {
        f"tracks:{name}"
        for name in (
            "changes", "changes_history", "changes_restore", "checkpoint", "end_assignment", "index", "index_results",
            "page", "project", "work", "work_step", "workbench", "workbench_concordance", "workbench_findings",
            "workbench_meant", "workbench_published", "workbench_review", "workbench_state", "workbench_suggestions",
        )
    }  # fmt: skip
