"""What the head of a request says, read before any thread is spent on it."""

import hashlib
import os
import re
from dataclasses import dataclass
from enum import Enum

LONGEST = 256 * 1024  # bytes; what is longer goes to gunicorn, which refuses it
_END = b"\r\n\r\n"
_FILES = re.compile(rb"/(?:stream|documents)/|/admin/recordings/originals/")
_ADMIN = re.compile(rb"/admin/|/(?:[a-z]{2}/)?login/")
_SALT = os.urandom(16)  # of this process; no address can be got back from what is made with it


class Kind(Enum):
    """`FILES` take long for as long as the reader likes; `ENTRY` is the way in for staff who are not known yet."""

    PAGE = "page"
    FILES = "files"
    ENTRY = "entry"


@dataclass(frozen=True, slots=True)
class Head:
    """`forwarded` is the last hop of X-Forwarded-For, `session` a keyed hash of the session cookie, b"" if none."""

    kind: Kind
    forwarded: bytes
    session: bytes


def is_whole(gathered: bytes) -> bool:
    return _END in gathered or len(gathered) > LONGEST


def read(gathered: bytes, session_cookie: str) -> Head:
    """A head that is whole. What is no HTTP is a page: gunicorn refuses it."""
    lines = gathered.partition(_END)[0].split(b"\r\n")
    words = lines[0].split(b" ")
    path = re.sub(rb"^https?://[^/]*", b"", words[1]) if len(words) > 1 else b""
    fields: dict[bytes, bytes] = {}
    for line in lines[1:]:
        name, _, value = line.partition(b":")
        fields[name.strip().lower()] = value.strip()
    kind = Kind.FILES if _FILES.match(path) else Kind.ENTRY if _ADMIN.match(path) else Kind.PAGE
    forwarded = fields.get(b"x-forwarded-for", b"").rpartition(b",")[2].strip()
    return Head(kind, forwarded, session_of(fields.get(b"cookie", b""), session_cookie))


def session_of(cookies: bytes, name: str) -> bytes:
    for cookie in cookies.split(b";"):
        key, _, value = cookie.strip().partition(b"=")
        if key == name.encode() and value:
            return hashed(value.strip(b'"'))
    return b""


def hashed(text: bytes) -> bytes:
    """Sixteen bytes that stand for an address or a session in this process, for as long as it lives."""
    return hashlib.blake2b(text, key=_SALT, digest_size=16).digest()


def client_of(address: str, forwarded: bytes, *, behind_proxy: bool) -> bytes:
    """Who asks, as one of sixteen bytes: an IPv4 address or a network of IPv6, never kept itself."""
    text = forwarded.decode("ascii", "replace") if behind_proxy and forwarded else address
    network = ":".join(text.split(":")[:4]) if text.count(":") > 1 and "." not in text else text
    return hashed(network.encode())
