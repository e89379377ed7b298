"""See that the programs which the tests need from Debian are here; install them when that is allowed."""

import os
import shutil
import subprocess
import sys

# Program on the PATH → the Debian package that brings it.
NEEDED = {"chromium": "chromium"}


def main() -> int:
    missing = [package for program, package in NEEDED.items() if shutil.which(program) is None]
    if not missing:
        return 0
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        print(f"The browser tests need: {', '.join(missing)}. Run: sudo {' '.join(command)}", file=sys.stderr)  # noqa: T201
        return 1
    print(f"Installing {', '.join(missing)} …")  # noqa: T201
    subprocess.run(["apt-get", "update", "-qq"], check=True)  # noqa: S607
    return subprocess.run([*command, "-qq"], check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
