import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.users.models import UserProfile

from archive import events, moment
from archive.jobs import plan
from archive.models import Event, Job, Recording
from catalogue.models import Work
from tests.archive.conftest import Register
from tests.archive.factories import DocumentFactory, JobFactory, OriginalFactory, RecordingFactory
from tests.catalogue.factories import DocumentaryFactory
from tests.subtitles.factories import published

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]


def test_the_state_of_jobs_is_told_as_json(client_of: ClientOf, archivist: User) -> None:
    running = JobFactory(state="running", progress=420, step="Encoding")
    failed = JobFactory(state="failed", reason_code="The sound could not be decoded.")
    response = client_of(archivist).get(reverse("jobs:state"), {"id": [running.pk, failed.pk, "x"]})
    assert response.json() == {
        "jobs": [
            {
                "id": running.pk,
                "state": "running",
                "state_label": running.get_state_display(),
                "progress": 420,
                "step": "Encoding",
                "reason": "",
                "open": True,
            },
            {
                "id": failed.pk,
                "state": "failed",
                "state_label": failed.get_state_display(),
                "progress": 0,
                "step": "",
                "reason": "The sound could not be decoded.",
                "open": False,
            },
        ]
    }


def test_a_job_is_called_off_and_run_again_by_its_buttons(client_of: ClientOf, archivist: User) -> None:
    job = JobFactory()
    client = client_of(archivist)
    back = reverse("recordings:index")
    response = client.post(reverse("jobs:cancel", args=[job.pk]), {"next": back})
    job.refresh_from_db()
    assert (response["Location"], job.state) == (back, "cancelled")
    client.post(reverse("jobs:again", args=[job.pk]), {"next": "https://elsewhere.example/"})
    again = Job.objects.first()
    assert again and (again.state, again.target, again.created_by) == ("waiting", job.target, archivist)


def test_the_way_back_never_leads_elsewhere(client_of: ClientOf, archivist: User) -> None:
    address = reverse("jobs:cancel", args=[JobFactory().pk])
    response = client_of(archivist).post(address, {"next": "https://elsewhere.example/"})
    assert response["Location"] == reverse("jobs:index")


def test_a_link_cannot_call_off_a_job(client_of: ClientOf, archivist: User) -> None:
    job = JobFactory()
    assert client_of(archivist).get(reverse("jobs:cancel", args=[job.pk])).status_code == 405


def test_translators_learn_nothing_of_jobs_and_events(client_of: ClientOf, translator: User) -> None:
    job = JobFactory()
    client = client_of(translator)
    found = [
        client.get(reverse(name)).status_code
        for name in ("jobs:index", "jobs:index_results", "jobs:state", "events:index", "events:index_results")
    ]
    assert found == [404] * 5
    client.post(reverse("jobs:cancel", args=[job.pk]))
    client.post(reverse("jobs:again", args=[job.pk]))
    job.refresh_from_db()
    assert (job.state, Job.objects.count()) == ("waiting", 1)


def test_the_list_of_jobs_is_filtered_by_state(client_of: ClientOf, archivist: User) -> None:
    failed = JobFactory(state="failed")
    JobFactory(state="done")
    page = client_of(archivist).get(reverse("jobs:index"), {"state": "failed"})
    assert list(page.context["object_list"]) == [failed]


def test_the_events_are_reported_and_found_by_subject(client_of: ClientOf, archivist: User) -> None:
    recording = RecordingFactory()
    event = events.record(Event.Kind.POLICY, recording, "rule", agent=archivist, audience="staff")
    events.record(Event.Kind.INGESTION, None, "refused.empty", Event.Outcome.FAIL, name=f"recording:{recording.pk}")
    page = client_of(archivist).get(reverse("events:index"), {"subject_type": "recording", "subject_id": recording.pk})
    assert list(page.context["object_list"]) == [event]


@pytest.mark.parametrize(
    ("who", "shown"),
    [("archivist", {"recordings", "documents", "jobs"}), ("translator", {"recordings", "documents"})],
)
def test_the_menu_shows_the_rooms_one_may_enter(
    who: str, shown: set[str], client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    page = client_of(request.getfixturevalue(who)).get(reverse("recordings:index")).content.decode()
    rooms = {name for name in ("recordings", "documents", "jobs") if f'"url": "{reverse(f"{name}:index")}"' in page}
    assert rooms == shown


def targets() -> list[tuple[Any, str, str]]:
    """Things that a job may be about, what the page says of each, and the page it links."""
    recording, document = RecordingFactory(title="Bandet"), DocumentFactory(title="Boken")
    original = OriginalFactory(recording=recording, file_name="band.mp3")
    paper = OriginalFactory(recording=None, document=document, file_name="bok.pdf")
    film = DocumentaryFactory(titles={"en": "Filmen"})
    track = published(recording, "Hej", language="sv").track
    return [
        (original, "band.mp3", reverse("recordings:page", args=[recording.pk])),
        (paper, "bok.pdf", reverse("documents:page", args=[document.pk])),
        (recording, "Recording: Bandet", reverse("recordings:page", args=[recording.pk])),
        (document, "Document: Boken", reverse("documents:page", args=[document.pk])),
        (film, "Documentary: Filmen", reverse("wagtailsnippets_catalogue_documentary:edit", args=[film.pk])),
        (Work.objects.get(), "Work: Filmen", reverse("wagtailsnippets_catalogue_documentary:edit", args=[film.pk])),
        (track, "Track: Bandet: Svenska", reverse("tracks:page", args=[track.pk])),
        (User.objects.create_user("somebody"), "User: somebody", ""),
    ]


def cells(client: Client, **asked: str) -> list[tuple[str, str]]:
    """Of each job on the page, newest first: what it is about, and where that leads."""
    with translation.override("en"):
        page = client.get(reverse("jobs:index"), asked)
    assert page.status_code == 200
    found = re.findall(r'<div class="title-wrapper">(.*?)</div>', page.content.decode())
    links = [re.search(r'href="([^"]+)"', cell) for cell in found]
    texts = [unescape(re.sub(r"<[^>]+>", "", cell)) for cell in found]
    return [(text, link[1] if link else "") for text, link in zip(texts, links, strict=True)]


@pytest.fixture
def english(archivist: User) -> User:
    UserProfile.objects.create(user=archivist, preferred_language="en")
    return archivist


def test_the_list_says_of_any_job_what_it_is_about(client_of: ClientOf, english: User) -> None:
    things = targets()
    for target, _, _ in things:
        JobFactory(kind="unheard-of", target=target)
    Job.objects.create(kind="tidy")
    expected = [(text, url) for _, text, url in things] + [("The archive as a whole", "")]
    assert list(reversed(cells(client_of(english)))) == expected


def test_the_list_says_of_a_job_whose_thing_is_gone_that_it_is_gone(client_of: ClientOf, english: User) -> None:
    recording = RecordingFactory()
    JobFactory(kind="examine", target=recording)
    JobFactory(kind="examine", target=RecordingFactory(title="Still there"))
    lost = ContentType.objects.create(app_label="removed", model="room")
    Job.objects.create(kind="tidy", target_type=lost, target_id=5)
    key = recording.pk
    recording.delete()
    assert cells(client_of(english)) == [
        ("No longer in the archive: room 5", ""),
        ("Recording: Still there", reverse("recordings:page", args=[Recording.objects.get().pk])),
        (f"No longer in the archive: recording {key}", ""),
    ]


def test_jobs_about_anything_are_told_called_off_and_run_again(
    client_of: ClientOf, archivist: User, handle: Register
) -> None:
    client = client_of(archivist)
    handle("tidy", targets=())
    for target in (*(target for target, _, _ in targets()), None):
        if target is not None:
            handle("anything", targets=(target._meta.label,))
        job = plan.plan("anything" if target else "tidy", target)
        [told] = client.get(reverse("jobs:state"), {"id": job.pk}).json()["jobs"]
        assert (told["state"], told["open"]) == ("waiting", True)
        client.post(reverse("jobs:cancel", args=[job.pk]))
        client.post(reverse("jobs:again", args=[job.pk]))
        again = Job.objects.first()
        job.refresh_from_db()
        assert again and (job.state, again.pk > job.pk, again.target) == ("cancelled", True, target)


def test_a_job_whose_thing_is_gone_says_so_when_it_is_asked_for_again(client_of: ClientOf, english: User) -> None:
    recording = RecordingFactory()
    job = JobFactory(kind="examine", target=recording)
    recording.delete()
    client = client_of(english)
    page = client.post(reverse("jobs:again", args=[job.pk]), follow=True).content.decode()
    assert ("no longer in the archive" in page, Job.objects.count()) == (True, 1)


def test_a_job_of_a_kind_whose_room_is_gone_says_so_when_it_is_asked_for_again(
    client_of: ClientOf, english: User
) -> None:
    job = JobFactory(kind="removed", state="failed")
    page = client_of(english).post(reverse("jobs:again", args=[job.pk]), follow=True).content.decode()
    assert ("does not know this kind of task (removed)" in page, Job.objects.count()) == (True, 1)


def row(client: Client, job: Job) -> list[str]:
    """What the list says of a job, cell by cell, without the job's buttons."""
    page = client.get(reverse("jobs:index"), {"number": job.pk}).content.decode()
    body = re.search(r"<tbody>(.*?)</tbody>", page, re.DOTALL)
    assert body
    cells = re.findall(r"<td[^>]*>(.*?)</td>", re.sub(r"<form.*?</form>", "", body[1], flags=re.DOTALL), re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split()) for cell in cells]


def test_the_list_says_of_every_job_all_that_there_is_to_know(client_of: ClientOf, english: User) -> None:
    parent = Job.objects.create(kind="verify_originals", state="done", progress=1000)
    due = timezone.now().replace(second=0) + timedelta(minutes=5)
    about = {"target": RecordingFactory(title="Bandet"), "kind": "verify_files", "parent": parent}
    job = JobFactory(**about, priority=-10, attempts=2, not_before=due, reason_code="fixity.unreadable")
    client = client_of(english)
    with translation.override("en"):
        said = moment.brief(due)
    number, thing, task, state, attempts, priority, part_of, _planned, due_at = row(client, job)
    assert (number, thing, task) == (str(job.pk), "Recording: Bandet", "Verifying files")
    assert state == "Waiting The file could not be read."
    assert (attempts, priority, part_of, due_at) == ("2", "\u200e-10", f"Job {parent.pk}", said)
    assert row(client, parent)[1:4] == ["The archive as a whole", "Planning which files are verified", "Done"]


def test_the_list_is_filtered_by_kind_those_of_gone_rooms_too_and_by_parent(client_of: ClientOf, english: User) -> None:
    first, gone = JobFactory(), JobFactory(kind="removed")
    part = JobFactory(kind="clean_document", parent=first)
    client = client_of(english)

    def found(**asked: str | int) -> list[Job]:
        return list(client.get(reverse("jobs:index"), asked).context["object_list"])

    assert found(kind="transcode") == [first]
    assert found(kind="removed") == [gone]
    assert found(parent=first.pk) == [part]
    assert found(kind="transcode", state="done") == []
    page = client.get(reverse("jobs:index")).content.decode()
    assert all(name in page for name in ("Transcoding", "Clean copy for the public", "removed"))


def test_the_list_costs_the_same_for_one_original_and_for_many(
    client_of: ClientOf, archivist: User, django_assert_max_num_queries: Any
) -> None:
    client = client_of(archivist)
    JobFactory()
    client.get(reverse("jobs:index"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("jobs:index"))
    for _ in range(10):
        JobFactory()
    with django_assert_max_num_queries(len(one)):
        client.get(reverse("jobs:index"))
