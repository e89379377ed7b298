"""Settings that do not fit each other are explained with a way out."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.checks import CheckMessage, run_checks
from django.db import connection

from config import checks


def ids(messages: list[CheckMessage]) -> list[str | None]:
    assert all(message.hint for message in messages)
    return [message.id for message in messages]


def test_settings_as_they_come_fit_each_other() -> None:
    assert [message for message in run_checks() if (message.id or "").startswith("config.")] == []


def test_files_are_left_to_no_proxy_that_is_not_there(settings: LazySettings) -> None:
    settings.ACCEL = True
    assert ids(checks.nginx_is_there_to_send()) == ["config.E001"]


@pytest.mark.parametrize(("mode", "expected"), [(0o700, ["config.W002"]), (0o710, []), (0o750, [])])
def test_nginx_can_enter_where_it_is_to_send_from(
    settings: LazySettings, tmp_path: Path, mode: int, expected: list[str]
) -> None:
    settings.ACCEL = settings.BEHIND_PROXY = True
    assert ids(checks.nginx_is_there_to_send()) == []  # the folder is made when something comes
    settings.RENDITIONS_DIR = tmp_path / "renditions"
    settings.RENDITIONS_DIR.mkdir()
    settings.RENDITIONS_DIR.chmod(mode)
    assert ids(checks.nginx_is_there_to_send()) == expected


@pytest.mark.parametrize(
    ("host", "proxy", "expected"),
    [
        ("0.0.0.0", True, ["config.W003"]),
        ("::", True, ["config.W003"]),
        ("arkiv.example.org", True, ["config.W003"]),
        ("0.0.0.0", False, []),
        ("127.0.0.1", True, []),
        ("::1", True, []),
        ("localhost", True, []),
    ],
)
def test_a_proxy_is_trusted_only_where_everybody_comes_through_it(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch, host: str, proxy: bool, expected: list[str]
) -> None:
    monkeypatch.setenv("ROSTARKIVET_HOST", host)
    settings.BEHIND_PROXY = proxy
    assert ids(checks.nobody_gets_past_the_proxy()) == expected


@pytest.mark.parametrize(
    ("mounts", "kind", "expected"),
    [
        ("/dev/sda / ext4 rw 0 0\n", "ext4", []),
        ("/dev/sda / ext4 rw 0 0\nnas:/x FOLDER nfs4 rw 0 0\n", "nfs4", ["config.E004"]),
        ("//nas/x / cifs rw 0 0\n", "cifs", ["config.E004"]),
        ("nas:/x /nowhere/else nfs4 rw 0 0\n/dev/sda / xfs rw 0 0\n", "xfs", []),
        ("", "", []),
    ],
)
def test_an_sqlite_file_on_another_machine_is_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mounts: str, kind: str, expected: list[str]
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("asks about an SQLite file")
    database = Path(connection.settings_dict["NAME"]).absolute()
    (tmp_path / "mounts").write_text(mounts.replace("FOLDER", str(database.parent)))
    monkeypatch.setattr(checks, "MOUNTS", tmp_path / "mounts")
    assert checks.kind_of_disk(database) == kind
    assert ids(checks.sqlite_lies_on_this_machine()) == expected
