"""What must be in place before search can work; run by `manage.py check` and at every start."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from archive import durable
from search.engines import chosen
from search.exceptions import UnknownEngineError


@register
def fts5_is_there(**_: object) -> list[CheckMessage]:
    """SQLite was compiled with its full-text index (search.E001)."""
    with closing(sqlite3.connect(":memory:")) as db:
        try:
            db.execute("CREATE VIRTUAL TABLE probe USING fts5 (text)")
        except sqlite3.OperationalError as error:
            hint = "Use a Python whose SQLite has FTS5; Debian's and python.org's have it."
            return [Error(f"SQLite cannot make a full-text index: {error}.", hint=hint, id="search.E001")]
    return []


@register
def folder_can_be_written(**_: object) -> list[CheckMessage]:
    """The folder of the search index exists or can be made, and can be written to (search.E002)."""
    folder = Path(settings.SEARCH_DIR)
    if durable.writable(folder):
        return []
    hint = "Give the user the site runs as the right to write there, or name another folder in ROSTARKIVET_SEARCH_DIR."
    return [Error(f"The search index cannot be written to {folder}.", hint=hint, id="search.E002")]


@register
def engine_is_known(**_: object) -> list[CheckMessage]:
    """The search engine that the settings name is there (search.E003)."""
    try:
        chosen.engine_class(settings.SEARCH_ENGINE)
    except UnknownEngineError as error:
        names = ", ".join(sorted(chosen.BUILT_IN))
        hint = f"Set ROSTARKIVET_SEARCH_ENGINE to one of: {names}; or to the dotted path of an engine of your own."
        return [Error(str(error), hint=hint, id="search.E003")]
    return []


@register
def place_is_fit(**_: object) -> list[CheckMessage]:
    """The settings of the search engine hold together (search.E004). Asks no server."""
    try:
        found = chosen.engine_class(settings.SEARCH_ENGINE).unfit(chosen.place())
    except UnknownEngineError:
        return []
    hint = "Set ROSTARKIVET_SEARCH_URL to the server's address, such as https://search.example.org:9200."
    return [Error(found, hint=hint, id="search.E004")] if found else []


@register(deploy=True)
def server_is_fit(**_: object) -> list[CheckMessage]:
    """What answers is a search server of a kind and version that can serve (search.E005); asks it, for a second."""
    if engine_is_known() or place_is_fit():
        return []
    found = chosen.engine().mismatch()
    hint = (
        "Let ROSTARKIVET_SEARCH_URL name an OpenSearch 2 or Elasticsearch 8, or newer, that this machine may reach; "
        "ROSTARKIVET_SEARCH_USER and ROSTARKIVET_SEARCH_PASSWORD, or ROSTARKIVET_SEARCH_API_KEY, say who asks."
    )
    return [Error(found, hint=hint, id="search.E005")] if found else []
