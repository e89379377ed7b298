import threading
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from archive.jobs import periodic, plan, run
from archive.jobs.periodic import Clock
from archive.models import Job
from tests.archive.conftest import Register
from tests.archive.factories import OriginalFactory


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(periodic, "_registered", {})
    monkeypatch.setattr(periodic, "_planned", {})


def test_everything_is_due_when_a_worker_starts_and_then_in_its_own_time() -> None:
    periodic.register("often", 2, lambda: None)
    periodic.register("seldom", 60, lambda: None)
    clock = Clock()

    def tick(now: float) -> list[str]:
        begun = clock.tick(now)
        clock.wait()
        return begun

    assert [tick(now) for now in (100.0, 101.0, 102.0, 160.0)] == [
        ["often", "seldom"],
        [],
        ["often"],
        ["often", "seldom"],
    ]


def test_work_that_fails_stops_nothing_and_is_tried_again() -> None:
    calls: list[str] = []

    def fails() -> None:
        calls.append("fails")
        raise ZeroDivisionError

    periodic.register("fails", 1, fails)
    periodic.register("works", 1, lambda: calls.append("works"))
    clock = Clock()
    for now in (0.0, 1.0):
        clock.tick(now)
        clock.wait()
    assert sorted(calls) == ["fails", "fails", "works", "works"]


def test_long_work_holds_up_nothing_and_is_never_begun_twice_at_once() -> None:
    over, calls = threading.Event(), list[str]()

    def long() -> None:
        calls.append("long")
        over.wait(30)

    periodic.register("long", 1, long)
    periodic.register("short", 1, lambda: calls.append("short"))
    clock = Clock()
    begun = []
    for now in (0.0, 1.0, 2.0):
        begun.append(clock.tick(now))
        clock.threads["short"].join(30)
    over.set()
    clock.wait()
    begun.append(clock.tick(3.0))
    clock.wait()
    assert begun == [["long", "short"], ["short"], ["short"], ["long", "short"]]
    assert (calls.count("long"), calls.count("short")) == (2, 4)


def test_ticking_stops_when_told_though_some_work_never_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(periodic, "LEAVE_SECONDS", 0.1)
    begun, over = threading.Event(), threading.Event()

    def endless() -> None:
        begun.set()
        over.wait(60)

    periodic.register("endless", 1, endless)
    stop = threading.Event()
    thread = periodic.run_in_background(stop)
    assert begun.wait(30)
    stop.set()
    thread.join(30)
    assert not thread.is_alive()
    over.set()


def tick(clock: Clock, now: float) -> int:
    """Everything due; returns how many jobs there are then."""
    clock.tick(now)
    clock.wait()
    return Job.objects.count()


@pytest.mark.django_db(transaction=True)
def test_long_work_is_only_planned_and_so_long_after_the_last_that_many_workers_plan_no_more(handle: Register) -> None:
    handle("tidy", targets=())
    periodic.plan_every("tidy", 3600)
    here, elsewhere = Clock(), Clock()
    assert [tick(here, 0.0), tick(elsewhere, 0.0), tick(here, 60.0), tick(Clock(), 61.0)] == [1, 1, 1, 1]
    run.run(Job.objects.get().pk)
    assert tick(here, 120.0) == 1
    Job.objects.update(created_at=Now() - timedelta(seconds=3601))
    assert [tick(here, 180.0), tick(elsewhere, 180.0)] == [2, 2]


@pytest.mark.django_db(transaction=True)
def test_what_still_runs_when_it_is_due_again_is_not_planned_twice(handle: Register) -> None:
    handle("tidy", targets=())
    periodic.plan_every("tidy", 3600)
    clock = Clock()
    tick(clock, 0.0)
    Job.objects.update(created_at=Now() - timedelta(hours=5), state="running")
    assert tick(clock, 60.0) == 1


@pytest.mark.django_db(transaction=True)
def test_where_there_is_nothing_to_do_no_job_is_planned(handle: Register) -> None:
    handle("tidy", targets=())
    needed = [False, True]
    periodic.plan_every("tidy", 3600, is_needed=lambda: needed.pop(0))
    clock = Clock()
    assert [tick(clock, 0.0), tick(clock, 60.0)] == [0, 1]


@pytest.mark.django_db(transaction=True)
def test_what_went_well_a_week_ago_is_forgotten_with_its_parts_and_nothing_else_is(handle: Register) -> None:
    handle("tidy", targets=())
    handle("part")
    handle("wanted")
    periodic.plan_every("tidy", 3600)
    parent = plan.plan("tidy", None)
    plan.plan("part", OriginalFactory(), parent=parent)
    failed = plan.plan("part", OriginalFactory(), parent=parent)
    wanted = plan.plan("wanted", OriginalFactory())
    Job.objects.update(state="done", created_at=Now() - timedelta(days=8))
    Job.objects.filter(pk=failed.pk).update(state="failed")
    young = plan.plan("tidy", None)
    periodic.prune()
    assert set(Job.objects.all()) == {failed, wanted, young}
