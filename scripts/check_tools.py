"""See that what the tests need from Debian is here, programs and shared libraries; install it when that is allowed.

With `--services` also the servers that `make test-services` starts. To need another one, add a line to a table below.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

# Program → the Debian package that brings it.
PROGRAMS = {"chromium": "chromium", "espeak-ng": "espeak-ng"}
# The servers that only `make test-services` asks for.
SERVICES = {"nginx": "nginx-light", "postgres": "postgresql", "javac": "default-jdk-headless", "mvn": "maven"}

# Debian keeps some programs where only root's PATH looks, and those of each PostgreSQL in a folder of its own.
_POSTGRESQL = sorted(
    Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True
)
_ASIDE = ("/usr/local/sbin", "/usr/sbin", "/sbin", *map(str, _POSTGRESQL))
PATH = os.pathsep.join([os.environ.get("PATH", os.defpath), *_ASIDE])

# Shared library that a program of the virtual environment may want → the Debian package that brings it.
LIBRARIES = {"libatomic.so.1": "libatomic1", "libstdc++.so.6": "libstdc++6", "libgcc_s.so.1": "libgcc-s1"}

# The programs in the virtual environment that bring no libraries along; paths below its site-packages.
BROUGHT = ("playwright/driver/node",)

_MISSING = re.compile(r"^\s*(\S+) => not found", re.MULTILINE)


def programs_missing(needed: Iterable[str] = tuple(PROGRAMS)) -> list[str]:
    """Those of the programs that are nowhere on the PATH."""
    return [program for program in needed if shutil.which(program, path=PATH) is None]


def libraries_missing(program: Path) -> list[str]:
    """The shared libraries that this program wants and the machine lacks, by the names it calls them."""
    listed = subprocess.run(["ldd", str(program)], capture_output=True, text=True, check=False)  # noqa: S603, S607
    return _MISSING.findall(listed.stdout)


def packages(programs: Iterable[str], libraries: Iterable[str]) -> list[str]:
    """The Debian packages that bring these, each once; raises LookupError for a library that no line names."""
    unknown = [name for name in libraries if name not in LIBRARIES]
    if unknown:
        raise LookupError(f"No line of {Path(__file__).name} knows which package brings {', '.join(unknown)}.")
    brings = {**PROGRAMS, **SERVICES}
    wanted = [brings[name] for name in programs] + [LIBRARIES[name] for name in libraries]
    return list(dict.fromkeys(wanted))


def brought_programs() -> list[Path]:
    """The programs of BROUGHT that are installed."""
    folders = [Path(entry) for entry in sys.path if entry.endswith("site-packages")]
    return [path for folder in folders for name in BROUGHT if (path := folder / name).is_file()]


def install_command(missing: Iterable[str]) -> list[str]:
    """How an administrator installs these Debian packages."""
    return ["apt-get", "install", "-y", "--no-install-recommends", *missing]


def main(needed: Iterable[str] = tuple(PROGRAMS)) -> int:
    """See to these programs, and to what the virtual environment's own lack; returns an exit status."""
    libraries = [name for program in brought_programs() for name in libraries_missing(program)]
    missing = packages(programs_missing(needed), libraries)
    if not missing:
        return 0
    command = install_command(missing)
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        print(f"The tests need: {', '.join(missing)}. Run: sudo {' '.join(command)}", file=sys.stderr)  # noqa: T201
        return 1
    print(f"Installing {', '.join(missing)} …")  # noqa: T201
    subprocess.run(["apt-get", "update", "-qq"], check=True)  # noqa: S607
    return subprocess.run([*command, "-qq"], check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main([*PROGRAMS, *SERVICES] if "--services" in sys.argv else tuple(PROGRAMS)))
