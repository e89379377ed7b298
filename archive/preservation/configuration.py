"""The settings of this archive without its secrets, so that whoever restores it knows what was set."""

import os
import re
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings

PREFIX = "ROSTARKIVET_"
SECRET = re.compile(r"SECRET|PASS|TOKEN|KEY|CREDENTIAL|PRIVATE|IDENTITY|SALT|AUTH")


def without_secrets() -> dict[str, str | None]:
    """Every setting that was given, by its name in the environment; None for one that must be found elsewhere."""
    hidden = _secrets()
    given = {name: value for name, value in sorted(os.environ.items()) if name.startswith(PREFIX)}
    return {name: _shown(name, value, hidden) for name, value in given.items()}


def _shown(name: str, value: str, hidden: set[str]) -> str | None:
    if SECRET.search(name.removeprefix(PREFIX)):
        return None
    if "://" in value:
        value = _without_credentials(value)
    return None if any(secret in value for secret in hidden) else value


def _without_credentials(address: str) -> str:
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def _secrets() -> set[str]:
    """Secrets by their values, wherever else they may have been written."""
    names = [name for name in dir(settings) if name.isupper() and SECRET.search(name)]
    values = [getattr(settings, name) for name in names]
    values += [database.get("PASSWORD") for database in settings.DATABASES.values()]
    return {value for value in values if isinstance(value, str) and len(value) >= 8}  # noqa: PLR2004 - characters
