"""What is being sent stops when it may not be seen any more."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.utils import timezone

from archive import closing, storage
from archive.access import viewer_of
from archive.digest import of_folder
from archive.models import Document, Recording
from archive.storage import body
from archive.storage.body import Body, Cut
from archive.storage.ranges import CHUNK
from archive.streaming import links
from tests.archive.factories import (
    CleanCopyFactory,
    DocumentFactory,
    OriginalFactory,
    RenditionSetFactory,
    RestrictionFactory,
)

ClientOf = Callable[[User | None], Client]
LONG = bytes(4 * CHUNK)


@pytest.fixture(autouse=True)
def asked_at_every_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "ASK_SECONDS", 0.0)


@pytest.fixture
def recording(db: None, tmp_path: Path) -> Recording:
    found: Recording = RestrictionFactory().recording
    rendition_set = RenditionSetFactory(recording=found, live=True)
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "seg.m4s").write_bytes(LONG)
    storage.renditions().put_tree(rendition_set.directory, tmp_path / "built", of_folder(tmp_path / "built"))
    return found


def begun(client: Client, address: str) -> Iterator[bytes]:
    """The pieces of an answer of which the first has gone out."""
    pieces = iter(client.get(address).streaming_content)  # type: ignore[attr-defined]
    assert len(next(pieces)) == CHUNK
    return pieces


def is_cut(pieces: Iterator[bytes]) -> bool:
    try:
        return b"".join(pieces) != LONG[CHUNK:]
    except Cut:
        return True


def test_what_stays_open_goes_out_whole(client: Client, recording: Recording) -> None:
    assert not is_cut(begun(client, links.prefix(recording, viewer_of(None)) + "seg.m4s"))


CHANGES: dict[str, Callable[[Recording], object]] = {
    "withdrawn": lambda _: Recording.objects.all().write_rule(withdrawn=True),
    "for staff": lambda _: Recording.objects.all().write_rule(audience="staff"),
    "embargoed": lambda _: Recording.objects.all().write_rule(embargo_until=timezone.now() + timedelta(days=1)),
    "restricted": lambda recording: RestrictionFactory(recording=recording, basis="consent", audience="staff"),
    "vouched for by nothing": lambda recording: recording.restrictions.all().erase(),
    "another set": lambda recording: RenditionSetFactory(recording=recording, live=True),
    "the archive closed": lambda _: closing.close(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_stream_breaks_off_when_its_recording_is_closed(
    client: Client, recording: Recording, change: Callable[[Recording], object]
) -> None:
    pieces = begun(client, links.prefix(recording, viewer_of(None)) + "seg.m4s")
    change(recording)
    assert is_cut(pieces)


LEAVINGS: dict[str, Callable[[Client, User], object]] = {
    "logged out": lambda client, _: client.logout(),
    "deactivated": lambda _, user: User.objects.filter(pk=user.pk).update(is_active=False),
    "out of the group": lambda _, user: user.groups.clear(),
    "deleted": lambda _, user: user.delete(),
    "another password": lambda _, user: User.objects.filter(pk=user.pk).update(password=make_password("new")),
}


@pytest.mark.parametrize("leave", LEAVINGS.values(), ids=LEAVINGS)
def test_a_members_stream_breaks_off_when_she_is_one_no_more(
    client_of: ClientOf, recording: Recording, translator: User, leave: Callable[[Client, User], object]
) -> None:
    Recording.objects.all().write_rule(audience="staff")
    client = client_of(translator)
    pieces = begun(client, links.prefix(recording, viewer_of(translator)) + "seg.m4s")
    leave(client, translator)
    assert is_cut(pieces)


@pytest.mark.parametrize("leave", LEAVINGS.values(), ids=LEAVINGS)
def test_an_originals_download_breaks_off_when_the_archivist_is_one_no_more(
    tmp_path: Path, client_of: ClientOf, archivist: User, leave: Callable[[Client, User], object]
) -> None:
    original = OriginalFactory()
    (tmp_path / "tape").write_bytes(LONG)
    storage.originals().put(original.key, tmp_path / "tape")
    client = client_of(archivist)
    pieces = begun(client, f"/admin/recordings/originals/{original.pk}/")
    leave(client, archivist)
    assert is_cut(pieces)


@pytest.mark.parametrize("close", [lambda: Document.objects.all().write_rule(withdrawn=True), closing.close])
def test_a_document_breaks_off_when_it_is_closed(
    tmp_path: Path, db: None, client: Client, close: Callable[[], object]
) -> None:
    document = DocumentFactory()
    RestrictionFactory(recording=None, document=document)
    copy = CleanCopyFactory(document=document)
    (tmp_path / "book").write_bytes(LONG)
    storage.renditions().put(copy.key, tmp_path / "book")
    pieces = begun(client, f"/documents/{document.uuid}/")
    close()
    assert is_cut(pieces)


class Connection:
    """What the web server hands over, as far as a body knows it."""

    def __init__(self) -> None:
        self.while_waiting: Callable[[], None] | None = None
        self.aborted = False

    def abort(self) -> None:
        self.aborted = True


def body_of(connection: Connection, may_go_on: Callable[[], bool]) -> Body:
    request = RequestFactory().get("/", **{"gunicorn.socket": connection})  # type: ignore[arg-type]
    return Body(request, iter([b"one", b"two"]), may_go_on)


def test_a_reader_who_takes_nothing_is_cut_off_while_we_wait_for_her() -> None:
    connection, answers = Connection(), [True, False]
    sent = body_of(connection, lambda: answers.pop(0))
    assert connection.while_waiting is not None
    connection.while_waiting()
    with pytest.raises(Cut):
        connection.while_waiting()
    assert connection.aborted
    sent.close()
    assert connection.while_waiting is None


def test_a_gate_that_cannot_be_asked_is_closed() -> None:
    def broken() -> bool:
        raise OperationalError("database is locked")

    with pytest.raises(Cut):
        list(body_of(Connection(), broken))
