"""Run tests with OpenSearch as the search engine: `python -m tests.services.on_opensearch [pytest's arguments]`."""

import os
import subprocess
import sys

from tests.services import opensearch
from tests.services.search_server import GIVEN

ALL = ["tests/search", "tests/services/test_elastic.py", "tests/services/test_same_answers.py"]


def main(arguments: list[str]) -> int:
    try:
        with opensearch.running() as server:
            print(f"OpenSearch answers at {server.url}", file=sys.stderr)  # noqa: T201 - a command's own words
            command = [sys.executable, "-m", "pytest", *(arguments or ALL)]
            return subprocess.run(command, env={**os.environ, GIVEN: server.url}, check=False).returncode
    except opensearch.MissingError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
