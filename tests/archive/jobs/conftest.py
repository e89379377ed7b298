import pytest

from archive.jobs import kinds
from archive.jobs.kinds import Report
from archive.models import Job
from archive.wording import NOTHING, Said
from tests.archive.conftest import Register


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
