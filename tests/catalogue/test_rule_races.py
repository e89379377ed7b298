"""A form is saved in the very moment in which somebody else withdraws: the withdrawal is never lost."""

import random
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.urls import reverse

from archive import events
from catalogue import policy as catalogue_policy
from subtitles.models import Track
from tests.archive.factories import RecordingFactory
from tests.catalogue.admin.test_admin import rows
from tests.catalogue.admin.test_rule_pages import at, row, verbs
from tests.catalogue.factories import (
    DocumentaryFactory,
    PersonFactory,
)
from tests.protected import FACTORIES

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 12
OF_WORKS = ("texts", "notes", "recordings_links", "documents_links", "mentions", "broadcasts")
CHILDREN = (*OF_WORKS, "awards", "editions")


def form_of(thing: Any, number: int) -> dict[str, Any]:
    """What the browser sends when the thing's own form is saved, and published where it can be."""
    if thing._meta.app_label == "archive":
        return {"title": f"Band {number}", "language": "sv"}
    words = "titles" if hasattr(thing, "titles") else "names"
    kind = "main" if words == "titles" else "preferred"
    line = {"language": "sv", "text": f"Ord {number}", "kind": kind, "id": getattr(thing, words).get().pk, "ORDER": 1}
    empty = {name: value for relation in CHILDREN for name, value in rows(relation).items()}
    own = {"series": thing.series_id} if hasattr(thing, "series_id") else {}
    data = {**empty, **rows(words, line), **own, "slug": thing.slug, "action-publish": "action-publish"}
    data[f"{words}-INITIAL_FORMS"] = 1
    return data


def save_form(client: Client, thing: Any, number: int) -> None:
    if isinstance(thing, Track):  # nothing in the admin saves the row of a track but what a translator's tools do
        track = Track.objects.get(pk=thing.pk)
        time.sleep(0.002)
        track.label = f"Spår {number}"
        track.save()
        return
    name = "page" if thing._meta.app_label == "archive" else "edit"
    assert client.post(at(thing, name), form_of(thing, number)).status_code == 302


def at_once(*doings: Callable[[], Any]) -> None:
    """Do these at the same time, each with a connection of its own; raises what the first of them raised."""
    failures: list[BaseException] = []
    start = threading.Barrier(len(doings))

    def run(doing: Callable[[], Any]) -> None:
        try:
            start.wait(10)
            doing()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[doing]) for doing in doings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []


@pytest.mark.parametrize("factory", FACTORIES)
def test_a_form_that_is_saved_meanwhile_takes_no_withdrawal_back(
    factory: Any, archivist: User, client_of: Callable[[User | None], Client]
) -> None:
    thing, client = factory(audience="public"), client_of(archivist)
    began = time.monotonic()
    save_form(client, thing, 0)
    lasts = time.monotonic() - began
    for number in range(1, ROUNDS + 1):

        def withdraw(wait: float = random.uniform(0, lasts)) -> None:
            time.sleep(wait)
            verbs(thing).withdraw(type(thing).objects.get(pk=thing.pk))

        at_once(partial(save_form, client, thing, number), withdraw)
        assert row(thing).endswith("|withdrawn"), f"lost in round {number}"
        verbs(thing).lift(type(thing).objects.get(pk=thing.pk))


@pytest.mark.parametrize("factory", [RecordingFactory, DocumentaryFactory, PersonFactory])
def test_a_rule_form_that_is_confirmed_meanwhile_takes_no_withdrawal_back(
    factory: Any, archivist: User, client_of: Callable[[User | None], Client]
) -> None:
    thing, client = factory(audience="public"), client_of(archivist)
    for _ in range(ROUNDS):
        rule = {"audience": "public", "seen": row(thing), "confirmed": "1"}
        at_once(partial(client.post, at(thing, "access"), rule), partial(verbs(thing).withdraw, thing))
        assert row(thing).endswith("|withdrawn")
        verbs(thing).lift(type(thing).objects.get(pk=thing.pk))


def test_what_is_taken_out_of_a_work_after_it_was_withdrawn_is_withdrawn_however_close_the_two_are(
    archivist: User, client_of: Callable[[User | None], Client]
) -> None:
    client = client_of(archivist)
    for _ in range(ROUNDS):
        recording = RecordingFactory()
        work = DocumentaryFactory(recordings=[recording])
        address = reverse("catalogue_admin:detach", args=["recording", work.recordings_links.get().pk])
        at_once(partial(client.post, address), partial(catalogue_policy.withdraw, work))
        withdrawn, left = events.about(work).get(), events.about(recording).get(code="work.detached")
        assert row(recording) == ("public||withdrawn" if withdrawn.pk < left.pk else "public||")
