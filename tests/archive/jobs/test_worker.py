"""Real worker processes, stopped and killed in the middle of their work."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.jobs import plan
from archive.jobs.kinds import Pool
from archive.models import Job, Recording
from tests import databases
from tests.archive.conftest import Register
from tests.archive.factories import OriginalFactory

pytestmark = pytest.mark.django_db(transaction=True)
Start = Callable[..., subprocess.Popen[bytes]]
LEASE_SECONDS = 4


@pytest.fixture(autouse=True)
def kinds(handle: Register) -> None:
    """What `killable` does, to be planned here; it is done there."""
    handle("slow")
    handle("film", pool=Pool.HEAVY)


@pytest.fixture
def start(settings: Any, tmp_path: Path) -> Iterator[Start]:
    started: list[subprocess.Popen[bytes]] = []

    def begin(**environment: str) -> subprocess.Popen[bytes]:
        ours = {
            "DJANGO_SETTINGS_MODULE": "config.settings.development",
            "ROSTARKIVET_VAR_DIR": str(tmp_path),
            "ROSTARKIVET_WORK_DIR": str(settings.WORK_DIR),
            "ROSTARKIVET_DATABASE_URL": databases.url(),
            "ROSTARKIVET_JOB_LEASE_SECONDS": str(LEASE_SECONDS),
        }
        command = [sys.executable, "-m", "tests.archive.jobs.killable"]
        process = subprocess.Popen(command, env={**os.environ, **ours, **environment})
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.wait()


def until(condition: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)


def state(job: Job) -> tuple[str, int]:
    job.refresh_from_db()
    return job.state, job.progress


def test_a_job_runs_again_after_its_worker_was_killed_and_nothing_partial_is_published(
    start: Start, settings: Any
) -> None:
    job = plan.plan("slow", OriginalFactory(recording__title="as it was"))
    first = start(HANG="1")
    until(lambda: state(job) == ("running", 500))
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert (state(job), Recording.objects.get().title) == (("running", 500), "as it was")
    left = Path(settings.WORK_DIR) / f"{job.pk}-{job.lease}"
    assert left.is_dir()

    second = start(UNTIL_IDLE="1")
    assert second.wait(timeout=120) == 0
    assert (state(job), job.attempts, Recording.objects.get().title) == (("done", 1000), 2, "published by attempt 2")
    assert not left.exists()


def test_a_long_film_holds_up_no_light_work_in_the_same_process(start: Start) -> None:
    films = [plan.plan("film", OriginalFactory()) for _ in range(2)]
    worker = start()
    until(lambda: state(films[0])[0] == "running")
    light = plan.plan("slow", OriginalFactory())
    until(lambda: state(light)[0] == "done")
    assert [state(film)[0] for film in films] == ["running", "waiting"]  # heavy work goes one by one
    another = plan.plan("slow", OriginalFactory())
    until(lambda: state(another)[0] == "done")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=60) == 0
    assert (state(films[0])[0], films[0].attempts) == ("waiting", 0)


def test_a_worker_told_to_stop_gives_its_job_back_and_leaves_cleanly(start: Start) -> None:
    job = plan.plan("slow", OriginalFactory())
    worker = start(SLOW_TICKS="300")
    until(lambda: state(job)[0] == "running" and job.step != "")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=60) == 0
    assert (state(job)[0], job.attempts) == ("waiting", 0)


def test_an_idle_worker_leaves_at_once_when_told_to_stop(start: Start) -> None:
    job = plan.plan("slow", OriginalFactory())
    worker = start()
    until(lambda: state(job)[0] == "done")
    worker.send_signal(signal.SIGINT)
    assert worker.wait(timeout=60) == 0


def test_an_idle_worker_outlives_a_database_that_is_locked_for_longer_than_anybody_waits(start: Start) -> None:
    job = plan.plan("slow", OriginalFactory())
    worker = start(ROSTARKIVET_DATABASE_TIMEOUT="1")
    until(lambda: state(job)[0] == "done")
    with databases.locked():
        time.sleep(5)  # several polls, each of which gives up after a second
        assert worker.poll() is None
    another = plan.plan("slow", OriginalFactory())
    until(lambda: state(another)[0] == "done")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=60) == 0


def test_a_worker_that_starts_while_the_database_is_locked_waits_and_works(start: Start) -> None:
    job = plan.plan("slow", OriginalFactory())
    with databases.locked():
        worker = start(ROSTARKIVET_DATABASE_TIMEOUT="1", UNTIL_IDLE="1")
        time.sleep(6)
        assert worker.poll() is None
    assert worker.wait(timeout=120) == 0
    assert state(job)[0] == "done"


def test_a_worker_outlives_a_lock_that_falls_into_its_work(start: Start) -> None:
    job = plan.plan("slow", OriginalFactory())
    worker = start(ROSTARKIVET_DATABASE_TIMEOUT="1", SLOW_TICKS="10", UNTIL_IDLE="1")
    until(lambda: state(job) == ("running", 501))
    with databases.locked():
        time.sleep(3 * LEASE_SECONDS)  # it cannot even renew its lease
        assert worker.poll() is None
    assert worker.wait(timeout=120) == 0
    assert state(job) == ("done", 1000)
