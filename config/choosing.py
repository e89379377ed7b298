"""Which settings the archive runs with: chosen once, before Django starts, and refused aloud where they do not fit.

A live archive says so, in its settings file (`ROSTARKIVET_ENV=live`, written by `manage.py setup`; a file with a secret
key counts as live as well) and in its database. Development's settings have a key that everybody knows and no HTTPS,
so they refuse both.
"""

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg
from environs import EnvError

from config import dotenv

LIVE, DEVELOPMENT = "live", "development"
MODULES = {LIVE: "config.settings.production", DEVELOPMENT: "config.settings.development"}
PUBLIC_KEY = "only-for-this-machine-never-for-a-live-archive"
# The mark of a live archive's database, in the header of the SQLite file ("RSTA"): a copy of the file carries it too.
LIVE_DATABASE = 0x52535441
# The same on PostgreSQL: what is written of a table, which a dump carries too.
LIVE_TABLE = "Of a live archive (RSTA)"
ASK_FOR_MARK = "SELECT obj_description(to_regclass('django_migrations'), 'pg_class')"

# Of a database, in Django's terms.
Settings = Mapping[str, Any]


class Unsettled(Exception):
    """The archive cannot run with these settings; the message is a sentence that names the way out."""


def choose(otherwise: str) -> None:
    """Settle DJANGO_SETTINGS_MODULE and load that module; `otherwise` is LIVE or DEVELOPMENT, for where nothing says.

    Raises Unsettled.
    """
    if not os.environ.get("DJANGO_SETTINGS_MODULE"):
        os.environ["DJANGO_SETTINGS_MODULE"] = MODULES[declared() or otherwise]
    try:
        import_module(os.environ["DJANGO_SETTINGS_MODULE"])
    except EnvError as error:
        raise Unsettled(
            f"{error}. Settings are read from the environment and from {dotenv.file() or 'no file'}; "
            "the README lists them, and `manage.py setup` asks for what is needed."
        ) from error


def declared() -> str:
    """`live` or `development` as the environment or the settings file say; empty when they say nothing."""
    env = dotenv.read()
    says = env.str("ENV", "")
    if says and says not in MODULES:
        raise Unsettled(f"ROSTARKIVET_ENV is “{says}”; it can be {' or '.join(MODULES)}.")
    return says or (LIVE if env.str("SECRET_KEY", PUBLIC_KEY) != PUBLIC_KEY else "")


def refuse_live_settings() -> None:
    """Development must not run where the environment or the settings file describe a live archive."""
    in_file = dotenv.written()
    by_file = in_file.get("ENV", LIVE if in_file.get("SECRET_KEY", PUBLIC_KEY) != PUBLIC_KEY else "")
    if LIVE not in (by_file, declared()):
        return
    source = str(dotenv.file()) if by_file == LIVE else "the environment"
    raise Unsettled(
        f"This is a live archive: {source} says so, and development's settings would open it, with a key that "
        "everybody knows and without HTTPS. Unset DJANGO_SETTINGS_MODULE and ROSTARKIVET_ENV to work on the live "
        "archive, or work on the code in another folder."
    )


def refuse_live_database(database: Settings) -> None:
    """Development must not touch a live archive's data, however it came to name them: Django's settings of them."""
    is_on_server = database["ENGINE"].endswith("postgresql")
    if is_live_server(database) if is_on_server else is_live_file(Path(database["NAME"])):
        raise Unsettled(
            f"The database {database['NAME']} belongs to a live archive, and development's settings would open it. Use "
            "the archive's own settings for it, or let ROSTARKIVET_VAR_DIR and ROSTARKIVET_DATABASE_URL name other "
            "places."
        )


def is_live_file(path: Path) -> bool:
    """Whether this SQLite file says that it is a live archive's; False for what is no database."""
    if not path.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            return bool(database.execute("PRAGMA application_id").fetchone() == (LIVE_DATABASE,))
    except sqlite3.DatabaseError:
        return False


def is_live_server(database: Settings) -> bool:
    """Whether this database on PostgreSQL says that it is a live archive's; False where it cannot be asked."""
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    try:
        with psycopg.connect(**{key: database[name] for key, name in names.items()}, **database["OPTIONS"]) as link:
            return link.execute(ASK_FOR_MARK).fetchone() == (LIVE_TABLE,)
    except psycopg.Error:
        return False


def make_folder(folder: Path, setting: str) -> None:
    """Make a folder that only its owner may enter, if it is not there; raises Unsettled."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Unsettled(
            f"The folder {folder} is not there and cannot be made ({error.strerror}). Make it and give it to the user "
            f"that the archive runs as, or name another in {setting}."
        ) from error
