"""Where an archive stands: its database and its folders. For commands that work on another than the settings name."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from archive.preservation import snapshot

# The settings that say where things lie, by what they are called here.
FOLDERS = {
    "originals": "ORIGINALS_DIR",
    "renditions": "RENDITIONS_DIR",
    "work": "WORK_DIR",
    "search": "SEARCH_DIR",
    "media": "MEDIA_ROOT",
    "closed": "CLOSED_FILE",
    "ledger": "ROSTARKIVET_LEDGER",
}


@dataclass(frozen=True)
class Place:
    """`database`, `closed` and `ledger` are files, the rest are folders."""

    database: Path
    originals: Path
    renditions: Path
    work: Path
    search: Path
    media: Path
    closed: Path
    ledger: Path

    @classmethod
    def configured(cls) -> Self:
        """The place that the settings name. Raises PreservationFailed where its database is no SQLite file."""
        return cls(snapshot.database(), **{name: Path(getattr(settings, key)) for name, key in FOLDERS.items()})

    @classmethod
    def below(cls, folder: Path) -> Self:
        """A place of its own in an empty folder."""
        return cls(folder / "rostarkivet.sqlite3", **{name: folder / name for name in FOLDERS})

    def staged(self, folder: Path, database: Path) -> Self:
        """This place before its database is in it; what must not happen to the real one happens in `folder`."""
        return replace(
            self, database=database, **{name: folder / name for name in ("work", "search", "ledger", "closed")}
        )


@contextmanager
def moved_to(place: Place) -> Iterator[None]:
    """Let the settings and the database connection be those of another place until the block ends.

    All of this process sees it, so it is for commands only, and outside any transaction.
    """
    before = {key: getattr(settings, key) for key in FOLDERS.values()}
    database = connection.settings_dict["NAME"]
    _move(str(place.database), {key: getattr(place, name) for name, key in FOLDERS.items()})
    try:
        yield
    finally:
        _move(database, before)


def _move(database: str, folders: dict[str, Path]) -> None:
    connection.close()
    connection.settings_dict["NAME"] = database
    for key, folder in folders.items():
        setattr(settings, key, folder)
    ContentType.objects.clear_cache()
