"""The archive's own variables: from the environment first, then from the settings file `.env`.

Used before there are any settings of Django's, so nothing here knows Django.
"""

import os
from pathlib import Path

from dotenv import dotenv_values, set_key
from environs import Env

BASE_DIR = Path(__file__).resolve().parents[1]
PREFIX = "ROSTARKIVET_"
ONLY_OURS = 0o600


def file() -> Path | None:
    """The settings file: `.env` beside manage.py, unless ROSTARKIVET_ENV_FILE names another, or with "" none."""
    named = os.environ.get("ROSTARKIVET_ENV_FILE")
    return BASE_DIR / ".env" if named is None else Path(named) if named else None


def read() -> Env:
    """Environment and file together; what stands in the environment wins."""
    env, path = Env(prefix=PREFIX), file()
    if path is not None:
        env.read_env(str(path), recurse=False)
    return env


def written() -> dict[str, str]:
    """What the file says, by the names without their prefix; empty when there is none."""
    path = file()
    values = dotenv_values(path) if path is not None and path.exists() else {}
    return {name.removeprefix(PREFIX): value for name, value in values.items() if value is not None}


def write(values: dict[str, str]) -> None:
    """Add these to the file, or replace them there; nobody but its owner may read it, from its first byte on."""
    path = file()
    if path is None:
        raise FileNotFoundError("ROSTARKIVET_ENV_FILE is empty, so there is no file to write to.")
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, ONLY_OURS))
    path.chmod(ONLY_OURS)
    for name, value in values.items():
        set_key(path, PREFIX + name, value, quote_mode="auto")
