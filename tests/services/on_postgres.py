"""Run any part of the suite on PostgreSQL: `python -m tests.services.on_postgres [what one would say to pytest]`."""

import os
import subprocess
import sys

from tests.services import postgres


def main(arguments: list[str]) -> int:
    try:
        with postgres.server() as server:
            environment = {**os.environ, "ROSTARKIVET_DATABASE_URL": server.url()}
            return subprocess.run([sys.executable, "-m", "pytest", *arguments], env=environment, check=False).returncode
    except postgres.Missing as missing:
        print(missing, file=sys.stderr)  # noqa: T201
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
