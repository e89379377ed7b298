"""Wagtail's own views about works and names, all that are registered: nobody meets there what is not for her."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from archive.admin import door
from catalogue import policy
from catalogue.admin import permissions
from catalogue.models import Documentary, Person, Work
from tests.catalogue.factories import DocumentaryFactory, PersonFactory, RadioSeriesFactory, mention
from tests.leaks.routes import all_routes

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]

HIDDEN = "Kanariefågeln"
CLOSED: dict[str, dict[str, Any]] = {
    "withdrawn": {"withdrawn": True},
    "draft": {"live": False},
    "embargoed": {"embargo_until": timezone.now() + timedelta(days=1)},
}


def bulk_actions() -> list[tuple[str, str, str]]:
    """Every action on many things at once that anybody registered, on every kind of thing."""
    all_routes()  # Wagtail collects what is registered when it collects its addresses.
    bulk_action_registry._scan_for_bulk_actions()
    return [
        (app, model, action)
        for app, models in bulk_action_registry.actions.items()
        for model, actions in models.items()
        for action in actions
    ]


def in_moderation(work: Documentary, by: User, reviewers: str) -> None:
    """The work waits for the approval of a group, and is locked by whoever sent it there."""
    from django.contrib.auth.models import Group

    task = GroupApprovalTask.objects.create(name="Granskning")
    task.groups.add(Group.objects.get(name=reviewers))
    workflow = Workflow.objects.create(name="Granskning")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    work.save_revision(user=by)
    workflow.start(work, by)
    Work.objects.filter(pk=work.pk).update(locked=True, locked_by=by, locked_at=timezone.now())


@pytest.mark.parametrize("state", CLOSED)
@pytest.mark.parametrize("action", bulk_actions(), ids=":".join)
def test_no_action_on_many_names_or_touches_what_is_not_for_its_user(
    client_of: ClientOf, translator: User, researcher: User, state: str, action: tuple[str, str, str]
) -> None:
    work = DocumentaryFactory(titles={"sv": HIDDEN}, **CLOSED[state])
    person = PersonFactory(names={"sv": HIDDEN}, withdrawn=state == "withdrawn")
    mention(work, person)
    urls = [f"{reverse('wagtail_bulk_action', args=action)}?id={which}" for which in ("all", work.pk)]
    for user, url in product((translator, researcher), urls):
        for method in ("get", "post", "head"):
            response = getattr(client_of(user), method)(url)
            assert response.status_code in {302, 404}
            assert HIDDEN not in response.content.decode()
    assert (Documentary.objects.count(), Person.objects.count()) == (1, 1)


def test_an_archivist_deletes_many_at_once(client_of: ClientOf, archivist: User) -> None:
    works = [DocumentaryFactory(withdrawn=True), DocumentaryFactory()]
    url = reverse("wagtail_bulk_action", args=["catalogue", "documentary", "delete"])
    client_of(archivist).post(f"{url}?{'&'.join(f'id={work.pk}' for work in works)}")
    assert Documentary.objects.count() == 0


def test_the_front_page_and_the_menus_name_no_withdrawn_work_that_waits_for_a_translator(
    client_of: ClientOf, translator: User, archivist: User
) -> None:
    work = DocumentaryFactory(titles={"sv": HIDDEN})
    in_moderation(work, translator, "Translators")
    policy.withdraw(Documentary.objects.get())
    for url in ("/admin/", "/admin/account/", "/admin/reports/workflow/", "/admin/reports/workflow_tasks/"):
        assert HIDDEN not in client_of(translator).get(url).content.decode(), url
    in_moderation(DocumentaryFactory(titles={"sv": HIDDEN}), archivist, "Archivists")
    assert HIDDEN in client_of(archivist).get("/admin/").content.decode()


def test_every_view_of_a_thing_is_not_there_for_a_translator_whatever_she_was_permitted(
    client_of: ClientOf, translator: User, archivist: User
) -> None:
    from django.contrib.auth.models import Permission

    translator.user_permissions.set(Permission.objects.all())
    work = DocumentaryFactory(titles={"sv": HIDDEN})
    in_moderation(work, archivist, "Translators")
    policy.withdraw(Documentary.objects.get())
    state_of_task = work.workflow_states.get().current_task_state
    known = {
        "pk": work.pk,
        "revision_id": work.revisions.get().pk,
        "revision_id_a": work.revisions.get().pk,
        "revision_id_b": work.revisions.get().pk,
        "workflow_state_id": work.workflow_states.get().pk,
        "task_id": state_of_task.task_id,
        "task_state_id": state_of_task.pk,
        "action_name": "approve",
        "mode_name": "",
    }
    tried = 0
    for route in all_routes():
        if not route.name.startswith("wagtailsnippets_catalogue_documentary:") or not route.arguments:
            continue
        url = reverse(route.name, args=[known[name] for name in route.arguments])
        for method in ("get", "post"):
            response = getattr(client_of(translator), method)(url)
            assert (response.status_code, HIDDEN in response.content.decode()) == (404, False), url
        tried += 1
    assert tried > 15


def test_a_filter_offers_a_translator_no_series_that_she_may_not_see(client_of: ClientOf, translator: User) -> None:
    hidden = RadioSeriesFactory(titles={"sv": HIDDEN}, withdrawn=True)
    RadioSeriesFactory(titles={"sv": "Synlig serie"})
    url = reverse("wagtailsnippets_catalogue_radioepisode:list")
    for query in ({}, {"series": hidden.pk}, {"series": "x"}):
        page = client_of(translator).get(url, query).content.decode()
        assert ("Synlig serie" in page, HIDDEN in page) == (True, False)
    asked, nothing = (client_of(translator).get(url, {"series": pk}) for pk in (hidden.pk, 999_999))
    assert asked.context["filters"].errors == nothing.context["filters"].errors


def test_of_the_views_of_works_and_names_only_the_tables_are_open_to_members() -> None:
    ours = {name for name in door.OPEN if name.startswith(("wagtailsnippet", "catalogue"))}
    assert {name.rpartition(":")[2] for name in ours} == {"list", "list_results"}


def test_every_kind_of_thing_is_among_the_actions_that_are_tried() -> None:
    kinds = {f"{app}.{model}" for app, model, _ in bulk_actions()}
    assert kinds >= {f"catalogue.{model._meta.model_name}" for model in permissions.KINDS}


def test_the_front_page_costs_the_same_however_much_waits(
    client_of: ClientOf, translator: User, archivist: User, django_assert_num_queries: Any
) -> None:
    for user in (translator, archivist):
        client = client_of(user)
        client.get("/admin/")
        with CaptureQueriesContext(connection) as few:
            client.get("/admin/")
        for _ in range(3):
            DocumentaryFactory()
            RadioSeriesFactory(withdrawn=True)
        with django_assert_num_queries(len(few)):
            client.get("/admin/")
        assert 0 < len(few) < 40
