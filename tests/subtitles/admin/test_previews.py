from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from archive.jobs import run
from archive.models import Job, Recording
from subtitles import pending
from subtitles.admin.deciding import Shown
from subtitles.doubts import Example
from subtitles.models import PendingImport, Revision, Track
from tests.archive.factories import RecordingFactory, RestrictionFactory
from tests.conftest import person
from tests.subtitles.factories import published, vtt

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]
OLD = "1\n00:00:01,000 –> 00:00:02,000\nTvå år\n\n2\n00:00:03,000 --> 00:00:03,000\nfrån Örebro\n".encode("cp1252")


@pytest.fixture
def recording() -> Recording:
    return RecordingFactory(title="Band 7", duration_ms=60_000)


@pytest.fixture
def client(client_of: ClientOf, translator: User) -> Client:
    return client_of(translator)


def waiting(recording: Recording, by: User, data: bytes = OLD, name: str = "a.srt", **about: Any) -> PendingImport:
    return pending.begin(
        recording, data, name, "sv", by=by, kind="subtitles", origin="imported", tool="", note="", **about
    )


def address(one: PendingImport, name: str = "pending") -> str:
    return reverse(f"tracks:{name}", args=[one.uuid])


def press(
    client: Client, one: PendingImport, button: str, encoding: str = "", sure: bool = False, **guesses: str
) -> Any:
    """Answer the guesses, by their codes, with yes or no, and press a button."""
    said = {
        "encoding": encoding,
        **({"sure": "1"} if sure else {}),
        **{f"guess-{code}": answer for code, answer in guesses.items()},
    }
    with override("en"):
        return client.post(address(one), {button: "", **said}, follow=True, headers={"accept-language": "en"})


def test_the_page_shows_what_is_kept_mended_and_asked_and_nothing_is_saved(
    client: Client, recording: Recording, translator: User
) -> None:
    with override("en"):
        text = client.get(address(waiting(recording, translator))).content.decode()
    for expected in (
        "<strong>2 cues</strong>", "<strong>2 parts</strong>", "Every line of the file was taken in.",
        "00:00:01,000 –&gt; 00:00:02,000", "Två år",
        "It looks like cp1252: are these letters right?", "Give them a time?", 'lang="sv" dir="ltr"',
    ):  # fmt: skip
        assert expected in text
    assert not Track.objects.exists()


def test_nothing_is_published_while_a_question_is_open(client: Client, recording: Recording, translator: User) -> None:
    one = waiting(recording, translator)
    page = press(client, one, "publish", no_length="yes")
    assert "accept or decline each" in page.content.decode()
    assert not Revision.objects.exists()
    one.refresh_from_db()
    assert one.said == {"no_length": True}


def test_what_was_decided_is_what_is_published(client: Client, recording: Recording, translator: User) -> None:
    one = waiting(recording, translator)
    page = press(client, one, "publish", encoding="cp1252", sure=True, no_length="yes")
    revision = Revision.objects.get()
    assert page.redirect_chain == [(reverse("tracks:revision", args=[revision.pk]), 302)]
    assert (revision.is_published, revision.encoding, revision.created_by) == (True, "cp1252", translator)
    assert [(cue.payload, cue.end_ms) for cue in revision.cues.all()] == [("Två år", 2000), ("från Örebro", 4000)]
    assert [guess["answer"] for guess in revision.guesses] == [True]
    one.refresh_from_db()
    assert (one.revision, bytes(one.data)) == (revision, b"")
    assert press(client, one, "import").redirect_chain[-1][0] == reverse("tracks:revision", args=[revision.pk])
    assert Revision.objects.count() == 1


def test_it_can_be_imported_with_open_questions_which_the_revision_names(
    client: Client, recording: Recording, translator: User
) -> None:
    text = press(client, waiting(recording, translator), "import").content.decode()
    assert "Not decided" in text
    assert "Give them a time?" in text
    assert not Revision.objects.get().is_published


def test_another_encoding_is_shown_before_anything_is_imported(
    client: Client, recording: Recording, translator: User
) -> None:
    one = waiting(recording, translator)
    text = press(client, one, "show", encoding="mac-roman").content.decode()
    assert "TvÂ Âr" in text
    assert not Revision.objects.exists()


def test_a_decision_that_raises_a_question_is_shown_again_first(
    client: Client, recording: Recording, translator: User
) -> None:
    data = b"WEBVTT\n\n00:00:01,000 --> 00:00:01,000\nHej\n\n00:00:03.000 --> 00:00:04.000\ndu\n"
    one = waiting(recording, translator, data, "a.vtt")
    text = press(client, one, "import", webvtt="yes").content.decode()
    assert "the file raises another question" in text
    assert "Give them a time?" in text
    assert not Revision.objects.exists()
    press(client, one, "import", webvtt="yes", no_length="no")
    assert [cue.payload for cue in Revision.objects.get().cues.all()] == ["Hej", "du"]


def test_a_decision_that_leaves_nothing_to_read_is_taken_back(
    client: Client, recording: Recording, translator: User
) -> None:
    one = waiting(recording, translator, b"WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nHej\n", "a.vtt")
    page = press(client, one, "import", webvtt="no")
    assert "no line holds a start and an end time" in page.content.decode()
    one.refresh_from_db()
    assert (one.said, Revision.objects.count()) == ({}, 0)


def test_a_file_can_be_left(client: Client, recording: Recording, translator: User) -> None:
    one = waiting(recording, translator)
    assert press(client, one, "leave").redirect_chain == [(reverse("tracks:index"), 302)]
    assert (PendingImport.objects.count(), Track.objects.count()) == (0, 0)


def test_it_goes_to_the_track_it_was_meant_for_and_warns_of_fewer_cues(client: Client, translator: User) -> None:
    track = published(None, "ett", "två", "tre", "fyra").track
    one = waiting(track.recording, translator, vtt("ett"), "a.vtt", track=track)
    with override("en"):
        assert "4 cues → 1; covers 0 s of 1:00" in client.get(address(one)).content.decode()
    text = press(client, one, "publish").content.decode()
    assert "If it is to be published all the same, say so." in text
    assert [revision.number for revision in track.revisions.all()] == [1]
    press(client, one, "publish", sure=True)
    assert Revision.objects.get(number=2).is_published
    assert [revision.number for revision in track.revisions.all()] == [2, 1]


def test_what_the_public_would_meet_is_said_also_where_nothing_warns(client: Client, translator: User) -> None:
    recording = RecordingFactory(duration_ms=3_000)
    one = waiting(recording, translator, vtt("ett", "två"), "a.vtt")
    with override("en"):
        text = client.get(address(one)).content.decode()
    assert "If it is published: 2 cues; covers 1 s of 3 s." in text
    assert 'name="sure"' not in text
    press(client, one, "publish")
    assert Revision.objects.get().is_published


def test_nobody_else_meets_the_file(
    client_of: ClientOf, recording: Recording, translator: User, archivist: User, researcher: User
) -> None:
    one = waiting(recording, translator)
    other = person("second translator", "Translators")
    for user in (archivist, other):
        for name in ("pending", "pending_state"):
            assert client_of(user).get(address(one, name)).status_code == 404
        assert client_of(user).post(address(one), {"import": ""}).status_code == 404
    assert client_of(researcher).get(address(one)).status_code in {302, 403, 404}
    assert client_of(translator).get(reverse("tracks:pending", args=[uuid4()])).status_code == 404


def test_who_may_not_see_the_recording_any_more_does_not_see_the_file(client: Client, translator: User) -> None:
    restriction = RestrictionFactory()
    one = waiting(restriction.recording, translator)
    assert client.get(address(one)).status_code == 200
    RestrictionFactory(recording=restriction.recording, withdrawn=True)
    assert client.get(address(one)).status_code == 404


def many(count: int) -> bytes:
    cues = (
        f"{at // 3600:02}:{at // 60 % 60:02}:{at % 60:02}.000 --> {at // 3600:02}:{at // 60 % 60:02}:{at % 60:02}.900"
        for at in range(count)
    )
    return ("WEBVTT\n\n" + "\n\n".join(f"{times}\nRad {at}" for at, times in enumerate(cues))).encode()


def test_a_file_of_many_cues_is_taken_in_by_a_job_which_is_watched(client: Client, translator: User) -> None:
    one = waiting(RecordingFactory(), translator, many(pending.MOST_AT_ONCE + 1), "a.vtt")
    page = press(client, one, "publish")
    job = Job.objects.get()
    assert (job.kind, job.target, Revision.objects.count()) == (pending.KIND, one, 0)
    assert address(one, "pending_state") in page.content.decode()
    assert client.get(address(one, "pending_state")).json()["jobs"][0]["id"] == job.pk
    press(client, one, "leave")
    assert PendingImport.objects.count() == 1
    run.run(job.pk)
    job.refresh_from_db()
    revision = Revision.objects.get()
    assert (job.state, revision.cues.count(), revision.is_published) == ("done", pending.MOST_AT_ONCE + 1, True)
    assert client.get(address(one)).headers["Location"] == reverse("tracks:revision", args=[revision.pk])


def test_a_file_in_another_language_is_asked_about_in_words(
    client: Client, recording: Recording, translator: User
) -> None:
    english = b"WEBVTT\n\n00:01.000 --> 00:07.000\nNobody ever asked me what I wanted to do with my life.\n"
    one = waiting(recording, translator, english, "a.vtt")
    asked = "Another language than that of the track (Swedish) was recognised: English. Mark these cues with it?"
    with override("en"):
        assert asked in client.get(address(one)).content.decode()
    press(client, one, "publish", language="yes", sure=True)
    assert Track.objects.get().published_cues().get().payload.startswith("<lang en>Nobody")


def test_two_times_stand_in_their_order_whatever_is_said_between_them() -> None:
    assert Shown.of(Example(3, "00:01.000 --> 00:02.000\nزنان", "")).dir == "ltr"
    assert Shown.of(Example(3, "زنان", "")).dir == "rtl"
