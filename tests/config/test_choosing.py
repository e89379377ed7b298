"""Which settings run: chosen once, and a live archive is never opened by development's."""

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from config import choosing
from tests.config.running import manage, run, setting

KEY = "a-key-that-nobody-else-knows-0123456789-0123456789"
LIVE_LINES = f"ROSTARKIVET_SECRET_KEY={KEY}\nROSTARKIVET_ALLOWED_HOSTS=arkiv.example.org\nROSTARKIVET_BASE_URL=https://arkiv.example.org\n"


@pytest.fixture
def empty(tmp_path: Path) -> dict[str, str]:
    """A place without a settings file."""
    return {"ENV_FILE": str(tmp_path / ".env"), "VAR_DIR": str(tmp_path / "var")}


@pytest.fixture
def live(empty: dict[str, str]) -> dict[str, str]:
    """A place with live settings in the file, and nothing in the environment that says so."""
    Path(empty["ENV_FILE"]).write_text(LIVE_LINES)
    return empty


def test_live_settings_in_the_file_are_what_a_command_runs_with(live: dict[str, str]) -> None:
    shown = setting("LIVE, settings.HTTPS, settings.SESSION_COOKIE_SECURE, settings.SECRET_KEY", **live)
    assert shown == f"True True True {KEY}"


def test_the_environment_alone_may_describe_a_live_archive(empty: dict[str, str]) -> None:
    told = {"SECRET_KEY": KEY, "ALLOWED_HOSTS": "arkiv.example.org", "BASE_URL": "https://arkiv.example.org"}
    assert setting("LIVE, settings.HTTPS", **empty, **told) == "True True"


def test_a_fresh_clone_is_for_development(empty: dict[str, str]) -> None:
    assert setting("LIVE, settings.HTTPS", **empty) == "False False"


@pytest.mark.parametrize(
    ("command", "line"), [("check", "ROSTARKIVET_ENV=live\n"), ("migrate", ""), ("load_demo", ""), ("demo", "")]
)
def test_development_refuses_a_live_file_with_the_way_out(live: dict[str, str], command: str, line: str) -> None:
    Path(live["ENV_FILE"]).write_text(LIVE_LINES + line)
    done = manage(command, DJANGO_SETTINGS_MODULE="config.settings.development", **live)
    assert done.returncode == 1
    assert done.stderr.startswith("This is a live archive: ")
    assert "Unset DJANGO_SETTINGS_MODULE" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not Path(live["VAR_DIR"]).exists()


def test_calling_it_development_does_not_open_a_live_file(live: dict[str, str]) -> None:
    done = manage("check", ENV="development", **live)
    assert (done.returncode, done.stderr.partition(":")[0]) == (1, "This is a live archive")


def test_a_word_that_is_no_kind_of_archive_is_refused(empty: dict[str, str]) -> None:
    assert setting("LIVE", ENV="staging", **empty) == "ROSTARKIVET_ENV is “staging”; it can be live or development."


def test_a_missing_setting_is_a_sentence_and_no_traceback(empty: dict[str, str]) -> None:
    done = manage("check", ENV="live", **empty)
    assert done.returncode == 1
    assert "ROSTARKIVET_SECRET_KEY" in done.stderr and "manage.py setup" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of data of a live archive."""
    place = tmp_path_factory.mktemp("live")
    (place / ".env").write_text(LIVE_LINES)
    done = manage("migrate", ENV_FILE=str(place / ".env"), VAR_DIR=str(place / "var"))
    assert done.returncode == 0, done.stderr
    return place / "var"


def test_a_database_that_went_live_is_refused_by_development_and_so_is_its_copy(migrated: Path, tmp_path: Path) -> None:
    copy = tmp_path / "rostarkivet.sqlite3"
    with closing(sqlite3.connect(migrated / copy.name)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    for place in (migrated, tmp_path):
        done = manage("check", ENV_FILE=str(tmp_path / "none"), VAR_DIR=str(place))
        assert (done.returncode, done.stderr.partition(" belongs")[0]) == (1, f"The database {place / copy.name}")


def test_what_is_written_is_for_its_owner_alone(migrated: Path) -> None:
    assert oct(migrated.stat().st_mode & 0o777) == "0o700"
    assert oct((migrated / "rostarkivet.sqlite3").stat().st_mode & 0o777) == "0o600"


def test_what_is_no_database_is_not_called_live(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database, but long enough to be looked at as one" * 100)
    assert choosing.is_live_file(path) is False


def test_a_folder_that_cannot_be_made_is_a_sentence(live: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = manage("check", **{**live, "VAR_DIR": str(tmp_path / "file" / "var")})
    assert done.returncode == 1
    assert done.stderr.startswith(f"The folder {tmp_path}/file/var is not there and cannot be made (Not a directory).")
    assert "ROSTARKIVET_VAR_DIR" in done.stderr and "Traceback" not in done.stderr


def gunicorn(*arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    return run(".venv/bin/gunicorn", "--config", "config/gunicorn.py", *arguments, "config.wsgi", **variables)


def test_the_web_server_reads_the_file_too(live: dict[str, str]) -> None:
    with Path(live["ENV_FILE"]).open("a") as file:
        file.write(
            "ROSTARKIVET_PORT=8123\nROSTARKIVET_HOST=127.0.0.9\nROSTARKIVET_WEB_WORKERS=3\nROSTARKIVET_WEB_THREADS=5\n"
        )
    shown = gunicorn("--print-config", **live).stdout
    values = dict(line.split(" = ", 1) for line in shown.splitlines() if " = " in line)
    found = {name.strip(): value.strip() for name, value in values.items()}
    assert [found[name] for name in ("bind", "workers", "threads")] == ["['127.0.0.9:8123']", "3", "5"]


def test_the_web_server_says_in_a_sentence_what_it_lacks(empty: dict[str, str]) -> None:
    done = gunicorn("--check-config", **empty)
    assert done.returncode == 1
    assert "ROSTARKIVET_SECRET_KEY" in done.stderr and "Traceback" not in done.stderr
