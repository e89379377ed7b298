"""Wagtail's own workflow, which nobody here stands behind."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db.models.signals import post_migrate
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from catalogue.editorial import moderation
from catalogue.models import HomePage
from tests.conftest import person

pytestmark = pytest.mark.django_db


def wagtails_own() -> Workflow:
    """What Wagtail's migrations leave behind, as in an archive that was installed long ago."""
    groups = [Group.objects.get_or_create(name=name)[0] for name in moderation.GROUPS]
    task = GroupApprovalTask.objects.create(name=moderation.WORKFLOW)
    task.groups.set(groups[1:])
    workflow = Workflow.objects.create(name=moderation.WORKFLOW)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=Page.get_first_root_node())
    return workflow


@pytest.fixture
def home() -> HomePage:
    page: HomePage = Page.get_first_root_node().add_child(instance=HomePage(title="Välkommen", slug="hem"))
    page.save_revision().publish()
    return page


def migrated() -> None:
    config = apps.get_app_config("catalogue")
    post_migrate.send(sender=config, app_config=config, verbosity=0, interactive=False, using="default", plan=[])


def test_a_new_archive_has_no_workflow_and_only_groups_of_its_own() -> None:
    names = set(Group.objects.values_list("name", flat=True))
    assert (Workflow.objects.filter(active=True).count(), names & set(moderation.GROUPS)) == (0, set())
    assert not Page.get_first_root_node().has_workflow


def test_no_page_offers_to_be_submitted_to_nobody(home: HomePage, client: Client, archivist: User) -> None:
    client.force_login(archivist)
    url = reverse("wagtailadmin_pages:edit", args=[home.pk])
    wagtails_own()
    assert "action-submit" in client.get(url).content.decode()
    migrated()
    assert "action-submit" not in client.get(url).content.decode()


def test_a_page_that_was_locked_by_it_is_free_again(home: HomePage, archivist: User) -> None:
    wagtails_own().start(home, archivist)
    lock: Any = home.get_lock()
    assert lock.for_user(archivist)
    migrated()
    assert HomePage.objects.get().get_lock() is None


def test_it_stays_where_somebody_stands_behind_it() -> None:
    workflow = wagtails_own()
    person("moderator", "Moderators")
    migrated()
    workflow.refresh_from_db()
    assert (workflow.active, Group.objects.filter(name="Moderators").exists()) == (True, True)


def test_a_workflow_of_ones_own_stays_even_while_its_group_is_empty() -> None:
    wagtails_own()
    ours = Workflow.objects.create(name="Två par ögon")
    migrated()
    ours.refresh_from_db()
    assert ours.active


def test_groups_that_somebody_made_later_are_left_alone_by_the_next_migration() -> None:
    migrated()
    Group.objects.create(name="Editors")
    migrated()
    assert Group.objects.filter(name="Editors").exists()
