"""A move that stops half-way: `python -m tests.services.killable_move SOURCE` says `now` and goes on after a line."""

import sys

import django

django.setup()

from archive.preservation import filing  # noqa: E402
from config import dotenv  # noqa: E402
from config.settings import databases  # noqa: E402

HALF = 0.5
_said: list[int] = []


def watch(step: str, done: int, total: int) -> None:
    if done > total * HALF and not _said:
        _said.append(done)
        sys.stdout.write("now\n")
        sys.stdout.flush()
        sys.stdin.readline()


if __name__ == "__main__":
    filing.bring_in(databases.at(dotenv.read(), sys.argv[1]), watch)
