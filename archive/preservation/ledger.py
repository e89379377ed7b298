"""The ledger of withdrawals: a file outside the database that remembers what was withdrawn and what was lifted.

One JSON object a line, only ever added to. `digest` is the SHA-256 of the line before it together with its own words,
so that an edit, a cut in the middle and a line torn by a crash are seen (a cut at the end is seen by comparing with
the database, see `archive.preservation.withdrawals`). Knows no models: a thing is named by its model's label and key.
"""

import fcntl
import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from archive.durable import sync

WITHDRAW, LIFT, RESTORED = "withdraw", "lift", "restored"
LOCK_SECONDS = 5.0
PRIVATE = 0o600
ESCAPED = "backslashreplace"  # half a character pair is written as JSON writes it, and must not stop a withdrawal


class Thing(NamedTuple):
    """What a line is about, such as ("catalogue.Work", 17). `uuid` is "" for what has none."""

    model: str
    pk: int
    uuid: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `at` is UTC in ISO 8601; `by` is a user name, "" for the archive itself."""

    at: str
    action: str
    model: str
    pk: int
    uuid: str = ""
    slug: str = ""
    by: str = ""
    because: str = ""

    @property
    def thing(self) -> Thing:
        return Thing(self.model, self.pk, self.uuid)


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger as it was read. `broken` are the numbers of the lines (from 1) that are not what was once written."""

    entries: tuple[Entry, ...] = ()
    digests: tuple[str, ...] = ()
    broken: tuple[int, ...] = ()

    def continues(self, other: "Ledger") -> bool:
        """Whether this is `other`, perhaps with lines added since."""
        return self.digests[: len(other.digests)] == other.digests

    def after(self, other: "Ledger") -> tuple[Entry, ...]:
        """The entries that were added since `other`; all of them where this is not its continuation."""
        return self.entries[len(other.entries) :] if self.continues(other) else self.entries

    def last_words(self) -> dict[Thing, Entry]:
        """The last word about each thing."""
        return {entry.thing: entry for entry in self.entries if entry.action in (WITHDRAW, LIFT)}


def read(path: Path) -> Ledger:
    """What stands in the ledger; nothing where there is no file. Raises OSError where it cannot be read."""
    try:
        return parse(path.read_bytes())
    except FileNotFoundError:
        return Ledger()


def parse(content: bytes) -> Ledger:
    """Read lines; those that cannot be trusted are counted, and what can be read of them still speaks."""
    entries, digests, broken, previous = [], [], [], ""
    for number, line in enumerate(content.splitlines(), 1):
        written = _decode(line)
        if written is None:
            broken.append(number)
            continue
        entry, digest = written
        if digest != _digest(previous, entry):
            broken.append(number)
        entries.append(entry)
        digests.append(digest)
        previous = digest
    return Ledger(tuple(entries), tuple(digests), tuple(broken))


def append(path: Path, entries: Iterable[Entry]) -> None:
    """Add lines, and return when they are on stable storage. Raises OSError, leaving the file as it was."""
    with locked(path) as stream:
        write(stream, entries)


@contextmanager
def locked(path: Path) -> Iterator[BinaryIO]:
    """The open file, ours alone among all processes. Raises OSError, also where another keeps it for too long."""
    new = not path.exists()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, PRIVATE), "r+b") as stream:
        _lock(stream)
        if new:
            sync(path.parent)
        yield stream


def write(stream: BinaryIO, entries: Iterable[Entry]) -> None:
    """Add lines to a locked ledger."""
    stream.seek(0)
    content = stream.read()
    before = parse(content)
    previous = before.digests[-1] if before.digests else ""
    lines = [] if content.endswith(b"\n") or not content else [b"\n"]  # a torn line stays, alone
    for entry in entries:
        previous = _digest(previous, entry)
        lines.append(
            json.dumps(_as_dict(entry) | {"digest": previous}, ensure_ascii=False).encode(errors=ESCAPED) + b"\n"
        )
    try:
        stream.write(b"".join(lines))
        stream.flush()
        os.fsync(stream.fileno())
    except OSError:
        os.ftruncate(stream.fileno(), len(content))
        raise


def _lock(stream: BinaryIO) -> None:
    until = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            return fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)


def _as_dict(entry: Entry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in Entry.__slots__}


def _digest(previous: str, entry: Entry) -> str:
    words = json.dumps([previous, *_as_dict(entry).values()], ensure_ascii=False)
    return hashlib.sha256(words.encode(errors=ESCAPED)).hexdigest()


def _decode(line: bytes) -> tuple[Entry, str] | None:
    try:
        written = json.loads(line)
        digest = str(written.pop("digest"))
        return Entry(**{**written, "pk": int(written["pk"])}), digest
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
