"""The page of the work on a track, and what is done from it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings
from wagtail.users.models import UserProfile

from subtitles import flow, workbench
from subtitles.flow.assigning import say_languages
from subtitles.models import Assignment, Stage, Track
from tests.subtitles.factories import imported, public_recording, vtt
from tests.subtitles.workbench.sending import cues, text

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]


@pytest.fixture
def track(translator: User) -> Track:
    """A Persian track beside its Swedish source, in which one of two cues was translated."""
    recording = public_recording(language="sv")
    imported(recording, "Frihet", "nu")
    track = imported(recording, "", "", language="fa").track
    workbench.submit(track, 0, [text(cues(track)[0], "آزادی")], translator)
    return track


def page(client: Client, track: Track, **asked: str) -> str:
    return client.get(reverse("tracks:work", args=[track.pk]), asked).content.decode()


def step(client: Client, track: Track, verb: str, **more: object) -> str:
    """Post a verb; what the page says then."""
    url = reverse("tracks:work_step", args=[track.pk])
    return client.post(url, {"verb": verb, **more}, follow=True).content.decode()


def stage(track: Track) -> str:
    return Track.objects.get(pk=track.pk).stage


def test_a_track_is_sent_back_and_then_approved_from_its_page(
    track: Track, translator: User, archivist: User, client_of: ClientOf
) -> None:
    hers, theirs = client_of(translator), client_of(archivist)
    assert "waits for review now" in step(hers, track, "review", comment="Den andra vet jag inte.")
    assert "Den andra vet jag inte." in page(theirs, track)
    assert "sent back" in step(theirs, track, "changes", comment="Fråga Mina.")
    assert "Fråga Mina." in page(hers, track)
    workbench.submit(track, 1, [text(cues(track)[1], "اکنون")], translator)
    step(hers, track, "review")
    sent = flow.sent(Track.objects.get(pk=track.pk))
    assert sent is not None
    assert "The track is approved." in step(theirs, track, "approve", revision=sent.pk)
    assert stage(track) == Stage.APPROVED


def test_what_is_refused_is_said_in_a_sentence_and_changes_nothing(
    track: Track, translator: User, archivist: User, client_of: ClientOf, settings: Settings
) -> None:
    settings.APPROVAL, settings.QUALITY_GATE = "two", ["all"]
    hers, theirs = client_of(translator), client_of(archivist)
    assert "does not wait for that" in step(theirs, track, "changes", comment="?")
    step(hers, track, "review")
    sent = flow.sent(Track.objects.get(pk=track.pk))
    assert sent is not None
    assert "You wrote in this track yourself" in step(hers, track, "approve", revision=sent.pk)
    assert "The check finds" in step(theirs, track, "approve", revision=sent.pk)
    assert "does not wait for that" in step(hers, track, "review")
    assert stage(track) == Stage.REVIEW


@pytest.mark.parametrize("verb", ["", "publish", "__class__"])
def test_no_other_verb_is_known(track: Track, translator: User, client_of: ClientOf, verb: str) -> None:
    url = reverse("tracks:work_step", args=[track.pk])
    assert client_of(translator).post(url, {"verb": verb}).status_code != 200
    assert stage(track) == Stage.TRANSLATING


def test_whoever_does_not_know_the_language_sees_what_is_empty_and_goes_there(
    track: Track, archivist: User, client_of: ClientOf
) -> None:
    shown = page(client_of(archivist), track, check="")
    there = f"{reverse('tracks:workbench', args=[track.pk])}?at={cues(track)[1]['uuid']}"
    assert there in shown
    assert "Of 2 cues: 1 translated, 0 confirmed, 0 reviewed by another" in shown


def test_an_archivist_assigns_a_stretch_and_takes_it_back(
    track: Track, invited: User, archivist: User, client_of: ClientOf
) -> None:
    client = client_of(archivist)
    said = {"person": invited.pk, "task": "review", "begins": "0:10", "ends": "۰:۲۰", "due": "2027-01-07", "note": "!"}
    shown = client.post(reverse("tracks:assign", args=[track.pk]), said, follow=True).content.decode()
    made = Assignment.objects.get()
    assert (made.person, made.task, made.start_ms, made.end_ms, str(made.due), made.by) == (
        invited, "review", 10_000, 20_000, "2027-01-07", archivist,
    )  # fmt: skip
    assert "0:10 – 0:20" in shown
    client.post(reverse("tracks:end_assignment", args=[made.pk]), {"back": ""})
    assert not Assignment.objects.exists()


def test_who_reads_persian_types_and_meets_the_day_in_her_own_calendar(
    track: Track, invited: User, archivist: User, client_of: ClientOf
) -> None:
    client, address = client_of(archivist), reverse("tracks:assign", args=[track.pk])
    assert 'type="date" name="due"' in client.get(address).content.decode()
    UserProfile.objects.filter(user=archivist).update(preferred_language="fa")
    field = client.get(address).content.decode()
    assert ('type="text" name="due"' in field, 'placeholder="۱۴' in field) == (True, True)
    said = {"person": invited.pk, "task": "translate", "due": "۱۴۰۵/۱۰/۱۷"}
    shown = client.post(address, said, follow=True).content.decode()
    assert str(Assignment.objects.get().due) == "2027-01-07"
    assert '<time datetime="2027-01-07">۱۷ دی ۱۴۰۵ (۷ ژانویه ۲۰۲۷)</time>' in shown
    again = client.post(address, {**said, "due": "۱۴۰۵/۱۲/۳۱"})
    assert list(again.context["form"].errors) == ["due"]
    assert 'value="۱۴۰۵/۱۲/۳۱"' in again.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"begins": "0:10"}, {"begins": "0:20", "ends": "0:10"}, {"begins": "now", "ends": "0:10"}, {"person": "0"}],
)
def test_a_stretch_that_cannot_be_is_refused_on_the_form(
    track: Track, invited: User, archivist: User, client_of: ClientOf, wrong: dict[str, str]
) -> None:
    said = {"person": invited.pk, "task": "translate", **wrong}
    answer = client_of(archivist).post(reverse("tracks:assign", args=[track.pk]), said)
    assert (answer.status_code, Assignment.objects.count()) == (200, 0)
    assert answer.context["form"].errors


def test_a_track_is_divided_among_several_and_the_page_of_the_recording_shows_each_part(
    track: Track, translator: User, invited: User, archivist: User, client_of: ClientOf
) -> None:
    client = client_of(archivist)
    said = {"parts": 3, "people": [translator.pk, invited.pk], "task": "translate"}
    assert (
        "in 3 parts now" in client.post(reverse("tracks:divide", args=[track.pk]), said, follow=True).content.decode()
    )
    assert Assignment.objects.count() == 3
    shown = client.get(reverse("tracks:project", args=[track.recording_id])).content.decode()
    assert shown.count("It is done") == 3
    assert translator.username in shown


def test_the_languages_of_a_translator_are_said_by_an_archivist(
    track: Track, translator: User, archivist: User, client_of: ClientOf
) -> None:
    url = reverse("tracks:translator_languages", args=[translator.pk])
    client_of(archivist).post(url, {"languages": ["ar", "ckb"]})
    assert "العربية" in client_of(archivist).get(reverse("tracks:translators")).content.decode()
    hers = client_of(translator)
    assert hers.get(reverse("tracks:workbench", args=[track.pk])).status_code == 404
    assert hers.get(reverse("tracks:page", args=[track.pk])).status_code == 200
    client_of(archivist).post(url, {"languages": ["fa"]})
    assert hers.get(reverse("tracks:workbench", args=[track.pk])).status_code == 200


def test_she_imports_nothing_in_a_language_that_she_does_not_write(
    track: Track, translator: User, client_of: ClientOf
) -> None:
    say_languages(translator, ["ar"])
    file = SimpleUploadedFile("film.vtt", vtt("Hej"))
    said = {"recording": track.recording_id, "language": "sv", "kind": "captions", "origin": "imported", "file": file}
    answer = client_of(translator).post(reverse("tracks:import"), said)
    assert "none of the languages that you work in" in answer.content.decode()


def test_only_archivists_say_whose_work_it_is(track: Track, translator: User, client_of: ClientOf) -> None:
    client = client_of(translator)
    closed = [
        reverse("tracks:assign", args=[track.pk]),
        reverse("tracks:divide", args=[track.pk]),
        reverse("tracks:translators"),
        reverse("tracks:translator_languages", args=[translator.pk]),
    ]
    assert {client.get(url).status_code for url in closed} | {client.post(url).status_code for url in closed} == {404}


def test_nobody_says_of_anothers_work_that_it_is_done(
    track: Track, translator: User, archivist: User, client_of: ClientOf
) -> None:
    made = flow.assign(track, archivist, by=archivist)
    url = reverse("tracks:end_assignment", args=[made.pk])
    client_of(translator).post(url, {"done": ""})
    assert list(Assignment.objects.open()) == [made]
    own = flow.assign(track, translator, by=archivist)
    client_of(translator).post(reverse("tracks:end_assignment", args=[own.pk]), {"done": ""})
    assert list(Assignment.objects.open()) == [made]


def test_the_workbench_sends_to_review_what_it_has(track: Track, translator: User, client_of: ClientOf) -> None:
    url = reverse("tracks:workbench_review", args=[track.pk])

    def post(body: object) -> Any:
        return client_of(translator).post(url, json.dumps(body), content_type="application/json")

    late = post({"number": 0, "comment": ""})
    assert (late.status_code, late.json()["reason"], stage(track)) == (409, "moved", Stage.TRANSLATING)
    bad: list[object] = [[], {"number": -1}, {"number": 1, "comment": 3}]
    assert {post(body).status_code for body in bad} == {400}
    done = post({"number": 1, "comment": "Klar!"})
    assert (done.status_code, done.json()["stage"], stage(track)) == (200, "In review", Stage.REVIEW)


def test_without_approval_nothing_is_published_where_tracks_are_approved(
    track: Track, translator: User, archivist: User, client_of: ClientOf, settings: Settings
) -> None:
    settings.APPROVAL = "one"
    revision = track.revisions.get()
    url = reverse("tracks:publish", args=[revision.pk])
    told = client_of(translator).post(url, {"sure": "1", "despite": "Bråttom."}, follow=True)
    assert "approve the track before" in told.content.decode()
    asked = client_of(archivist).post(url, {"sure": "1"}, follow=True)
    assert "Nobody approved this version" in asked.content.decode()
    client_of(archivist).post(url, {"sure": "1", "despite": "Bråttom."})
    assert Track.objects.get(pk=track.pk).published_revision == revision
