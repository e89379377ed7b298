from collections.abc import Callable, Iterator

import pytest

from archive.jobs import handlers, run
from archive.jobs.handlers import Handler, Report
from archive.models import Job
from archive.wording import NOTHING, Said


@pytest.fixture
def handle() -> Iterator[Callable[[str, Handler], None]]:
    """Register handlers for the length of one test."""
    before = dict(handlers._handlers)

    def register(kind: str, handler: Handler) -> None:
        handlers.register(kind)(handler)

    yield register
    handlers._handlers.clear()
    handlers._handlers.update(before)
    run.stopping.clear()


@pytest.fixture
def steps(handle: Callable[[str, Handler], None]) -> list[str]:
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
