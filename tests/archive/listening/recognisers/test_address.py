"""A server that speaks OpenAI's interface as a recogniser, over a real socket."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archive import posting
from archive.exceptions import JobCancelled, JobFailed
from archive.listening import pieces
from archive.listening.pieces import Piece
from archive.listening.recognisers.address import Address
from tests.archive.listening.recognisers.server import Server, running


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as started:
        yield started


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    (tmp_path / "raw").write_bytes(bytes(4_000_000))
    pieces.write(tmp_path / "raw", Piece(0, 60_000), tmp_path / "piece.wav")
    return tmp_path / "piece.wav"


def ask(server: Server, sound: Path, seconds: int = 30, language: str = "sv") -> bytes:
    return Address(server.url, "secret", "whisper-1", seconds).hear(sound, language, lambda: None).data


def test_it_is_sent_the_sound_and_what_is_wanted(server: Server, sound: Path) -> None:
    assert b"Frihet nu." in ask(server, sound, language="prs")
    ((path, headers, body),) = server.asked
    assert (path, headers["Authorization"]) == ("/v1/audio/transcriptions", "Bearer secret")
    assert sound.read_bytes() in body
    fields = {
        part.split(b'name="')[1].split(b'"')[0]: part.split(b"\r\n\r\n")[1].rstrip(b"\r\n")
        for part in body.split(b"\r\n--") if b'name="' in part and b"filename" not in part
    }  # fmt: skip
    assert (fields[b"model"], fields[b"language"], fields[b"response_format"]) == (
        b"whisper-1", b"fa", b"verbose_json",
    )  # fmt: skip
    assert b'name="timestamp_granularities[]"\r\n\r\nword\r\n' in body


def test_without_a_key_none_is_sent(server: Server, sound: Path) -> None:
    Address(server.url, "", "whisper-1", 30).hear(sound, "sv", lambda: None)
    assert "Authorization" not in server.asked[0][1]


@pytest.mark.parametrize(
    ("mode", "code", "may_pass"),
    [
        ("500", "recogniser.refused", True),
        ("429", "recogniser.refused", True),
        ("400", "recogniser.refused", False),
        ("401", "recogniser.no_key", False),
        ("404", "recogniser.no_address", False),
        ("413", "recogniser.too_long", False),
        ("early", "recogniser.too_long", False),
        ("cut", "recogniser.unreached", True),
        ("cut chunks", "recogniser.unreached", True),
        ("large", "recogniser.too_large", False),
        ("empty", "recogniser.silent", False),
        ("elsewhere", "recogniser.refused", False),
    ],
)
def test_what_goes_wrong_is_said(mode: str, code: str, may_pass: bool, server: Server, sound: Path) -> None:
    server.mode = mode
    with pytest.raises(JobFailed) as failed:
        ask(server, sound)
    assert (failed.value.said.code, failed.value.may_pass) == (code, may_pass)
    assert "<b>" not in str(failed.value)
    assert all("/other/" not in path for path, _, _ in server.asked)


@pytest.mark.parametrize("mode", ["slow", "dripping"])
def test_it_has_so_long_and_no_longer(mode: str, server: Server, sound: Path) -> None:
    server.mode = mode
    with pytest.raises(JobFailed) as failed:
        ask(server, sound, seconds=1)
    assert (failed.value.said.code, failed.value.may_pass) == ("recogniser.timeout", True)


def test_whoever_calls_it_off_need_not_wait(server: Server, sound: Path) -> None:
    server.mode = "slow"
    asked = Address(server.url, "", "whisper-1", 60)

    def called_off() -> None:
        if server.asked:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        asked.hear(sound, "sv", called_off)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for 127.0.0.1 that signed itself, with its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("There is no openssl to make a certificate with.")
    key, made = tmp_path / "key.pem", tmp_path / "certificate.pem"
    asked = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    asked += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(made)]
    subprocess.run([openssl, *asked], check=True, capture_output=True)
    made.write_text(made.read_text() + key.read_text())
    return made


def test_over_tls_an_answer_may_take_longer_than_its_parts(
    certificate: Path, sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "PATIENCE_SECONDS", 1)
    with running(certificate) as server:
        server.mode = "late"
        with pytest.raises(JobFailed) as failed:
            ask(server, sound)
        assert failed.value.said.code == "recogniser.unreached"  # nobody we trust vouches for it
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert b"Frihet nu." in ask(server, sound)


def test_nobody_at_the_address(server: Server, sound: Path) -> None:
    gone = Address("http://127.0.0.1:9/v1/audio/transcriptions", "", "whisper-1", 5)
    for asked in (gone, replace(gone, url="https://no-such-host.invalid/"), replace(gone, url=server.url + "\u00e5 x")):
        with pytest.raises(JobFailed) as failed:
            asked.hear(sound, "sv", lambda: None)
        assert failed.value.said.code == "recogniser.unreached"
