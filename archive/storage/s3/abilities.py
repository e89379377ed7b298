"""What a server can do that not every one can, asked of the server itself once in each process."""

import base64
import hashlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache

from archive.exceptions import AlreadyStored, StoreTrouble
from archive.storage.s3.link import Link

PROBES = ".probes/"
CONTENT = b"probe"


@dataclass(frozen=True, slots=True)
class Abilities:
    """`conditions`: a write refuses to replace what is there. `checksums`: other bytes than their sum are refused."""

    conditions: bool
    checksums: bool


@contextmanager
def probe(link: Link) -> Iterator[str]:
    """The name of an object of no worth that lies there until the block ends. Raises StoreTrouble."""
    name = f"{PROBES}{uuid.uuid4().hex}"
    try:
        link.ask("put_object", name, Body=CONTENT)
        yield name
    finally:
        with suppress(StoreTrouble):
            link.ask("delete_object", name)


@lru_cache(maxsize=8)
def of(link: Link) -> Abilities:
    """Try it, on an object that is gone afterwards. Raises StoreTrouble; then it is asked anew the next time."""
    with probe(link) as name:
        return Abilities(checksums=_refuses_altered(link, name), conditions=_refuses_taken(link, name))


def _refuses_altered(link: Link, name: str) -> bool:
    sum_of_other = base64.b64encode(hashlib.sha256(b"other").digest()).decode()
    try:
        link.ask("put_object", name, Body=CONTENT, ChecksumSHA256=sum_of_other)
    except StoreTrouble as error:
        if error.code != "altered":
            raise
        return True
    return False


def _refuses_taken(link: Link, name: str) -> bool:
    try:
        link.ask("put_object", name, Body=CONTENT, IfNoneMatch="*")
    except AlreadyStored:
        return True
    return False
