"""An install by docs/install.md is live: its own commands, run in an empty folder with production's settings."""

import configparser
import http.client
import re
import shutil
import socket
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.config.running import ROOT, clean

DOCUMENT = (ROOT / "docs" / "install.md").read_text()
UNITS = ROOT / "deploy" / "systemd"
HOST = "arkiv.example.org"
LEFT_BEHIND = (".venv", "var", ".git", "node_modules", ".*_cache", "__pycache__", ".env", ".hypothesis")


def unit(name: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(UNITS / name)
    return parser


def blocks() -> list[str]:
    """The document's shell commands."""
    return re.findall(r"^```sh\n(.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL)


def clone(folder: Path) -> Path:
    """The project in an empty folder, with what is installed already so that nothing has to be downloaded."""
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*LEFT_BEHIND))
    installed = Path(sys.prefix)
    (folder / ".venv").mkdir()
    for entry in installed.iterdir():
        if entry.suffix != ".stamp":
            (folder / ".venv" / entry.name).symlink_to(entry)
    for stamp in ("runtime.stamp", "dev.stamp"):
        (folder / ".venv" / stamp).touch()
    return folder


def shell(folder: Path, commands: str) -> "subprocess.CompletedProcess[str]":
    given = {**clean(), "HOME": str(folder)}
    return subprocess.run(
        ["sh", "-ec", commands],
        cwd=folder,
        env=given,
        check=False,
        text=True,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        umask=0o022,
    )


class Live:
    """What the document's commands made, and what they said."""

    def __init__(self, folder: Path) -> None:
        self.folder = clone(folder)
        self.said = []
        for commands in blocks():
            done = shell(self.folder, commands)
            assert done.returncode == 0, f"{commands}\n{done.stdout}\n{done.stderr}"
            self.said.append(done.stdout)

    def setup(self, *options: str) -> "subprocess.CompletedProcess[str]":
        return shell(self.folder, f".venv/bin/python manage.py setup --no-input {' '.join(options)}")

    def ask(self, path: str, port: int, **headers: str) -> tuple[int, str, dict[str, str]]:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
            connection.request("GET", path, headers={"Host": HOST, "X-Forwarded-Proto": "https", **headers})
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), dict(answer.getheaders())


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Live:
    return Live(tmp_path_factory.mktemp("srv") / "app")


@pytest.fixture(scope="module")
def port(live: Live) -> Iterator[int]:
    """The port of the web server, started by the command of its systemd unit, on a port that `setup` was told."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    assert live.setup(f"--set PORT={free}").returncode == 0
    command = unit("rostarkivet-web.service")["Service"]["ExecStart"].replace("/srv/rostarkivet", str(live.folder))
    server = subprocess.Popen(command.split(), cwd=live.folder, env=clean(), stdout=subprocess.DEVNULL)
    try:
        wait_for(free, server)
        yield free
    finally:
        server.terminate()
        server.wait(30)


def wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert server.poll() is None, "the web server has ended"
        time.sleep(0.1)
    raise AssertionError("the web server does not answer")


def mode(path: Path) -> str:
    return oct(stat.S_IMODE(path.stat().st_mode))


def test_the_front_pages_name_the_organisation_in_three_languages(live: Live, port: int) -> None:
    for path, language in {"/": "sv", "/en/": "en", "/fa/": "fa"}.items():
        status, page, _ = live.ask(path, port)
        assert status == 200
        assert f'<html lang="{language}"' in page
        assert "Example Network" in page
        assert "Wagtail" not in page
        assert '<link rel="stylesheet" href="/static/' in page


def test_search_answers_and_finds_nothing_yet(live: Live, port: int) -> None:
    assert live.ask("/search/?q=frihet", port)[0] == 200


def test_what_is_shown_is_styled(live: Live, port: int) -> None:
    page = live.ask("/", port)[1]
    (style, *_) = re.findall(r'href="(/static/[^"]+\.css)"', page)
    status, _, headers = live.ask(style, port)
    assert (status, headers["Cross-Origin-Resource-Policy"]) == (200, "same-origin")


def test_without_https_one_is_sent_to_it_and_browsers_insist(live: Live, port: int) -> None:
    status, _, headers = live.ask("/", port, **{"X-Forwarded-Proto": "http"})
    assert (status, headers["Location"]) == (301, f"https://{HOST}/")
    assert live.ask("/", port)[2]["Strict-Transport-Security"] == "max-age=31536000"


def test_another_name_is_not_answered(live: Live, port: int) -> None:
    assert live.ask("/", port, Host="evil.example")[0] == 400


def test_the_first_administrator_chooses_her_password_by_the_link_that_was_printed(live: Live, port: int) -> None:
    (link,) = re.findall(rf"https://{HOST}(/account/choose/\S+)", "".join(live.said))
    status, _, headers = live.ask(link, port)
    assert (status, headers["Location"].endswith("/set-password/")) == (302, True)


def test_what_was_made_is_for_its_owner_alone(live: Live) -> None:
    var = live.folder / "var"
    assert mode(live.folder / ".env") == mode(var / "rostarkivet.sqlite3") == "0o600"
    folders = {path.name: mode(path) for path in (var, *var.iterdir()) if path.is_dir()}
    assert (folders.pop("var"), folders.pop("static")) == ("0o710", "0o750")
    assert set(folders) >= {"originals", "renditions", "work", "search", "media"}
    assert set(folders.values()) == {"0o700"}


def test_of_all_that_was_made_the_group_reads_the_static_files_alone(live: Live) -> None:
    var = live.folder / "var"
    open_to_group = [path for path in var.rglob("*") if path.stat().st_mode & 0o070]
    assert open_to_group
    assert [path for path in open_to_group if path.relative_to(var).parts[0] != "static"] == []
    closed = [path for path in (var / "static").rglob("*") if not path.stat().st_mode & 0o040]
    assert closed == []
    assert [path for path in (var, *var.rglob("*")) if path.stat().st_mode & 0o007] == []


def made(live: Live) -> dict[str, object]:
    """Every file there is, and every row of the database."""
    files = [live.folder / ".env", *(live.folder / "var").rglob("*")]
    found: dict[str, object] = {str(path): path.read_bytes() for path in files if path.is_file()}
    databases = [name for name in found if "rostarkivet.sqlite3" in name]
    for name in databases:
        del found[name]
    with closing(sqlite3.connect(min(databases))) as database:
        # Inserting what is there already counts a sequence up and leaves no row.
        rows = [line for line in database.iterdump() if "sqlite_sequence" not in line]
    return {**found, "rows": rows}


def test_a_second_time_changes_nothing(live: Live) -> None:
    live.setup()
    before = made(live)
    done = live.setup()
    assert (done.returncode, done.stdout) == (
        0,
        f"The archive is ready for https://{HOST}/ as soon as its services run.\n",
    )
    assert made(live) == before


def test_what_others_could_read_is_closed_again(live: Live) -> None:
    for path in (live.folder / ".env", live.folder / "var" / "rostarkivet.sqlite3"):
        path.chmod(0o644)
    (live.folder / "var").chmod(0o755)
    live.setup()
    assert mode(live.folder / ".env") == mode(live.folder / "var" / "rostarkivet.sqlite3") == "0o600"
    assert mode(live.folder / "var") == "0o710"


def test_the_units_start_what_the_document_installs_and_keep_it_running() -> None:
    for name in ("rostarkivet-web.service", "rostarkivet-worker.service"):
        service = unit(name)["Service"]
        assert (service["Restart"], service["UMask"], service["NoNewPrivileges"]) == ("always", "0077", "true")
        assert (service["ProtectSystem"], service["User"]) == ("strict", "rostarkivet")
        for relation in ("BindsTo", "Requires", "PartOf"):
            assert relation not in unit(name)["Unit"]
    assert {path.name for path in UNITS.iterdir()} >= {"rostarkivet.slice", "rostarkivet-backup.timer"}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd's own check")
def test_systemd_understands_every_line_of_the_units(tmp_path: Path) -> None:
    for path in UNITS.iterdir():
        text = path.read_text().replace("/srv/rostarkivet/.venv/bin/", "/bin/").replace("gunicorn", "true")
        (tmp_path / path.name).write_text(re.sub(r"/bin/python\b", "/bin/true", text))
    units = [str(path) for path in tmp_path.iterdir()]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    complaints = [line for line in done.stderr.splitlines() if "rostarkivet" in line]
    assert complaints == []
