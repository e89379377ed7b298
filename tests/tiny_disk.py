"""A disk of a few megabytes that really fills up."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import run

import pytest


@contextmanager
def tiny_disk(size: str = "2m") -> Iterator[Path]:
    """A folder on a filesystem of its own of this size, gone afterwards. Skips the test where none can be mounted."""
    if os.geteuid() != 0:
        pytest.skip("Only root can mount a disk that fills up.")
    with tempfile.TemporaryDirectory(prefix="tiny-disk-") as folder:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tiny", folder]
        if run(mount, capture_output=True, check=False).returncode:
            pytest.skip("A disk that fills up cannot be mounted here.")
        try:
            yield Path(folder)
        finally:
            run(["umount", "-l", folder], check=True)
