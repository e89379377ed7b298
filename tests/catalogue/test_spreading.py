"""A series of many programmes is closed in one breath and opened one programme after the other."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive import events
from archive.access import STRANGER
from archive.jobs import reporting, run
from archive.models import Event, Job, Recording
from archive.policy import fingerprint
from catalogue import policy, spreading
from catalogue.models import Work
from tests.catalogue.test_effects import series_of

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]


def seen() -> tuple[int, int]:
    """How many programmes and recordings a stranger may see."""
    works = Work.objects.filter(kind="radio_episode").visible_to(STRANGER)
    return works.count(), Recording.objects.visible_to(STRANGER).count()


def post(client: Client, series: Any, page: str = "access", **data: Any) -> Any:
    return client.post(reverse(f"wagtailsnippets_catalogue_radioseries:{page}", args=[series.pk]), data)


def opened(client: Client, count: int = 3) -> tuple[Any, Job]:
    """A series whose opening an archivist has confirmed, and the job that is to do it."""
    series = series_of(count)
    post(client, series, audience="public", episodes="on", confirmed="1", seen=fingerprint(series))
    return series, Job.objects.get(kind=spreading.KIND)


def test_nothing_is_ticked_before_an_archivist_ticks_it(client_of: ClientOf, archivist: User) -> None:
    page = client_of(archivist).get(reverse("wagtailsnippets_catalogue_radioseries:access", args=[series_of(1).pk]))
    assert not page.context["form"]["episodes"].value()


def test_opening_takes_the_series_at_once_and_its_programmes_by_a_job(client_of: ClientOf, archivist: User) -> None:
    series, job = opened(client_of(archivist))
    assert (Work.objects.get(pk=series.pk).audience, seen(), job.state) == ("public", (0, 0), "waiting")
    run.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.reason, seen()) == ("done", "", (3, 3))
    told = events.about(Work.objects.filter(kind="radio_episode")[0]).latest("pk")
    assert (told.code, told.agent, told.values["work"]) == ("rule.set_with", archivist, series.pk)


def test_the_page_shows_how_far_it_is(client_of: ClientOf, archivist: User) -> None:
    client = client_of(archivist)
    series, job = opened(client)
    page = client.get(reverse("wagtailsnippets_catalogue_radioseries:access", args=[series.pk]))
    assert f'data-job="{job.pk}"' in page.content.decode()


def test_a_rule_that_comes_meanwhile_stops_the_opening(client_of: ClientOf, archivist: User) -> None:
    series, job = opened(client_of(archivist))
    policy.withdraw(series, archivist)
    run.run(job.pk)
    job.refresh_from_db()
    assert (job.reason_code, job.reason_values, seen()) == ("series.rule_changed", {"done": 0, "all": 3}, (0, 0))


def test_a_rule_that_comes_between_two_lots_stops_it_there(
    client_of: ClientOf, archivist: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreading, "AT_A_TIME", 1)
    series, job = opened(client_of(archivist))
    shown: list[int] = []

    def close_after_one(per_mille: int, step: str) -> None:
        shown.append(per_mille)
        if per_mille:
            policy.set_access(Work.objects.get(pk=series.pk), "staff", by=archivist)

    monkeypatch.setattr(reporting, "REPORT_EVERY_SECONDS", 0)
    run.run(job.pk, close_after_one)
    job.refresh_from_db()
    assert (shown, job.reason_values, seen()) == ([0, 333], {"done": 1, "all": 3}, (1, 1))


def test_a_programme_that_was_withdrawn_stays_so_when_its_series_opens(client_of: ClientOf, archivist: User) -> None:
    _, job = opened(client_of(archivist))
    policy.withdraw(Work.objects.filter(kind="radio_episode")[0], archivist)
    run.run(job.pk)
    assert seen() == (2, 2)


def test_an_attempt_that_begins_anew_does_nothing_twice(client_of: ClientOf, archivist: User) -> None:
    _, job = opened(client_of(archivist))
    run.run(job.pk)
    Job.objects.filter(pk=job.pk).update(state="waiting")
    before = Event.objects.count()
    run.run(job.pk)
    assert Event.objects.count() == before


@pytest.mark.parametrize("page", ["access", "withdraw"])
def test_closing_is_done_at_once(page: str, client_of: ClientOf, archivist: User) -> None:
    client = client_of(archivist)
    series, job = opened(client)
    run.run(job.pk)
    assert seen() == (3, 3)
    rule = {"audience": "staff", "confirmed": "1", "seen": fingerprint(Work.objects.get(pk=series.pk))}
    post(client, series, page, episodes="on", **(rule if page == "access" else {}))
    assert (seen(), Job.objects.filter(kind=spreading.KIND).count()) == ((0, 0), 1)


def test_closing_costs_the_same_for_few_programmes_and_for_many() -> None:
    counts = []
    policy.withdraw(series_of(1), episodes=True)  # what Django remembers from now on is not counted
    for series in (series_of(2), series_of(60)):
        with CaptureQueriesContext(connection) as queries:
            policy.withdraw(series, episodes=True)
        counts.append(len(queries))
    assert counts == [51, 51]


def test_a_programme_whose_own_rule_was_set_meanwhile_keeps_it(client_of: ClientOf, archivist: User) -> None:
    _, job = opened(client_of(archivist))
    programme = Work.objects.filter(kind="radio_episode")[0]
    policy.set_access(programme, "researchers", by=archivist, because="She asked us to.")
    run.run(job.pk)
    job.refresh_from_db()
    assert (Work.objects.get(pk=programme.pk).audience, seen()) == ("researchers", (2, 2))
    assert (job.state, job.reason_code, job.reason_values) == ("done", "series.some_kept", {"count": 1})


def test_a_programme_that_is_withdrawn_with_a_series_is_ticked_before_anybody_looks(
    client_of: ClientOf, archivist: User
) -> None:
    page = client_of(archivist).get(reverse("wagtailsnippets_catalogue_radioseries:withdraw", args=[series_of(1).pk]))
    assert page.context["form"]["episodes"].value()
