"""Where the catalogue lies, typed from the environment: an SQLite file or a PostgreSQL server, by the address alone.

A connection is kept from one request to the next, one in each thread of a web server (opening costs as much as half of
what a small answer does), and is looked at before it is used again: a server that was started anew, or another file in
the place of the one that was open, costs nobody an answer. A pool is left out on purpose: the threads of the web server
and of a worker are few and stay, so that each keeping its own is a pool already, and Django allows but one of the two.
"""

from pathlib import Path
from typing import Any

import dj_database_url
from environs import Env

from config import choosing

SQLITE, POSTGRESQL = "config.databases.sqlite3", "django.db.backends.postgresql"


Settings = dict[str, Any]


def from_environment(env: Env, folder: Path) -> Settings:
    """Django's `DATABASES["default"]`; the SQLite file is in `folder` where nothing else is said.

    Raises Unsettled for an address that names another kind of database, or a folder that cannot be made.
    """
    found = at(env, env.str("DATABASE_URL", f"sqlite:///{folder / 'rostarkivet.sqlite3'}"))
    if found["ENGINE"] == SQLITE:
        choosing.make_folder(Path(found["NAME"]).parent, "ROSTARKIVET_DATABASE_URL")
    return found


def at(env: Env, url: str) -> Settings:
    """Settings of the database at this address. Raises Unsettled for an address that names another kind."""
    try:
        database: Settings = dict(dj_database_url.parse(url))
    except ValueError:
        database = {"ENGINE": ""}
    make = {"django.db.backends.sqlite3": _sqlite, POSTGRESQL: _postgresql}.get(database["ENGINE"])
    if make is None:
        raise choosing.Unsettled(
            "The address of the database (ROSTARKIVET_DATABASE_URL) is none that the archive knows: it can be "
            "sqlite:///PATH or postgres://ROLE:PASSWORD@HOST:PORT/NAME."
        )
    kept = {"CONN_MAX_AGE": env.int("DATABASE_KEEP_SECONDS", 600), "CONN_HEALTH_CHECKS": True}
    return {**database, **kept, **make(env, database)}


def _sqlite(env: Env, database: Settings) -> Settings:
    # WAL lets a reader and the one writer work at once; IMMEDIATE takes the write lock at BEGIN, so that two
    # writers queue up instead of failing half-way.
    options = {
        "timeout": env.int("DATABASE_TIMEOUT", 20),
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
    return {"ENGINE": SQLITE, "OPTIONS": options}


def _postgresql(env: Env, database: Settings) -> Settings:
    # Nobody waits for ever, be it for a lock or for a machine that went away without a word.
    wait = env.int("DATABASE_TIMEOUT", 20)
    patience = {"connect_timeout": wait, "keepalives_idle": wait, "tcp_user_timeout": wait * 1000}
    return {"OPTIONS": {**patience, "options": f"-c lock_timeout={wait}s", **database.get("OPTIONS", {})}}
