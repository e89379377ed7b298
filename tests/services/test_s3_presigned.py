"""Readers who fetch the bytes from the bucket themselves: who is sent there, for how long, and what they get."""

import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import User
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from archive import policy, storage
from archive.access import STRANGER
from archive.digest import of_folder
from archive.models import Document, Recording
from archive.streaming import links
from tests.archive.factories import (
    CleanCopyFactory,
    DocumentFactory,
    OriginalFactory,
    RecordingFactory,
    RenditionSetFactory,
    RestrictionFactory,
)
from tests.services.s3 import Served

pytestmark = pytest.mark.django_db

SEGMENT = bytes(range(100))
FILES = {"v720/seg00000.m4s": SEGMENT, "v720/index.m3u8": b"#EXTM3U", "poster.jpg": b"jpg", "sprites.vtt": b"WEBVTT"}
SECONDS = 120


@pytest.fixture(autouse=True)
def sent_elsewhere(s3_server: Served) -> Iterator[None]:
    with override_settings(**s3_server.settings(S3_PRESIGNED_SECONDS=SECONDS)):
        yield


@pytest.fixture
def recording(tmp_path: Path) -> Recording:
    found: Recording = RestrictionFactory().recording
    made, built = RenditionSetFactory(recording=found, live=True), tmp_path / "built"
    for name, content in FILES.items():
        (built / name).parent.mkdir(parents=True, exist_ok=True)
        (built / name).write_bytes(content)
    storage.renditions().put_tree(made.directory, built, of_folder(built))
    return found


@pytest.fixture
def book(tmp_path: Path) -> Document:
    document: Document = DocumentFactory()
    RestrictionFactory(recording=None, document=document)
    (tmp_path / "book").write_bytes(b"%PDF-1.4")
    storage.renditions().put(CleanCopyFactory(document=document, size_bytes=8).key, tmp_path / "book")
    return document


def address(recording: Recording, name: str = "v720/seg00000.m4s") -> str:
    recording.refresh_from_db()
    return links.prefix(recording, STRANGER) + name


def lives_seconds(response: Any) -> int:
    return int(parse_qs(urlsplit(response["Location"]).query)["X-Amz-Expires"][0])


def fetched(where: str, **headers: str) -> Any:
    return urllib.request.urlopen(urllib.request.Request(where, headers=headers), timeout=20)


def test_a_segment_is_fetched_from_the_bucket_with_the_head_that_was_signed(
    client: Client, recording: Recording
) -> None:
    response = client.get(address(recording))
    assert (response.status_code, response["Cache-Control"], lives_seconds(response)) == (
        302,
        "private, no-store",
        SECONDS,
    )
    with fetched(response["Location"], Range="bytes=10-19") as there:
        assert (there.status, there.read()) == (206, SEGMENT[10:20])
        assert (there.headers["Content-Type"], there.headers["Cache-Control"]) == (
            "video/iso.segment",
            "private, no-store",
        )
    for other in ("text%2Fhtml", "video%2Fmp4"):
        with pytest.raises(urllib.error.HTTPError, match="403"):
            fetched(response["Location"].replace("video%2Fiso.segment", other))


@pytest.mark.parametrize("name", ["v720/index.m3u8", "poster.jpg", "sprites.vtt"])
def test_what_names_other_files_and_what_is_small_comes_from_the_site(
    client: Client, recording: Recording, name: str
) -> None:
    response: Any = client.get(address(recording, name))
    assert (response.status_code, b"".join(response.streaming_content)) == (200, FILES[name])


def test_a_head_is_answered_by_the_site(client: Client, recording: Recording) -> None:
    response = client.head(address(recording))
    assert (response.status_code, response["Content-Length"]) == (200, "100")


def test_no_address_is_given_without_the_setting(client: Client, recording: Recording) -> None:
    with override_settings(S3_PRESIGNED_SECONDS=0):
        assert client.get(address(recording)).status_code == 200


def test_no_address_outlives_five_minutes_whatever_was_set(client: Client, recording: Recording) -> None:
    with override_settings(S3_PRESIGNED_SECONDS=100_000):
        assert lives_seconds(client.get(address(recording))) == 300


def test_an_address_ends_with_the_token_and_when_the_recording_closes(client: Client, recording: Recording) -> None:
    before = address(recording)
    policy.set_access(recording, "public", until=timezone.now() + timedelta(seconds=60))
    assert 0 < lives_seconds(client.get(before)) <= 60
    with override_settings(STREAM_TOKEN_SECONDS=40):
        assert 0 < lives_seconds(client.get(address(recording))) <= 40
    policy.set_access(recording, "public", until=timezone.now() + timedelta(milliseconds=900))
    assert client.get(before).status_code == 200  # there is no time left for an address, but for the bytes there is


def closed(recording: Recording) -> None:
    policy.withdraw(recording)


def for_staff(recording: Recording) -> None:
    policy.set_access(recording, "staff")


@pytest.mark.parametrize("close", [closed, for_staff])
def test_what_is_closed_gets_no_address(
    client: Client, recording: Recording, close: Callable[[Recording], None]
) -> None:
    before = address(recording)
    close(recording)
    response = client.get(before)
    assert (response.status_code, response.has_header("Location")) == (404, False)


def test_what_is_not_there_gets_no_address(client: Client, recording: Recording) -> None:
    assert client.get(address(recording, "v720/seg00009.m4s")).status_code == 404
    assert client.get(address(recording, "manifest.json")).status_code == 404


def test_an_address_tells_nothing_that_counts(client: Client, recording: Recording) -> None:
    made = recording.rendition_set
    assert made is not None
    path = urlsplit(client.get(address(recording))["Location"]).path
    assert path == f"/rostarkivet/renditions/{made.directory}/v720/seg00000.m4s"


def test_a_book_is_fetched_from_the_bucket_while_it_may_be_read(client: Client, book: Document) -> None:
    response = client.get(f"/documents/{book.uuid}/")
    with fetched(response["Location"]) as there:
        assert (there.read(), there.headers["Content-Disposition"]) == (
            b"%PDF-1.4",
            f'inline; filename="{book.uuid}.pdf"',
        )
    policy.withdraw(book)
    assert client.get(f"/documents/{book.uuid}/").status_code == 404


def test_an_original_is_fetched_from_the_bucket_by_archivists_alone(
    client_of: Callable[[User | None], Client], archivist: User, translator: User, tmp_path: Path
) -> None:
    original = OriginalFactory(recording=RecordingFactory())
    (tmp_path / "tape").write_bytes(b"tape")
    storage.originals().put(original.key, tmp_path / "tape")
    where = reverse("recordings:original", args=[original.pk])
    with fetched(client_of(archivist).get(where)["Location"]) as there:
        assert there.headers["Content-Type"] == "application/octet-stream"
        assert there.headers["Content-Disposition"].startswith("attachment; filename=")
    for other in (translator, None):
        assert "Location" not in client_of(other).get(where) or "X-Amz" not in client_of(other).get(where)["Location"]
