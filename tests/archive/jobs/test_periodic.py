import threading

import pytest

from archive.jobs import periodic
from archive.jobs.periodic import Clock


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(periodic, "_registered", {})


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
