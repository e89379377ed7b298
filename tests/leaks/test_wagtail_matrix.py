"""Wagtail's own views are views like any other: bulk actions, workflows, usage, history, reports, choosers, search.

What is asked for is read from Wagtail's registries, so that a new action, model or page is asked for by itself.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask
from wagtail.snippets.models import get_snippet_models

from tests.leaks import verbs
from tests.leaks.answers import ask
from tests.leaks.routes import all_routes
from tests.leaks.standing import Person, World
from tests.leaks.test_admin import CRASHES_ON_PURPOSE

pytestmark = pytest.mark.django_db

ENDS_THE_SESSION = {"wagtailadmin_logout", "logout", CRASHES_ON_PURPOSE}
# What is searched for is no whole word of the specimen's, so that a page which repeats it shows nothing.
SEARCHED = ("", "?q=kanari")


@pytest.fixture
def withdrawn(matrix: World) -> World:
    """Everything of the specimen is withdrawn while somebody is to approve of it and somebody holds it."""
    work = type(matrix.specimen.work).objects.get(pk=matrix.specimen.work.pk)
    archivist = matrix.people["archivist"].user
    task = GroupApprovalTask.objects.create(name="Look at it")
    task.groups.set(Group.objects.filter(name__in=("Translators", "Archivists")))
    workflow = Workflow.objects.create(name="Looking")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    work.save_revision(user=archivist)
    workflow.start(work, archivist)
    type(work).objects.filter(pk=work.pk).update(locked=True, locked_by=archivist)
    for thing in (work, matrix.specimen.document, matrix.specimen.person):
        verbs.withdraw(thing)
    return matrix


def bulk_actions(world: World) -> Iterator[str]:
    """Every registered action on every model, for all there is and for the specimen's own."""
    models: list[Any] = list(get_snippet_models())
    bulk_action_registry.get_bulk_actions_for_model("", "")  # reads the registry
    for app, actions in bulk_action_registry.actions.items():
        for model in actions:
            yield from _bulk(world, app, model)
    for model in models:
        yield from _bulk(world, model._meta.app_label, model._meta.model_name)


def _bulk(world: World, app: str, model: str) -> Iterator[str]:
    one = world.specimen
    own = [thing.pk for thing in (one.work, one.person, one.place, one.document) if thing._meta.model_name == model]
    for action in bulk_action_registry.get_bulk_actions_for_model(app, model):
        address = reverse("wagtail_bulk_action", args=[app, model, action.action_type])
        yield from (f"{address}?id={key}" for key in ("all", *(own or [1])))


def admin_pages(world: World) -> Iterator[str]:
    """Every page of the admin that is about nothing in particular, plain and searched."""
    for route in all_routes():
        if route.is_admin and not route.arguments and route.name and route.name not in ENDS_THE_SESSION:
            yield from (reverse(route.name) + query for query in SEARCHED)


def of_the_specimen(world: World) -> Iterator[str]:
    """Every page of the admin about one thing, for each of the specimen's keys that fits."""
    one = world.specimen
    things = (one.work, one.person, one.place, one.subject, one.organisation)
    for route in all_routes():
        if not route.is_admin or not route.arguments or not route.name:
            continue
        for thing in things:
            space = f"wagtailsnippets_catalogue_{thing._meta.model_name}:"
            if route.name.startswith(space) and len(route.arguments) == 1:
                yield reverse(route.name, args=[thing.pk])


def told(person: Person, addresses: Iterator[str], method: str = "GET") -> tuple[list[str], int]:
    """The addresses at which somebody met a word of the specimen, and how many she asked for."""
    found, count = [], 0
    for address in dict.fromkeys(addresses):
        answer = ask(person.client, address, method)
        text = answer.all.decode(errors="replace").replace(address, "")
        where = text.find("kanarie")
        if where >= 0:
            found.append(f"{person.name} {method} {address}: {answer.status} …{text[max(0, where - 60) : where + 60]}…")
        assert answer.status < 500, f"{person.name} {method} {address}: {answer.status}"
        count += 1
    return found, count


OUTSIDE = pytest.mark.parametrize("who", ["stranger", "researcher", "translator"])


@OUTSIDE
def test_no_bulk_action_shows_what_is_withdrawn(who: str, withdrawn: World) -> None:
    found, count = told(withdrawn.people[who], bulk_actions(withdrawn))
    assert (found, count > 8) == ([], True), "\n".join(found)


@OUTSIDE
def test_no_page_of_the_admin_shows_what_is_withdrawn(who: str, withdrawn: World) -> None:
    found, count = told(withdrawn.people[who], admin_pages(withdrawn))
    assert (found, count > 50) == ([], True), "\n".join(found)


@OUTSIDE
def test_no_page_about_a_withdrawn_thing_opens(who: str, withdrawn: World) -> None:
    for method in ("GET", "POST"):
        found, count = told(withdrawn.people[who], of_the_specimen(withdrawn), method)
        assert (found, count > 20) == ([], True), "\n".join(found)


def test_an_archivist_meets_it_in_each_of_these_ways(withdrawn: World) -> None:
    archivist = withdrawn.people["archivist"]
    for addresses in (bulk_actions, admin_pages, of_the_specimen):
        found, count = told(archivist, addresses(withdrawn))
        assert found, f"{addresses.__name__} of {count} addresses"
