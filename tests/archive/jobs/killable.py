"""A worker process of its own for the tests that kill it: `python -m tests.archive.jobs.killable`."""

import os
import time
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from archive.jobs import kinds, lease  # noqa: E402
from archive.jobs.kinds import Report  # noqa: E402
from archive.models import Job, Recording  # noqa: E402
from archive.wording import NOTHING, Said  # noqa: E402


@kinds.register("slow", "Slow", targets=["archive.Original"])
def slow(job: Job, report: Report) -> Said:
    """Build something in the attempt's own directory and publish it; the first attempt never gets there."""
    built = Path(settings.WORK_DIR) / f"{job.pk}-{job.lease}"
    built.mkdir(parents=True)
    (built / "part").write_text("half")
    report(500, "Half-way")
    for _ in range(int(os.environ.get("SLOW_TICKS", "0"))):
        time.sleep(0.1)
        report(501, "Still there")
    if "HANG" in os.environ:
        time.sleep(120)
    (built / "part").write_text("whole")
    with lease.hold(job):
        Recording.objects.update(title=f"published by attempt {job.attempts}")
    return NOTHING


@kinds.register("film", "Film", pool=kinds.Pool.HEAVY, targets=["archive.Original"])
def film(job: Job, report: Report) -> Said:
    """Two hours of work."""
    for done in range(7200):
        report(done * 1000 // 7200, "Encoding")
        time.sleep(1)
    return NOTHING


if __name__ == "__main__":
    call_command("worker", until_idle="UNTIL_IDLE" in os.environ)
