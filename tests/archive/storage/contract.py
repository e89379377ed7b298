"""What every store promises. A class of tests for one kind of store inherits it and says in `store` which it is."""

import hashlib
import io
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import RequestFactory

from archive.digest import Stamp, of_folder
from archive.exceptions import AlreadyStored, NotAsSaid, PartsMissing, UnknownSession
from archive.storage import Store

TAG = '"tag"'
TAPE = b"0123456789"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def send(store: Store, session: str, number: int, content: bytes) -> Stamp:
    return store.put_part(session, number, io.BytesIO(content), sha256(content))


def content_of(response: HttpResponseBase) -> bytes:
    said: Any = response
    return b"".join(said.streaming_content) if response.streaming else said.content


def completed_at_once(store: Store, session: str, digest: str) -> list[Stamp | Exception]:
    """What each of three is told who complete a session in the same moment."""
    start = threading.Barrier(3)

    def complete() -> Stamp | Exception:
        start.wait(10)
        try:
            return store.complete(session, digest)
        except Exception as error:
            return error

    with ThreadPoolExecutor(3) as threads:
        return [asked.result(60) for asked in [threads.submit(complete) for _ in range(3)]]


class StoreContract:
    """Inherit, and give the fixture `store`: an empty one."""

    @pytest.fixture
    def store(self) -> Store:
        raise NotImplementedError

    @pytest.fixture
    def tape(self, tmp_path: Path) -> Path:
        path = tmp_path / "tape.wav"
        path.write_bytes(TAPE)
        return path

    @pytest.fixture
    def built(self, tmp_path: Path) -> Path:
        folder = tmp_path / "built"
        (folder / "v720").mkdir(parents=True)
        (folder / "master.m3u8").write_text("#EXTM3U")
        (folder / "v720" / "seg00000.m4s").write_bytes(b"x")
        return folder

    # --- files ---

    def test_put_takes_the_file_over(self, store: Store, tape: Path) -> None:
        store.put("ab/abc.wav", tape)
        assert (tape.exists(), store.size("ab/abc.wav"), store.names()) == (False, 10, ["ab/abc.wav"])

    def test_put_refuses_a_key_that_is_taken_and_keeps_what_lies_there(
        self, store: Store, tape: Path, tmp_path: Path
    ) -> None:
        store.put("abc.wav", tape)
        (tmp_path / "other.wav").write_bytes(b"other")
        with pytest.raises(AlreadyStored):
            store.put("abc.wav", tmp_path / "other.wav")
        assert store.open("abc.wav").read() == TAPE

    def test_open_starts_where_it_is_told(self, store: Store, tape: Path) -> None:
        store.put("abc.wav", tape)
        with store.open("abc.wav", start=7) as stream:
            assert stream.read() == b"789"

    @pytest.mark.parametrize("key", ["../secret", "/etc/passwd", "a/../../b", "", ".incoming/x", "a//b", "a/\n", "A"])
    def test_a_key_cannot_climb_out_of_the_store(self, store: Store, key: str) -> None:
        with pytest.raises(ValueError, match="not a storage key"):
            store.open(key)

    def test_what_no_row_speaks_of_can_be_discarded(self, store: Store, tape: Path) -> None:
        store.put("ab/abc.wav", tape)
        for key in ("ab/abc.wav", "ab/abc.wav", "zz/never.wav"):
            store.discard(key)
        assert store.names() == []

    def test_a_program_may_read_what_is_there(self, store: Store, tape: Path) -> None:
        store.put("abc.wav", tape)
        with store.local("abc.wav") as path:
            assert path.read_bytes() == TAPE
        with pytest.raises(FileNotFoundError), store.local("never.wav"):
            pass

    # --- trees ---

    def test_a_tree_appears_whole_under_its_key(self, store: Store, built: Path) -> None:
        store.put_tree("set1", built, of_folder(built))
        assert store.names("set1") == ["set1/master.m3u8", "set1/v720/seg00000.m4s"]
        assert store.stat_tree("set1") == {"master.m3u8": 7, "v720/seg00000.m4s": 1}
        assert not built.exists()

    def test_where_there_is_no_tree_there_are_no_files(self, store: Store) -> None:
        assert (store.stat_tree("set1"), store.names("set1"), store.exists("set1")) == ({}, [], False)

    def test_a_tree_never_replaces_another(self, store: Store, tmp_path: Path) -> None:
        for content in ("first", "second"):
            (tmp_path / content).mkdir()
            (tmp_path / content / "master.m3u8").write_text(content)
        store.put_tree("set1", tmp_path / "first", of_folder(tmp_path / "first"))
        with pytest.raises(AlreadyStored):
            store.put_tree("set1", tmp_path / "second", of_folder(tmp_path / "second"))
        assert store.open("set1/master.m3u8").read() == b"first"

    @pytest.mark.parametrize("fault", ["altered", "longer", "missing", "not named"])
    def test_a_tree_that_is_not_what_its_manifest_says_is_refused_and_leaves_nothing(
        self, store: Store, built: Path, fault: str
    ) -> None:
        manifest = of_folder(built)
        file = built / "v720" / "seg00000.m4s"
        match fault:
            case "altered":
                file.write_bytes(b"y")
            case "longer":
                file.write_bytes(b"xy")
            case "missing":
                file.unlink()
            case "not named":
                (built / "more.vtt").write_text("WEBVTT")
        with pytest.raises(NotAsSaid):
            store.put_tree("set1", built, manifest)
        assert (store.exists("set1"), store.names(), store.sweep(time.time() + 60)) == (False, [], 0)

    def test_removing_a_tree_twice_is_fine(self, store: Store, built: Path) -> None:
        store.put_tree("set1", built, of_folder(built))
        for _ in range(2):
            store.remove_tree("set1")
        assert not store.exists("set1")

    def test_trees_are_the_directories_directly_below_a_key(self, store: Store, tmp_path: Path) -> None:
        assert (store.trees(), store.trees("film")) == ([], [])
        for key in ("film/1-a", "film/2-b", "radio/3-c"):
            (tmp_path / "set").mkdir()
            (tmp_path / "set" / "a").write_text(key)
            store.put_tree(key, tmp_path / "set", of_folder(tmp_path / "set"))
        assert (store.trees(), store.trees("film")) == (["film", "radio"], ["film/1-a", "film/2-b"])

    # --- sessions of parts ---

    def test_parts_in_any_order_and_again_become_one_file(self, store: Store) -> None:
        session = store.begin("ab/abc.wav")
        send(store, session, 2, b"56")
        send(store, session, 1, b"wrong")
        send(store, session, 3, b"789")
        assert send(store, session, 1, b"01234") == Stamp(5, sha256(b"01234"))
        assert {number: part.size for number, part in store.parts(session).items()} == {1: 5, 2: 2, 3: 3}
        assert (store.exists("ab/abc.wav"), store.names(), store.trees()) == (False, [], [])
        assert store.complete(session, sha256(TAPE)) == Stamp(10, sha256(TAPE))
        assert (store.open("ab/abc.wav").read(), store.names()) == (TAPE, ["ab/abc.wav"])
        with pytest.raises(UnknownSession):
            store.parts(session)

    def test_a_part_that_is_not_what_was_said_is_refused(self, store: Store) -> None:
        session = store.begin("abc.wav")
        send(store, session, 1, b"good")
        with pytest.raises(NotAsSaid):
            store.put_part(session, 1, io.BytesIO(b"bad"), sha256(b"good"))
        assert store.parts(session) == {1: Stamp(4, sha256(b"good"))}

    @pytest.mark.parametrize(("number", "digest"), [(0, "0" * 64), (10_001, "0" * 64), (1, "../../x"), (1, "")])
    def test_a_part_has_a_number_and_a_digest(self, store: Store, number: int, digest: str) -> None:
        session = store.begin("abc.wav")
        with pytest.raises(ValueError, match="not a part"):
            store.put_part(session, number, io.BytesIO(b""), digest)

    def test_a_whole_that_is_not_what_was_said_is_refused_and_can_be_mended(self, store: Store) -> None:
        session = store.begin("abc.wav")
        send(store, session, 1, b"01234")
        send(store, session, 2, b"wrong")
        with pytest.raises(NotAsSaid):
            store.complete(session, sha256(TAPE))
        assert not store.exists("abc.wav")
        send(store, session, 2, b"56789")
        store.complete(session, sha256(TAPE))
        assert store.open("abc.wav").read() == TAPE

    @pytest.mark.parametrize(("came", "lacking"), [((), [1]), ((1, 4), [2, 3]), ((2,), [1])])
    def test_a_gap_is_said(self, store: Store, came: tuple[int, ...], lacking: list[int]) -> None:
        session = store.begin("abc.wav")
        for number in came:
            send(store, session, number, b"x")
        with pytest.raises(PartsMissing) as caught:
            store.complete(session, sha256(b"x"))
        assert caught.value.numbers == lacking

    def test_a_session_never_replaces_what_lies_there(self, store: Store, tape: Path) -> None:
        session = store.begin("abc.wav")
        send(store, session, 1, b"other")
        store.put("abc.wav", tape)
        with pytest.raises(AlreadyStored):
            store.complete(session, sha256(b"other"))
        with pytest.raises(AlreadyStored):
            store.begin("abc.wav")
        assert store.open("abc.wav").read() == TAPE

    def test_two_sessions_for_one_key_do_not_meet(self, store: Store) -> None:
        one, other = store.begin("abc.wav"), store.begin("abc.wav")
        send(store, one, 1, b"one")
        send(store, other, 1, b"other")
        store.complete(other, sha256(b"other"))
        with pytest.raises(AlreadyStored):
            store.complete(one, sha256(b"one"))
        assert store.open("abc.wav").read() == b"other"

    def test_who_completes_a_session_that_another_completes_finds_it_done(self, store: Store) -> None:
        for turn in range(8):
            session, whole = store.begin(f"{turn}.wav"), TAPE * 40_000
            for number in (1, 2, 3):
                send(store, session, number, [whole[:100], whole[100:-100], whole[-100:]][number - 1])
            told = completed_at_once(store, session, sha256(whole))
            assert Stamp(len(whole), sha256(whole)) in told
            assert {type(each) for each in told} <= {Stamp, UnknownSession}, told
            assert store.open(f"{turn}.wav").read() == whole
            with pytest.raises(UnknownSession):
                store.parts(session)

    def test_an_aborted_session_is_gone(self, store: Store) -> None:
        session = store.begin("abc.wav")
        send(store, session, 1, b"x")
        for _ in range(2):
            store.abort(session)
        with pytest.raises(UnknownSession):
            send(store, session, 2, b"y")
        assert store.sweep(time.time() + 60) == 0

    @pytest.mark.parametrize("session", ["0" * 32, "../..", "", "."])
    def test_a_session_that_never_began_is_unknown(self, store: Store, session: str, tape: Path) -> None:
        store.put("abc.wav", tape)
        store.abort(session)
        with pytest.raises(UnknownSession):
            store.complete(session, sha256(b""))
        assert store.names() == ["abc.wav"]

    def test_an_abandoned_session_is_swept_away_after_a_while(self, store: Store) -> None:
        session = store.begin("abc.wav")
        send(store, session, 1, b"x")
        now = time.time()
        assert (store.sweep(now - 60), store.parts(session)[1].size) == (0, 1)
        assert (store.sweep(now + 60), store.sweep(now + 60)) == (1, 0)
        with pytest.raises(UnknownSession):
            store.parts(session)

    # --- answers ---

    @pytest.mark.parametrize(
        ("headers", "status", "content"),
        [
            ({}, 200, TAPE),
            ({"range": "bytes=2-4"}, 206, b"234"),
            ({"range": "bytes=-3"}, 206, b"789"),
            ({"range": "bytes=10-"}, 416, b""),
            ({"range": "bytes=0-1,3-4"}, 200, TAPE),
            ({"range": "bytes=2-4", "if-range": TAG}, 206, b"234"),
            ({"range": "bytes=2-4", "if-range": '"other"'}, 200, TAPE),
            ({"range": "bytes=2-4", "if-range": f"W/{TAG}"}, 200, TAPE),
            ({"range": "bytes=2-4", "if-range": "Sat, 01 Jan 2000 00:00:00 GMT"}, 200, TAPE),
            ({"if-none-match": TAG}, 304, b""),
            ({"if-none-match": '"other"'}, 200, TAPE),
            ({"if-match": '"other"'}, 412, b""),
        ],
    )
    def test_a_request_is_answered_with_what_it_asks_for(
        self, store: Store, tape: Path, headers: dict[str, str], status: int, content: bytes
    ) -> None:
        store.put("abc.wav", tape)
        request = RequestFactory().get("/", headers=headers)
        response = store.respond(request, "abc.wav", media_type="audio/wav", may_go_on=lambda: True, etag=TAG)
        assert (response.status_code, content_of(response)) == (status, content)
        if status < 400 or status == 416:
            assert (response["ETag"], response["Cache-Control"]) == (TAG, "private, no-cache")

    def test_the_head_says_what_would_come_and_nothing_comes(self, store: Store, tape: Path) -> None:
        store.put("abc.wav", tape)
        request = RequestFactory().head("/", headers={"range": "bytes=2-4"})
        response = store.respond(
            request, "abc.wav", media_type="audio/wav", may_go_on=lambda: True, disposition="attachment"
        )
        said = {name: response[name] for name in ("Content-Length", "Content-Range", "Content-Type", "Accept-Ranges")}
        assert (response.status_code, content_of(response), response["Content-Disposition"]) == (206, b"", "attachment")
        assert said == {
            "Content-Length": "3",
            "Content-Range": "bytes 2-4/10",
            "Content-Type": "audio/wav",
            "Accept-Ranges": "bytes",
        }

    def test_what_is_not_there_is_not_answered_for(self, store: Store) -> None:
        with pytest.raises(FileNotFoundError):
            store.respond(RequestFactory().get("/"), "abc.wav", media_type="audio/wav", may_go_on=lambda: True)
