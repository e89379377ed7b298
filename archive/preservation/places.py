"""Where an archive stands: its database and its folders. For commands that work on another than the settings name."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from django.conf import settings

from archive import storage
from archive.preservation import connecting, snapshot
from archive.storage import Store

# The settings that say where things lie, by what they are called here and in this order.
FOLDERS = {
    "originals": "ORIGINALS_DIR",
    "renditions": "RENDITIONS_DIR",
    "work": "WORK_DIR",
    "search": "SEARCH_DIR",
    "media": "MEDIA_ROOT",
    "closed": "CLOSED_FILE",
    "ledger": "ROSTARKIVET_LEDGER",
}
KINDS = ("ORIGINALS_STORE", "RENDITIONS_STORE")


@dataclass(frozen=True)
class Place:
    """`database`, `closed` and `ledger` are files, the rest are folders.

    `server`: where the database lies on one, in Django's terms; `database` is then only the name that it would have.
    `kinds`: what the stores of originals and of renditions are, by the settings that say so: these folders or a bucket.
    """

    database: Path
    originals: Path
    renditions: Path
    work: Path
    search: Path
    media: Path
    closed: Path
    ledger: Path
    server: connecting.Settings | None = field(kw_only=True, default=None)
    kinds: Mapping[str, str] = field(kw_only=True, default_factory=lambda: dict.fromkeys(KINDS, "folder"))

    @classmethod
    def configured(cls) -> Self:
        """The place that the settings name."""
        folders = (Path(getattr(settings, key)) for key in FOLDERS.values())
        kinds = {key: getattr(settings, key) for key in KINDS}
        server = None if snapshot.is_file() else connecting.ours()
        return cls(snapshot.database(), *folders, server=server, kinds=kinds)

    @classmethod
    def below(cls, folder: Path) -> Self:
        """A place of its own in an empty folder."""
        return cls(folder / snapshot.NAME, *(folder / name for name in FOLDERS))

    def store(self) -> Store:
        """Its originals."""
        return storage.originals_of(self.kinds["ORIGINALS_STORE"], self.originals)

    def staged(self, folder: Path, database: Path) -> Self:
        """This place before its database is in it; what must not happen to the real one happens in `folder`."""
        return replace(
            self,
            database=database,
            server=None,
            work=folder / "work",
            search=folder / "search",
            ledger=folder / "ledger",
            closed=folder / "closed",
        )


@contextmanager
def moved_to(place: Place) -> Iterator[None]:
    """Let the settings and the database connection be those of another place until the block ends.

    All of this process sees it, so it is for commands only, and outside any transaction.
    """
    before = {key: getattr(settings, key) for key in (*FOLDERS.values(), *KINDS)}
    with connecting.instead(place.server or connecting.of_file(place.database)):
        _move({**{key: getattr(place, name) for name, key in FOLDERS.items()}, **place.kinds})
        try:
            yield
        finally:
            _move(before)


def _move(changed: Mapping[str, object]) -> None:
    for key, value in changed.items():
        setattr(settings, key, value)
