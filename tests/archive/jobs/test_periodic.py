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
    assert [clock.tick(now) for now in (100.0, 101.0, 102.0, 160.0)] == [
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
    clock.tick(0.0)
    clock.tick(1.0)
    assert calls == ["fails", "works", "fails", "works"]
