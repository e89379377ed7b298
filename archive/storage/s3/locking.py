"""One writer at a time, for servers whose writes replace what is there whatever the condition says.

Looking and writing are two requests there; between them nobody else on this machine may write the same name. Nothing
keeps apart two machines: such a server is for an archive on one (see the system check archive.W022).
"""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from archive.storage.s3.link import Link

LOCKS = 64  # files, whatever the number of names


@contextmanager
def unless(needless: bool, link: Link, name: str) -> Iterator[None]:
    """Wait for whoever writes this name, or one that shares its lock; nothing where the server sees to it."""
    if needless:
        yield
        return
    folder = Path(settings.WORK_DIR) / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    number = hashlib.sha256(f"{link.bucket}/{link.prefix}{name}".encode()).digest()[0] % LOCKS
    with (folder / f"{number:02}").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
