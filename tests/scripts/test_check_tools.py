"""What the tests need from the machine is looked for, and named by the package that brings it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import check_tools
from tests.config.running import ROOT, clean

LDD = """#!/bin/sh
echo "	linux-vdso.so.1 (0x00007ffd)"
echo "	libatomic.so.1 => not found"
echo "	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)"
"""


def test_the_browsers_driver_is_looked_at() -> None:
    assert [path.name for path in check_tools.brought_programs()] == ["node"]


def test_a_program_lacks_nothing_where_it_can_start() -> None:
    (node,) = check_tools.brought_programs()
    assert subprocess.run([node, "--version"], capture_output=True, check=False).returncode == 0
    assert check_tools.libraries_missing(node) == []


def test_a_program_that_is_nowhere_is_missing() -> None:
    assert check_tools.programs_missing(["sh", "no-such-program"]) == ["no-such-program"]


def test_a_package_is_named_once_for_all_that_it_brings() -> None:
    assert check_tools.packages(["chromium"], ["libatomic.so.1", "libatomic.so.1"]) == ["chromium", "libatomic1"]


def test_what_the_servers_need_is_asked_for_besides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_tools, "PATH", str(tmp_path))
    assert check_tools.packages(check_tools.programs_missing(check_tools.SERVICES), []) == [
        "nginx-light",
        "postgresql",
        "default-jdk-headless",
        "maven",
    ]
    for program in check_tools.SERVICES:
        (tmp_path / program).symlink_to("/bin/true")
    assert check_tools.programs_missing(check_tools.SERVICES) == []


def test_a_library_that_no_line_names_is_said_aloud() -> None:
    with pytest.raises(LookupError, match=r"libunheard\.so\.9"):
        check_tools.packages([], ["libunheard.so.9"])


def test_who_may_not_install_is_told_the_command(tmp_path: Path) -> None:
    (tmp_path / "ldd").write_text(LDD)
    (tmp_path / "ldd").chmod(0o755)
    for program in check_tools.PROGRAMS:
        (tmp_path / program).symlink_to("/bin/true")
    tmp_path.chmod(0o755)
    asked = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from scripts import check_tools; "
    asked += "check_tools.os.geteuid = lambda: 1000; sys.exit(check_tools.main())"
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [sys.executable, "-c", asked], env={**clean(), "PATH": path}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (
        1,
        "The tests need: libatomic1. Run: sudo apt-get install -y --no-install-recommends libatomic1\n",
    )
