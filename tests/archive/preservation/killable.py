"""A backup in a process of its own for the test that kills it: `python -m tests.archive.preservation.killable`."""

import os
import sys
import time
from pathlib import Path

import django
from django.conf import settings

django.setup()

from django.utils import translation  # noqa: E402

from archive.preservation import backup  # noqa: E402
from archive.preservation.backup import Wanted  # noqa: E402


def stop_in(step: str) -> None:
    """Say that the step was reached, and hang there."""
    sys.stdout.write("now\n")
    sys.stdout.flush()
    time.sleep(120)


if __name__ == "__main__":
    folder, at = Path(sys.argv[1]), sys.argv[2]
    settings.DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]
    for name in ("ORIGINALS_DIR", "WORK_DIR"):
        setattr(settings, name, Path(os.environ["TEST_FOLDER"]) / name.lower())
    settings.ROSTARKIVET_LEDGER = Path(os.environ["TEST_FOLDER"]) / "withdrawals.jsonl"

    def watch(step: str, done: int, total: int) -> None:
        if step in {"database": ("Database", "Copying rows"), "writing": ("Writing",)}[at]:
            stop_in(step)

    with translation.override("en"):
        backup.make(Wanted(folder), watch)
