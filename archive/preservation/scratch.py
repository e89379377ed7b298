"""A folder for work that is thrown away, for one process at a time."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.exceptions import PreservationFailed


@contextmanager
def alone(folder: Path, refusal: str) -> Iterator[Path]:
    """The empty folder, ours alone, gone afterwards; what a killed process left in it goes first.

    Raises PreservationFailed with `refusal` while another process has it.
    """
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with folder.with_name(f"{folder.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise PreservationFailed(refusal) from error
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
