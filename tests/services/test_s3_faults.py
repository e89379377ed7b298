"""A real S3 server behind a bad way to it: a clear word, nothing lost, nothing half-made, and it goes on afterwards."""

import hashlib
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from django.test import RequestFactory, override_settings
from django.utils import timezone

from archive import ingest
from archive.digest import of_folder, of_stream
from archive.exceptions import AlreadyStored, Refused, StoreTrouble
from archive.ingest import resume
from archive.models import Original, Upload
from archive.storage import Store, originals, renditions
from archive.storage.s3 import abilities, link, reading, writing
from tests.archive import files
from tests.archive.storage.contract import send
from tests.services import faults
from tests.services.faults import Passing, Way, asks
from tests.services.s3 import Served

MEGABYTE = 1024**2
KEY = "ab/abc.wav"


@pytest.fixture
def way(s3_server: Served, monkeypatch: pytest.MonkeyPatch) -> Iterator[Way]:
    """A way to the server that nobody waits for long."""
    monkeypatch.setattr(reading, "WAITS_SECONDS", (0.01, 0.02, 0.03))
    monkeypatch.setattr(link, "READ_SECONDS", 2)
    monkeypatch.setattr(writing, "PART_BYTES", 5 * MEGABYTE)
    with (
        faults.between(s3_server.endpoint) as opened,
        override_settings(**s3_server.settings(S3_ENDPOINT=opened.endpoint)),
    ):
        yield opened
    link.client.cache_clear()
    abilities.of.cache_clear()


@pytest.fixture
def store(way: Way) -> Store:
    """The store of originals, which knows the server already."""
    found = originals()
    for each in (found, renditions()):
        abilities.of(each._link)  # type: ignore[attr-defined]
    way.passed.clear()
    return found


def file_of(tmp_path: Path, megabytes: float) -> tuple[Path, bytes]:
    content = hashlib.sha256(b"seed").digest() * int(megabytes * MEGABYTE / 32)
    path = tmp_path / "tape"
    path.write_bytes(content)
    return path, content


def read(store: Store, key: str = KEY) -> bytes:
    with store.open(key) as stream:
        return stream.read()


@pytest.mark.parametrize("megabytes", [1, 11])
def test_a_server_in_trouble_is_asked_again(store: Store, way: Way, tmp_path: Path, megabytes: int) -> None:
    path, content = file_of(tmp_path, megabytes)
    way.next(faults.answer(503, "SlowDown"), times=2, when=asks("PUT"))
    way.next(faults.answer(500, "InternalError"), when=asks("GET"))
    store.put(KEY, path)
    assert (read(store), path.exists(), way.met) == (content, False, 3)


@pytest.mark.parametrize("megabytes", [1, 11])
@pytest.mark.parametrize(
    "trouble",
    [
        (faults.answer(503, "SlowDown"), "away"),
        (faults.silence, "away"),
        (faults.alter_request, "altered"),
        (faults.answer(507, "InsufficientStorage"), "full"),
        (faults.answer(403, "QuotaExceeded"), "full"),
        (faults.answer(403, "AccessDenied"), "refused"),
        (faults.answer(404, "NoSuchBucket"), "gone"),
    ],
)
def test_what_cannot_be_stored_is_said_and_stays_with_its_giver(
    store: Store, way: Way, *, s3_server: Served, tmp_path: Path, megabytes: int, trouble: tuple[faults.Fault, str]
) -> None:
    fault, code = trouble
    path, content = file_of(tmp_path, megabytes)
    last_part = "partNumber=3" if megabytes > 5 else ""
    way.next(fault, times=9, when=asks("PUT", last_part))
    with pytest.raises(StoreTrouble) as caught:
        store.put(KEY, path)
    assert caught.value.code == code
    assert len(str(caught.value)) > 20
    assert (path.read_bytes(), s3_server.everything()) == (content, [])
    assert s3_server.client().list_multipart_uploads(Bucket=s3_server.bucket).get("Uploads", []) == []
    way.clear()
    store.put(KEY, path)
    assert read(store) == content


@pytest.mark.parametrize("megabytes", [1, 11])
def test_an_answer_that_was_lost_is_no_reason_to_take_ones_own_file_for_anothers(
    store: Store, way: Way, tmp_path: Path, megabytes: int
) -> None:
    path, content = file_of(tmp_path, megabytes)
    way.next(faults.lost, when=asks("POST", "uploadId") if megabytes > 5 else asks("PUT", KEY))
    store.put(KEY, path)
    assert (read(store), way.met) == (content, 1)


def test_a_read_that_breaks_off_goes_on_where_it_broke(store: Store, way: Way, tmp_path: Path) -> None:
    path, content = file_of(tmp_path, 3)
    store.put(KEY, path)
    way.passed.clear()
    way.next(faults.cut(MEGABYTE), times=2, when=asks("GET"))
    assert (read(store), way.met) == (content, 2)
    assert [method for method, _path in way.passed] == ["GET"] * 3
    way.next(faults.cut(MEGABYTE), when=asks("GET"))
    with store.open(KEY, MEGABYTE // 2, 2 * MEGABYTE) as stream:
        assert stream.read() == content[MEGABYTE // 2 : 5 * MEGABYTE // 2]


def test_a_read_that_always_breaks_off_says_so(store: Store, way: Way, tmp_path: Path) -> None:
    path, _ = file_of(tmp_path, 1)
    store.put(KEY, path)
    way.next(faults.cut(0), times=20, when=asks("GET"))
    with pytest.raises(StoreTrouble) as caught:
        read(store)
    assert caught.value.code == "away"


def test_a_file_that_changes_under_a_reader_is_not_read_on(
    store: Store, way: Way, s3_server: Served, tmp_path: Path
) -> None:
    path, _ = file_of(tmp_path, 3)
    store.put(KEY, path)

    def change(passing: Passing) -> None:
        faults.cut(MEGABYTE)(passing)
        s3_server.client().put_object(Bucket=s3_server.bucket, Key=f"originals/{KEY}", Body=b"other" * MEGABYTE)

    way.next(change, when=asks("GET"))
    with pytest.raises(StoreTrouble) as caught:
        read(store)
    assert caught.value.code == "altered"


def test_a_copy_to_work_on_is_what_was_sealed_or_is_not_handed_out(store: Store, way: Way, tmp_path: Path) -> None:
    path, content = file_of(tmp_path, 1)
    store.put(KEY, path)
    sealed = hashlib.sha256(content).hexdigest()
    way.next(faults.alter_answer, when=asks("GET"))
    with pytest.raises(StoreTrouble) as caught, store.local(KEY, sealed):
        pass
    assert caught.value.code == "altered"
    with store.local(KEY, sealed) as copy:
        assert copy.read_bytes() == content


def test_a_slow_server_is_waited_for_and_one_that_stands_still_is_not(store: Store, way: Way, tmp_path: Path) -> None:
    path, content = file_of(tmp_path, 1)
    store.put(KEY, path)
    way.next(faults.slow(0.5), times=2)
    assert (store.size(KEY), read(store)) == (len(content), content)
    way.next(faults.slow(4), when=asks("HEAD"))
    with pytest.raises(StoreTrouble):
        originals()._link.impatient().ask("head_object", KEY)  # type: ignore[attr-defined]


def test_a_reader_waits_for_a_silent_server_less_than_whoever_brings_a_file(
    store: Store, way: Way, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link, "READERS_SECONDS", 0.3)
    path, content = file_of(tmp_path, 1)
    store.put(KEY, path)
    request = RequestFactory().get("/")
    ask = partial(store.respond, request, KEY, media_type="video/mp4", may_go_on=lambda: True)
    way.passed.clear()
    way.next(faults.slow(1), times=9)
    with pytest.raises(StoreTrouble):
        ask()
    assert (len(way.passed), store.size(KEY)) == (2, len(content))
    way.clear()
    assert b"".join(ask()) == content


def test_what_could_not_be_taken_out_after_a_refusal_is_taken_out_later(
    store: Store, way: Way, s3_server: Served, tmp_path: Path, db: None
) -> None:
    path = files.tone(tmp_path / "tape.wav")
    way.next(faults.lost, times=9, when=asks("PUT", "originals/"))  # it is there, and nobody was told
    way.next(faults.answer(403, "AccessDenied"), times=9, when=asks("DELETE", "originals/"))
    with pytest.raises(Refused):
        ingest.accept(path, "tape.wav")
    way.clear()
    left = s3_server.everything()
    assert (len(left), Original.objects.count()) == (1, 0)
    resume.resume()
    assert s3_server.everything() == left, "somebody may still be at it"
    Upload.objects.update(created_at=timezone.now() - 2 * resume.INTERRUPTED_AFTER)
    kept = ingest.accept(files.tone(tmp_path / "other.wav", seconds=1), "other.wav")
    resume.resume()
    assert s3_server.everything() == [f"originals/{kept.key}"]


def test_a_bucket_that_is_gone_is_not_taken_for_a_file_that_is_missing(s3_server: Served) -> None:
    with override_settings(**s3_server.settings(S3_BUCKET="elsewhere")):
        store = originals()
        for ask in (store.size, store.exists, store.names, store.open, store.stat_tree):
            with pytest.raises(StoreTrouble) as caught:
                ask(KEY)
            assert caught.value.code in ("gone", "refused")  # a key without the right to look is refused


def test_a_tree_that_breaks_off_is_not_there(store: Store, way: Way, s3_server: Served, tmp_path: Path) -> None:
    built = tmp_path / "built"
    built.mkdir()
    for number in range(4):
        (built / f"seg{number}.m4s").write_bytes(bytes([number]) * 1000)
    manifest = of_folder(built)
    way.next(faults.answer(503, "SlowDown"), times=9, when=asks("PUT", "seg2"))
    with pytest.raises(StoreTrouble):
        renditions().put_tree("film/1", built, manifest)
    assert (s3_server.everything(), of_folder(built)) == ([], manifest)
    way.clear()
    renditions().put_tree("film/1", built, manifest)
    assert renditions().stat_tree("film/1") == dict.fromkeys(manifest, 1000)


def test_of_a_tree_that_a_crash_left_unfinished_nothing_is_met_and_all_is_swept(
    store: Store, way: Way, s3_server: Served, tmp_path: Path
) -> None:
    built = tmp_path / "built"
    built.mkdir()
    for number in range(3):
        (built / f"seg{number}.m4s").write_bytes(b"x")
    # The server is gone in the middle of it, and with it the way to clean up.
    way.next(faults.answer(403, "AccessDenied"), when=asks("PUT", "seg1"))
    way.next(
        faults.answer(403, "AccessDenied"),
        times=9,
        when=lambda passing: "seg" not in passing.path and passing.method in ("POST", "DELETE"),
    )
    with pytest.raises(StoreTrouble):
        renditions().put_tree("film/1", built, of_folder(built))
    way.clear()
    found = renditions()
    assert s3_server.everything() == ["renditions/.trees/film/1", "renditions/film/1/seg0.m4s"]
    assert (found.exists("film/1"), found.names(), found.stat_tree("film/1"), found.trees()) == (False, [], {}, [])
    now = time.time()
    assert (found.sweep(now - 60), found.sweep(now + 60), s3_server.everything()) == (0, 1, [])


def test_parts_that_nobody_joined_are_swept_but_not_those_of_an_upload_that_goes_on(
    store: Store, way: Way, s3_server: Served, tmp_path: Path
) -> None:
    owner, name = s3_server.client(), {"Bucket": s3_server.bucket, "Key": f"originals/{KEY}"}
    begun = owner.create_multipart_upload(**name)
    owner.upload_part(**name, UploadId=begun["UploadId"], PartNumber=1, Body=b"x")
    now = time.time()
    assert (renditions().sweep(now + 60), store.sweep(now - 60), store.sweep(now + 60)) == (0, 0, 1)
    assert owner.list_multipart_uploads(Bucket=s3_server.bucket).get("Uploads", []) == []


def test_a_session_goes_on_after_the_server_was_away(store: Store, way: Way) -> None:
    session = store.begin(KEY)
    send(store, session, 1, b"01234")
    way.next(faults.silence, times=20)
    with pytest.raises(StoreTrouble):
        send(store, session, 2, b"56789")
    way.clear()
    send(store, session, 2, b"56789")
    way.next(faults.lost, times=4, when=asks("PUT", KEY))  # it is there, and nobody was told
    with pytest.raises(StoreTrouble):
        store.complete(session, hashlib.sha256(b"0123456789").hexdigest())
    way.clear()
    assert store.complete(session, hashlib.sha256(b"0123456789").hexdigest()).size == 10
    assert (read(store), store.names()) == (b"0123456789", [KEY])


# --- servers that can do less ---


def lesser(served: Served, *names: str) -> faults.Fault:
    """A server that has never heard of these headers: they are taken off and the request is signed anew."""

    def rewrite(passing: Passing) -> None:
        if not any(name in names for name in map(str.lower, passing.headers)):
            return
        kept = faults.without(passing.headers, *names, "authorization")
        url = f"http://{passing.headers['Host']}{passing.path}"
        request: Any = AWSRequest(passing.method, url, kept, passing.body)
        S3SigV4Auth(Credentials(served.key, served.secret), "s3", served.region).add_auth(request)
        passing.headers = dict(request.headers.items())

    return rewrite


@pytest.mark.parametrize("megabytes", [1, 11])
def test_where_the_server_checks_no_sums_what_arrived_is_read_back(
    way: Way, s3_server: Served, tmp_path: Path, megabytes: int
) -> None:
    way.rewrite = lesser(s3_server, "x-amz-checksum-sha256", "x-amz-checksum-algorithm", "x-amz-sdk-checksum-algorithm")
    store = originals()
    path, content = file_of(tmp_path, megabytes)
    assert not abilities.of(store._link).checksums  # type: ignore[attr-defined]
    way.next(faults.alter_answer, when=asks("GET", KEY))
    with pytest.raises(StoreTrouble) as caught:
        store.put(KEY, path)
    assert (caught.value.code, path.read_bytes(), s3_server.everything()) == ("altered", content, [])
    store.put(KEY, path)
    assert of_stream(store.open(KEY)).sha256 == hashlib.sha256(content).hexdigest()


def test_where_the_server_knows_no_condition_one_looks_first_and_alone(
    way: Way, s3_server: Served, tmp_path: Path
) -> None:
    way.rewrite = lesser(s3_server, "if-none-match")
    store = originals()
    assert not abilities.of(store._link).conditions  # type: ignore[attr-defined]
    for content in (b"first", b"second"):
        (tmp_path / "tape").write_bytes(content)
        if content == b"first":
            store.put(KEY, tmp_path / "tape")
        else:
            with pytest.raises(AlreadyStored):
                store.put(KEY, tmp_path / "tape")
    assert read(store) == b"first"


def test_a_large_file_has_never_more_parts_than_s3_takes() -> None:
    for size in (17 * MEGABYTE, 200 * 1024**3, 5 * 1024**4):
        assert -(-size // writing.part_bytes(size)) <= writing.MOST_PARTS
