"""Locks that a person put on, and those that nobody did: what they hold back and what they never do."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowTask

from catalogue import policy
from catalogue.models import Documentary, HomePage, StandardPage, Work
from tests.catalogue.factories import DocumentaryFactory
from tests.conftest import person

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]


@pytest.fixture
def colleague(db: None) -> User:
    return person("colleague", "Archivists")


@pytest.fixture
def page() -> StandardPage:
    home = Page.get_first_root_node().add_child(instance=HomePage(title="Hem", slug="hem"))
    about: StandardPage = home.add_child(instance=StandardPage(title="Om oss", slug="om"))
    about.save_revision().publish()
    about.refresh_from_db()
    return about


def lock(thing: Any, by: User) -> None:
    model: Any = Page if isinstance(thing, Page) else Work
    model._default_manager.filter(pk=thing.pk).update(locked=True, locked_by=by, locked_at=timezone.now())


def into_workflow(thing: Any, by: User) -> None:
    """Awaits the approval of a group that is empty."""
    task = GroupApprovalTask.objects.create(name="Ingen")
    task.groups.add(Group.objects.create(name="Ingen"))
    workflow = Workflow.objects.create(name="Ingen")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    thing.save_revision(user=by)
    workflow.start(thing, by)


def at(work: Work, name: str) -> str:
    return reverse(f"wagtailsnippets_catalogue_documentary:{name}", args=[work.pk])


def many(app: str, model: str, action: str, *things: Any) -> str:
    return f"{reverse('wagtail_bulk_action', args=[app, model, action])}?" + "&".join(
        f"id={each.pk}" for each in things
    )


def said(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


# --- A lock that somebody put on by hand ----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["unpublish", "delete"])
def test_a_locked_work_is_neither_unpublished_nor_deleted_by_another_and_it_says_who_locked_it(
    client_of: ClientOf, archivist: User, colleague: User, name: str
) -> None:
    work = DocumentaryFactory(titles={"sv": "Frihet"})
    lock(work, colleague)
    response = client_of(archivist).post(at(work, name), follow=True)
    assert (response.request["PATH_INFO"], Documentary.objects.get().live) == (at(work, "edit"), True)
    assert "Frihet" in said(response) and "colleague" in said(response)


def test_many_works_are_not_deleted_when_one_of_them_is_locked(
    client_of: ClientOf, archivist: User, colleague: User
) -> None:
    works = [DocumentaryFactory(), DocumentaryFactory()]
    lock(works[1], colleague)
    client_of(archivist).post(many("catalogue", "documentary", "delete", *works))
    assert Documentary.objects.count() == 2


def test_a_locked_work_is_not_edited_by_another(client_of: ClientOf, archivist: User, colleague: User) -> None:
    work = DocumentaryFactory(titles={"sv": "Frihet"})
    lock(work, colleague)
    client_of(archivist).post(at(work, "edit"), {"year": 1998, "action-publish": "1"})
    assert (Documentary.objects.get().year, Documentary.objects.get().revisions.count()) == (None, 0)


@pytest.mark.parametrize("name", ["unpublish", "delete"])
def test_whoever_locked_a_work_still_takes_it_down(client_of: ClientOf, archivist: User, name: str) -> None:
    work = DocumentaryFactory()
    lock(work, archivist)
    client_of(archivist).post(at(work, name))
    assert not Documentary.objects.filter(live=True).exists()


def test_a_lock_is_opened_by_any_archivist_and_then_nothing_holds(
    client_of: ClientOf, archivist: User, colleague: User
) -> None:
    work = DocumentaryFactory()
    lock(work, colleague)
    client_of(archivist).post(at(work, "unlock"))
    client_of(archivist).post(at(work, "unpublish"))
    assert not Documentary.objects.get().live


def test_withdrawing_passes_every_lock(client_of: ClientOf, archivist: User, colleague: User, client: Client) -> None:
    work = DocumentaryFactory()
    into_workflow(work, colleague)
    lock(work, colleague)
    policy.withdraw(Documentary.objects.get(), by=archivist)
    assert client.get(work.get_absolute_url()).status_code == 404
    assert client_of(archivist).get(at(work, "access")).status_code == 200


@pytest.mark.parametrize("name", ["unpublish", "delete"])
def test_a_locked_page_is_neither_unpublished_nor_deleted_by_another(
    client_of: ClientOf, archivist: User, colleague: User, page: StandardPage, name: str
) -> None:
    lock(page, colleague)
    response = client_of(archivist).post(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]), follow=True)
    assert StandardPage.objects.get().live
    assert "colleague" in said(response)


@pytest.mark.parametrize("name", ["unpublish", "delete"])
def test_nor_are_the_pages_above_it_together_with_it(
    client_of: ClientOf, colleague: User, page: StandardPage, name: str
) -> None:
    lock(page, colleague)
    url = reverse(f"wagtailadmin_pages:{name}", args=[page.get_parent().pk])
    client_of(User.objects.create_superuser("all-powerful")).post(url, {"include_descendants": "on"})
    assert StandardPage.objects.get().live


@pytest.mark.parametrize("action", ["unpublish", "delete", "publish", "move"])
def test_nor_by_an_action_on_many(
    client_of: ClientOf, archivist: User, colleague: User, page: StandardPage, action: str
) -> None:
    page.title = "Nyare utkast"
    page.save_revision()
    lock(page, colleague)
    elsewhere = page.get_parent().add_child(instance=StandardPage(title="Annat", slug="annat"))
    data = {"chooser": elsewhere.pk}
    client_of(archivist).post(many("wagtailcore", "page", action, page), data)
    now = StandardPage.objects.get(slug="om")
    assert (now.live, now.title, now.get_parent().slug) == (True, "Om oss", "hem")


# --- A lock that nobody put on --------------------------------------------------------------------------------


def test_a_workflow_that_nobody_ends_does_not_keep_a_work_up(
    client_of: ClientOf, archivist: User, colleague: User
) -> None:
    work = DocumentaryFactory()
    into_workflow(work, colleague)
    page = client_of(archivist).get(at(work, "edit")).content.decode()
    assert at(work, "unpublish") in page
    client_of(archivist).post(at(work, "unpublish"))
    assert not Documentary.objects.get().live


def test_a_workflow_that_nobody_ends_does_not_keep_a_page_up(
    client_of: ClientOf, archivist: User, colleague: User, page: StandardPage
) -> None:
    into_workflow(page, colleague)
    url = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    assert url in client_of(archivist).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    client_of(archivist).post(url)
    assert not StandardPage.objects.get().live


def test_a_workflow_does_not_keep_many_pages_up(
    client_of: ClientOf, archivist: User, colleague: User, page: StandardPage
) -> None:
    into_workflow(page, colleague)
    client_of(archivist).post(many("wagtailcore", "page", "unpublish", page))
    assert not StandardPage.objects.get().live


def test_a_newer_version_that_is_to_come_does_not_keep_a_page_up(
    client_of: ClientOf, archivist: User, page: StandardPage
) -> None:
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    assert StandardPage.objects.get().live and StandardPage.objects.get().get_lock() is not None
    client_of(archivist).post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    assert not StandardPage.objects.get().live


def test_whoever_may_not_publish_does_not_unpublish(client_of: ClientOf, translator: User, page: StandardPage) -> None:
    assert not page.permissions_for_user(translator).can_unpublish()
    client_of(translator).post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    assert StandardPage.objects.get().live
