"""A disk so small that it fills up, for tests of what happens then."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def tiny_disk(place: Path, size_kib: int) -> Iterator[Path]:
    """A filesystem of its own at `place`; the test is skipped where one may not be mounted."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("Only root may mount a small disk.")
    place.mkdir(parents=True, exist_ok=True)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size_kib}k", "tmpfs", str(place)], check=False)
    if mounted.returncode:
        pytest.skip("This machine lets nobody mount a small disk.")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
