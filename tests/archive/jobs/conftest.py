from collections.abc import Iterator
from typing import Protocol

import pytest

from archive.jobs import kinds, run
from archive.jobs.kinds import Handler, Pool, Report
from archive.models import Job
from archive.wording import NOTHING, Said


class Register(Protocol):
    def __call__(
        self,
        code: str,
        handler: Handler = ...,
        *,
        pool: Pool = ...,
        targets: tuple[str, ...] = ...,
        one_open: bool = ...,
    ) -> None: ...


def does_nothing(job: Job, report: Report) -> Said:
    return NOTHING


@pytest.fixture
def handle() -> Iterator[Register]:
    """Register kinds of work for the length of one test; about originals, where nothing else is said."""
    before = dict(kinds._kinds)

    def register(
        code: str,
        handler: Handler = does_nothing,
        *,
        pool: Pool = Pool.LIGHT,
        targets: tuple[str, ...] = ("archive.Original",),
        one_open: bool = True,
    ) -> None:
        kinds.register(code, code.title(), pool=pool, targets=targets, one_open=one_open)(handler)

    yield register
    kinds._kinds.clear()
    kinds._kinds.update(before)
    run.stopping.clear()


@pytest.fixture
def steps(handle: Register) -> list[str]:
    """The kind "steps" reports twice and succeeds; the list says what it did."""
    done: list[str] = []

    def handler(job: Job, report: Report) -> Said:
        report(250, "First")
        done.append("first")
        report(750, "Second")
        done.append("second")
        return NOTHING

    handle("steps", handler)
    return done


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """What failed is due again at once."""
    monkeypatch.setattr(kinds, "BACK_OFF_SECONDS", (0,))
