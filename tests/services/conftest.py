"""What is asked for through nginx."""

from pathlib import Path

import pytest

from archive import storage
from archive.access import STRANGER
from archive.digest import of_folder
from archive.models import Document
from archive.streaming import links
from tests.archive.factories import CleanCopyFactory, DocumentFactory, RenditionSetFactory, RestrictionFactory

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
