import os
import subprocess
import sys
from pathlib import Path

import pytest


def manage(*arguments: str, var: Path, stdout: int = subprocess.DEVNULL) -> "subprocess.CompletedProcess[str]":
    ours = {"DJANGO_SETTINGS_MODULE": "config.settings.development", "ROSTARKIVET_VAR_DIR": str(var)}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, text=True, stderr=subprocess.PIPE, env={**os.environ, **ours}, check=False, stdout=stdout
    )


@pytest.mark.parametrize("command", ["showmigrations", "check"])
def test_a_command_works_before_there_is_a_folder_for_data(tmp_path: Path, command: str) -> None:
    done = manage(command, var=tmp_path / "not" / "there")
    assert (done.returncode, done.stderr) == (0, "")


def test_whoever_reads_only_the_beginning_gets_no_traceback(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    done = manage("help", "--commands", var=tmp_path, stdout=write)
    os.close(write)
    assert (done.returncode, done.stderr) == (1, "")
