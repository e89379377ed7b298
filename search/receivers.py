"""What search hears from the rooms below. The changes are told inside the transaction that makes them."""

from archive.signals import archive_restored
from catalogue.signals import face_raised
from search.index import build, outbox


def on_face(sender: object, versions: dict[int, int], **_: object) -> None:
    outbox.write(versions)


def on_restored(sender: object, **_: object) -> None:
    """The database is another one: what the index knows counts for nothing."""
    build.rebuild()


def connect() -> None:
    face_raised.connect(on_face, dispatch_uid="search.face_raised")
    archive_restored.connect(on_restored, dispatch_uid="search.archive_restored")
