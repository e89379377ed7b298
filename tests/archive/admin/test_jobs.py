from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from archive import events
from archive.models import Event, Job
from tests.archive.factories import JobFactory, RecordingFactory

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
        for name in ("jobs:index", "jobs:index_results", "events:index", "events:index_results")
    ]
    assert (found, client.get(reverse("jobs:state"), {"id": job.pk}).json()) == ([404] * 4, {"jobs": []})
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
