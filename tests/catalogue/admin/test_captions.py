"""The pages about captions before publication, and what every page says that would have opened what has none."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupApprovalTask, TaskState, Workflow, WorkflowTask

from archive import policy as of_recordings
from archive.admin.addresses import page_url
from archive.models import Recording
from catalogue import captions, linking, policy
from catalogue.models import CaptionRequirement, Documentary
from tests.archive.factories import RecordingFactory
from tests.catalogue.admin.test_admin import FRIHET, at, described
from tests.catalogue.admin.test_parts import row
from tests.catalogue.factories import DocumentaryFactory, RadioEpisodeFactory, RadioSeriesFactory
from tests.subtitles.factories import published

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]


@pytest.fixture
def desk(client_of: ClientOf, archivist: User) -> Client:
    return client_of(archivist)


@pytest.fixture
def film() -> Documentary:
    """A film for staff in which Persian is spoken, where captions are asked for."""
    CaptionRequirement.objects.create()
    recording = RecordingFactory(language="fa", title="Filmens band")
    film: Documentary = DocumentaryFactory(recordings=[recording], audience="staff", slug="filmen")
    return film


def recording_of(film: Documentary) -> Recording:
    return film.recordings_links.get().recording


def refused(answer: Any) -> bool:
    """Whether the page says what is missing, in Swedish."""
    text = answer.content.decode()
    return "Filmens band" in text and "Persiska" in text and "undertexter saknas" in text


def test_the_rule_is_not_set_and_what_was_chosen_stands(desk: Client, film: Documentary) -> None:
    seen = of_recordings.fingerprint(film)
    answer = desk.post(at("documentary", "access", film.pk), {"audience": "public", "confirmed": "1", "seen": seen})
    assert (answer.status_code, refused(answer), answer.context["form"]["audience"].value()) == (200, True, "public")
    assert Documentary.objects.get().audience == "staff"


def test_a_withdrawal_is_not_lifted(desk: Client, film: Documentary) -> None:
    policy.withdraw(film)
    policy.set_access(film, "public")
    page = desk.get(at("documentary", "lift", film.pk))
    answer = desk.post(
        at("documentary", "lift", film.pk), {"because": "Nu.", "seen": page.context["form"]["seen"].value()}
    )
    assert (refused(answer), Documentary.objects.get().withdrawn) == (True, True)


def test_publishing_keeps_what_was_written_as_a_draft(desk: Client) -> None:
    CaptionRequirement.objects.create()
    film = DocumentaryFactory()
    recording = RecordingFactory(language="fa", title="Filmens band")
    data = described(titles=[FRIHET], year="1999", slug=film.slug)
    data |= {f"recordings_links-0-{name}": value for name, value in row(recording, 1).items()}
    data |= {"recordings_links-TOTAL_FORMS": 1, "action-publish": "1"}
    answer = desk.post(at("documentary", "edit", film.pk), data, follow=True)
    assert (answer.redirect_chain[0][0], refused(answer)) == (at("documentary", "edit", film.pk), True)
    film.refresh_from_db()
    draft = film.get_latest_revision_as_object()
    assert (film.year, draft.year, film.recordings_links.count(), draft.recordings_links.count()) == (None, 1999, 0, 1)


def test_a_recording_is_not_tied_to_what_is_public(desk: Client, film: Documentary) -> None:
    recording = recording_of(film)
    other = DocumentaryFactory()
    linking.detach(film.recordings_links.get())
    url = reverse("catalogue_admin:attach", args=["recording", recording.pk])
    answer = desk.post(url, {"work": other.pk}, follow=True)
    assert (answer.redirect_chain[0][0], refused(answer)) == (page_url(recording), True)
    assert not recording.work_links.exists()


def test_a_workflow_that_ends_in_publishing_goes_on_waiting(desk: Client, film: Documentary, archivist: User) -> None:
    film.unpublish()
    policy.set_access(film, "public")
    task = GroupApprovalTask.objects.create(name="Läsning")
    task.groups.add(Group.objects.get(name="Archivists"))
    workflow = Workflow.objects.create(name="Läsning")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    film.refresh_from_db()
    film.save_revision()
    workflow.start(film, archivist)
    state = TaskState.objects.get()
    url = reverse("wagtailsnippets_catalogue_documentary:workflow_action", args=[film.pk, "approve", state.pk])
    edit = at("documentary", "edit", film.pk)
    answer = desk.post(url, {"comment": ""}, HTTP_REFERER=f"http://testserver{edit}", follow=True)
    assert (answer.redirect_chain[0][0], refused(answer)) == (f"http://testserver{edit}", True)
    elsewhere = desk.post(url, {"comment": ""}, HTTP_REFERER="https://example.org/admin/")
    assert elsewhere["Location"] == reverse("wagtailadmin_home")
    in_a_dialog = desk.post(url, {"comment": ""}, HTTP_X_REQUESTED_WITH="XMLHttpRequest")
    assert in_a_dialog.json()["step"] == "success"
    state.refresh_from_db()
    assert (state.status, Documentary.objects.get().live) == ("in_progress", False)


def test_the_page_about_a_recording_says_what_it_needs(desk: Client, film: Documentary) -> None:
    page = desk.get(page_url(recording_of(film))).content.decode()
    assert reverse("captions:recording", args=[recording_of(film).pk]) in page
    published(recording_of(film), "آزادی", language="fa")
    page = desk.get(page_url(recording_of(film))).content.decode()
    assert reverse("captions:recording", args=[recording_of(film).pk]) not in page


def test_a_reason_lets_it_out(desk: Client, film: Documentary) -> None:
    recording = recording_of(film)
    url = reverse("captions:recording", args=[recording.pk])
    assert "Persiska" in desk.get(url).content.decode()
    assert desk.post(url, {"because": " "}).context["form"].errors
    desk.post(url, {"because": "Stumfilm <b>"})
    assert "Stumfilm &lt;b&gt;" in desk.get(url).content.decode()
    policy.set_access(film, "public")
    desk.post(reverse("captions:ask", args=[recording.pk]))
    page = desk.get(reverse("captions:index")).content.decode()
    assert ("Filmens band" in page, "Persiska" in page) == (True, True)


def test_captions_are_asked_for_of_all_of_a_kind_and_of_a_series(desk: Client) -> None:
    programme = RadioEpisodeFactory()
    for scope, languages in (
        ("all", []),
        ("kind:documentary", ["sv", "en"]),
        (f"series:{programme.series_id}", ["sv"]),
    ):
        answer = desk.post(reverse("captions:add"), {"scope": scope, "spoken": "on", "languages": languages})
        assert answer.status_code == 302, answer.context["form"].errors
    said = {(row.kind, row.series_id, *row.languages) for row in CaptionRequirement.objects.all()}
    assert said == {("", None), ("documentary", None, "sv", "en"), ("", programme.series_id, "sv")}
    again = desk.post(reverse("captions:add"), {"scope": "all", "spoken": "on"})
    assert (again.status_code, CaptionRequirement.objects.count()) == (200, 3)
    film = CaptionRequirement.objects.get(kind="documentary")
    assert desk.get(reverse("captions:edit", args=[film.pk])).context["form"]["scope"].value() == "kind:documentary"
    desk.post(reverse("captions:edit", args=[film.pk]), {"scope": "kind:documentary", "languages": ["fa"]})
    film.refresh_from_db()
    assert (film.spoken, film.languages) == (False, ["fa"])
    desk.post(reverse("captions:delete", args=[film.pk]))
    assert CaptionRequirement.objects.count() == 2


@pytest.mark.parametrize("scope", ["series:999999", "series:x", "kind:nothing", ""])
def test_what_there_is_not_is_not_asked(scope: str, desk: Client) -> None:
    RadioSeriesFactory()
    answer = desk.post(reverse("captions:add"), {"scope": scope, "spoken": "on"})
    assert (answer.status_code, CaptionRequirement.objects.count()) == (200, 0)


def test_only_archivists_ask_and_excuse(client_of: ClientOf, translator: User, film: Documentary) -> None:
    client, recording = client_of(translator), recording_of(film)
    requirement = CaptionRequirement.objects.get()
    addresses = ["captions:index", "captions:add"]
    assert [client.get(reverse(name)).status_code for name in addresses] == [404, 404]
    for name, key in (("edit", requirement.pk), ("delete", requirement.pk), ("recording", recording.pk)):
        client.post(reverse(f"captions:{name}", args=[key]), {"because": "x"})
    captions.exempt(recording, "Stum")
    client.post(reverse("captions:ask", args=[recording.pk]))
    assert (CaptionRequirement.objects.count(), captions.lack_of(recording)) == (1, None)
