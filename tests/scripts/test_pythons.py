"""`make` runs on the newest Python of the machine that the archive runs on."""

import subprocess
from pathlib import Path

from tests.config.running import ROOT


def python(folder: Path, name: str, said: str) -> None:
    """A program that answers as a Python of this version would, or fails where it says nothing."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f'#!/bin/sh\necho "{said} $0"\n' if said else "#!/bin/sh\nexit 1\n")
    file.chmod(0o755)


def listed(path: Path, pyenv: Path) -> list[str]:
    done = subprocess.run(
        ["/bin/sh", str(ROOT / "scripts/pythons.sh")],
        env={"PATH": f"{path}:/usr/bin:/bin", "PYENV_ROOT": str(pyenv), "HOME": "/nonexistent"},
        capture_output=True,
        text=True,
        check=True,
    )
    return [line for line in done.stdout.splitlines() if line.startswith((str(path), str(pyenv)))]


def test_the_newest_on_the_path_comes_first(tmp_path: Path) -> None:
    python(tmp_path / "bin", "python3.12", "3.12")
    python(tmp_path / "bin", "python3.14", "3.14")
    assert listed(tmp_path / "bin", tmp_path / "none") == [
        str(tmp_path / "bin/python3.14"),
        str(tmp_path / "bin/python3.12"),
    ]


def test_a_version_is_listed_once_and_one_that_does_not_fit_never(tmp_path: Path) -> None:
    python(tmp_path / "bin", "python3.14", "3.14")
    python(tmp_path / "bin", "python3.13", "")
    python(tmp_path / "bin", "python3", "3.14")
    assert listed(tmp_path / "bin", tmp_path / "none") == [str(tmp_path / "bin/python3.14")]


def test_what_pyenv_keeps_comes_last(tmp_path: Path) -> None:
    python(tmp_path / "bin", "python3.12", "3.12")
    python(tmp_path / "pyenv", "versions/3.14.2/bin/python3", "3.14")
    assert listed(tmp_path / "bin", tmp_path / "pyenv") == [
        str(tmp_path / "bin/python3.12"),
        str(tmp_path / "pyenv/versions/3.14.2/bin/python3"),
    ]
