"""Copies to work on keep to their quota, whoever makes them and however it ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.utils import translation

from archive.exceptions import StoreTrouble
from archive.storage import scratch

HOLDS_ONE = """
import sys, time
from pathlib import Path
from django.conf import settings
settings.configure(WORK_DIR=Path(sys.argv[1]), SCRATCH_MAX_BYTES=100, USE_TZ=True)
from archive.storage import scratch
with scratch.reserved(60):
    print("held", flush=True)
    time.sleep(60)
"""


def left(settings: LazySettings) -> list[Path]:
    return list((Path(settings.WORK_DIR) / "scratch").glob("[!.]*"))


def test_a_copy_is_there_while_it_is_worked_on_and_keeps_its_ending(settings: LazySettings) -> None:
    with scratch.reserved(10, ".mp4") as path:
        assert (path.suffix, path.stat().st_size, path.stat().st_mode & 0o077) == (".mp4", 10, 0)
    assert left(settings) == []


def test_what_fails_leaves_nothing(settings: LazySettings) -> None:
    with pytest.raises(KeyboardInterrupt), scratch.reserved(10):
        raise KeyboardInterrupt
    assert left(settings) == []


def test_all_copies_together_keep_to_the_quota(settings: LazySettings) -> None:
    settings.SCRATCH_MAX_BYTES = 100
    with scratch.reserved(60), pytest.raises(StoreTrouble) as caught, scratch.reserved(41):
        pass
    with translation.override("en"):
        said = str(caught.value).replace("\xa0", " ")
    assert said.startswith("There is no room for a copy to work on (41 bytes; all of them may take 100 bytes).")
    with scratch.reserved(60), scratch.reserved(40):
        assert len(left(settings)) == 2
    assert left(settings) == []


def test_what_another_process_works_on_counts_until_it_dies(settings: LazySettings) -> None:
    settings.SCRATCH_MAX_BYTES = 100
    command = [sys.executable, "-c", HOLDS_ONE, str(settings.WORK_DIR)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        with pytest.raises(StoreTrouble), scratch.reserved(60):
            pass
        os.kill(process.pid, signal.SIGKILL)
    assert len(left(settings)) == 1
    with scratch.reserved(60):
        assert len(left(settings)) == 1
