"""The sealed prefix in a stream's address: which set of renditions, for whom, until when.

What is open to everybody plays in players that send no cookies, so the address itself says who was let in. It opens
nothing by itself: every request asks the gate again, and a member's address asks for her own session as well.

An address may be copied anywhere, so it holds no number that counts: the set by its random UUID, the viewer by a keyed
hash that differs from set to set.
"""

import base64
import binascii
import hmac
import struct
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

SALT = "archive.streaming"
_FIELDS = struct.Struct(">16s8sQ")  # UUID, holder, seconds since 1970
_HOLDER_BYTES = 8
_SEAL_BYTES = 16


class BadToken(Exception):
    """Forged, mangled or expired."""


@dataclass(frozen=True, slots=True)
class Token:
    """`holder` is what `holder_of` says of the viewer that the address was made for."""

    rendition_set: uuid.UUID
    holder: bytes


def holder_of(rendition_set: uuid.UUID, user_id: int | None) -> bytes:
    """A viewer as an address of this set names her; None is a stranger."""
    named = f"{rendition_set.hex}:{user_id or 0}"
    return salted_hmac(f"{SALT}.holder", named, algorithm="sha256").digest()[:_HOLDER_BYTES]


def period(at: datetime) -> int:
    """The number of the half lifetime that this moment is in: whoever keeps addresses makes them anew in the next."""
    return int(at.timestamp()) // (settings.STREAM_TOKEN_SECONDS // 2)


def issue(token: Token, at: datetime | None = None, until: datetime | None = None) -> str:
    """The token as text of 64 letters. It changes only every half lifetime: a browser may keep what it fetched.

    `until`: the moment at which what it leads to closes, if one is known; the token ends by then.
    """
    at = at or timezone.now()
    half = settings.STREAM_TOKEN_SECONDS // 2
    expires = (period(at) + 2) * half
    if until is not None:
        expires = min(expires, int(until.timestamp()))
    fields = _FIELDS.pack(token.rendition_set.bytes, token.holder, expires)
    return base64.urlsafe_b64encode(fields + _seal(fields)).decode()


def read(text: str, at: datetime | None = None) -> Token:
    """The token behind the text. Raises BadToken."""
    at = at or timezone.now()
    try:
        sealed = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise BadToken from error
    fields, seal = sealed[:-_SEAL_BYTES], sealed[-_SEAL_BYTES:]
    if len(fields) != _FIELDS.size or not hmac.compare_digest(seal, _seal(fields)):
        raise BadToken
    named, holder, expires = _FIELDS.unpack(fields)
    if at.timestamp() >= expires:
        raise BadToken
    return Token(uuid.UUID(bytes=named), holder)


def ends_at(text: str) -> datetime:
    """When a token that `read` has let through ends."""
    _named, _holder, expires = _FIELDS.unpack(base64.urlsafe_b64decode(text)[:-_SEAL_BYTES])
    return datetime.fromtimestamp(expires, UTC)


def _seal(fields: bytes) -> bytes:
    return salted_hmac(f"{SALT}.seal", fields, algorithm="sha256").digest()[:_SEAL_BYTES]
