"""A file that has had all migrations, made once for every process and every run until something about them changes.

Having them takes longer than many a folder of tests. What a database gets after them (permissions, groups, the frame)
comes from the code of today, so that is not kept but made anew in every run, as is everything on a server.
"""

import fcntl
import hashlib
import os
import platform
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from django.apps import apps
from django.core.management import call_command
from django.db import connection

from tests.databases import IS_SQLITE

ROOT = Path(__file__).parents[1]
KEPT = ROOT / ".pytest_cache" / "migrated"


@contextmanager
def beginning() -> Iterator[None]:
    """Until the block ends, a test database that is made begins as such a file."""
    if not IS_SQLITE:
        yield
        return
    creation = type(connection.creation)
    empty = creation._create_test_db  # type: ignore[attr-defined]

    def begin(made: object, *args: object, **kwargs: object) -> str:
        name: str = empty(made, *args, **kwargs)
        shutil.copyfile(_kept(), name)
        return name

    with patch.object(creation, "_create_test_db", begin):
        yield


def _kept() -> Path:
    KEPT.mkdir(parents=True, exist_ok=True)
    path = KEPT / f"{_digest()}.sqlite3"
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            for old in KEPT.glob("*.sqlite3*"):
                old.unlink()
            _migrate(path.with_suffix(".sqlite3-unfinished"))
            path.with_suffix(".sqlite3-unfinished").rename(path)
    return path


def _digest() -> str:
    """Of all that says what migrations make of an empty file."""
    digest = hashlib.sha256(f"{platform.python_version()} {sqlite3.sqlite_version}".encode())
    for path in [ROOT / "requirements-dev.lock", *_sources()]:
        digest.update(f"\n{path.name}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    for app in apps.get_app_configs():
        folder = Path(app.path)
        yield from sorted(folder.glob("migrations/*.py"))
        if folder.parent == ROOT:
            yield from sorted([*folder.glob("models.py"), *folder.glob("models/**/*.py")])


def _migrate(path: Path) -> None:
    connection.close()
    name = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = os.fspath(path)
    try:
        with patch("django.core.management.commands.migrate.emit_post_migrate_signal"):
            call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name
