"""A small archive for backups: works, recordings and a book with files of their own, and something under way."""

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from archive import storage
from archive.models import Job, Original, Recording
from archive.preservation import backup, ledger, withdrawals
from archive.preservation.backup import Made, Wanted
from archive.preservation.places import Place
from catalogue.models import Work
from tests.archive.factories import AssemblyFactory, DocumentFactory, JobFactory, OriginalFactory, RecordingFactory
from tests.catalogue.factories import BookFactory, DocumentaryFactory, PersonFactory, mention


@dataclass
class World:
    film: Work
    radio: Work
    book: Work
    person: Any
    recordings: list[Recording]
    job: Job


def original_of(content: bytes, tmp_path: Path, **owner: Any) -> Original:
    """An original with its file in the store."""
    sha256 = hashlib.sha256(content).hexdigest()
    key = f"{sha256[:2]}/{sha256}.bin"
    source = tmp_path / sha256
    source.write_bytes(content)
    storage.originals().put(key, source)
    made: Original = OriginalFactory(sha256=sha256, key=key, size_bytes=len(content), **owner)
    return made


def build(tmp_path: Path) -> World:
    recordings = RecordingFactory.create_batch(2)
    originals = [original_of(f"tape {n}".encode() * 1000, tmp_path, recording=one) for n, one in enumerate(recordings)]
    document = DocumentFactory()
    original_of(b"%PDF-1.4 book", tmp_path, recording=None, document=document)
    film = DocumentaryFactory(slug="filmen", recordings=recordings[:1])
    radio = DocumentaryFactory(slug="programmet", recordings=recordings[1:])
    person = PersonFactory(names={"sv": "Någon"})
    mention(film, person)
    chosen = [AssemblyFactory(recording=one.recording, original=one) for one in originals]
    job = JobFactory(target=chosen[0], state="running", lease=Job.new_lease(), worker="w")
    session = SessionStore()
    session["a"] = 1
    session.save()
    return World(film, radio, BookFactory(slug="boken"), person, recordings, job)


def database() -> Path:
    return Path(connection.settings_dict["NAME"])


def ask(path: Path, sql: str) -> list[Any]:
    """The rows of a database that Django does not know."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as file:
        return list(file.execute(sql))


def make(folder: Path, **wanted: Any) -> Made:
    folder.mkdir(exist_ok=True)
    return backup.make(Wanted(folder, **wanted))


def elsewhere(tmp_path: Path, name: str = "elsewhere") -> Place:
    return Place.below(tmp_path / name)


def last_action() -> str:
    return ledger.read(withdrawals.path()).entries[-1].action
