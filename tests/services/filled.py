"""An archive on SQLite in which every table has a row, and databases on a PostgreSQL server to move it to."""

import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from tests.services import postgres
from tests.services.postgres import ROLE

MIGRATED = "migrated"
# The admin's own index, which differs between the two kinds of databases.
LEFT_OUT = ("--exclude", "wagtailsearch")


@dataclass
class Filled:
    """`folder`: the data of the archive, which no test changes."""

    folder: Path
    server: postgres.Server

    @classmethod
    def make(cls, folder: Path, server: postgres.Server) -> Self:
        made = cls(folder / "var", server)
        made.folder.mkdir()
        made.say("manage.py", "migrate", "-v0")
        made.say("-m", "tests.services.every_row")
        server.admin(f"CREATE DATABASE {MIGRATED} OWNER {ROLE}")
        made.say("manage.py", "migrate", "-v0", url=server.url(MIGRATED))
        return made

    def database(self) -> str:
        """The address of a new database that has had all migrations."""
        name = f"d{secrets.token_hex(4)}"
        self.server.admin(f"CREATE DATABASE {name} TEMPLATE {MIGRATED} OWNER {ROLE}")
        return self.server.url(name)

    def copy(self, folder: Path) -> Path:
        """A copy of the file of the archive that a test may spoil."""
        return Path(shutil.copy(self.folder / "rostarkivet.sqlite3", folder / "source.sqlite3"))

    def environment(self, url: str = "", folder: Path | None = None) -> dict[str, str]:
        ours = {
            "DJANGO_SETTINGS_MODULE": "config.settings.development",
            "ROSTARKIVET_ENV_FILE": "",
            "ROSTARKIVET_VAR_DIR": str(folder or self.folder),
            "ROSTARKIVET_DATABASE_URL": url or f"sqlite:///{self.folder / 'rostarkivet.sqlite3'}",
            "ROSTARKIVET_LANGUAGES": "en,sv,fa",
        }
        return {**os.environ, **ours}

    def run(
        self, *command: object, url: str = "", folder: Path | None = None, more: Mapping[str, str] | None = None
    ) -> "subprocess.CompletedProcess[str]":
        environment = {**self.environment(url, folder), **(more or {})}
        line = [sys.executable, *map(str, command)]
        return subprocess.run(line, env=environment, capture_output=True, text=True, check=False)

    def say(self, *command: object, url: str = "", folder: Path | None = None) -> str:
        """What a command says that has to go well."""
        done = self.run(*command, url=url, folder=folder)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def rows(self, url: str = "") -> list[Any]:
        """Every row of every table in Django's words."""
        said: list[Any] = json.loads(self.say("manage.py", "dumpdata", *LEFT_OUT, url=url))
        return said
