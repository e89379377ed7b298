"""The signed prefix in a stream's address: which recording, which set of renditions, for whom, until when.

What is open to everybody plays in players that send no cookies, so the address itself says who was let in. It opens
nothing by itself: every request asks the gate again, and a member's address asks for her own session as well.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.utils import timezone

SALT = "archive.streaming"


class BadToken(Exception):
    """Forged, mangled or expired."""


@dataclass(frozen=True, slots=True)
class Token:
    """`user_id` is 0 for a stranger."""

    recording_id: int
    rendition_set_id: int
    user_id: int


def issue(token: Token, at: datetime | None = None) -> str:
    """The token as text. It changes only every half lifetime, so that a browser may keep what it fetched."""
    at = at or timezone.now()
    half = settings.STREAM_TOKEN_SECONDS // 2
    expires = (int(at.timestamp()) // half + 2) * half
    fields = (token.recording_id, token.rendition_set_id, token.user_id, expires)
    return signing.Signer(salt=SALT, sep=".").sign("-".join(map(str, fields)))


def read(text: str, at: datetime | None = None) -> Token:
    """The token behind the text. Raises BadToken."""
    at = at or timezone.now()
    try:
        fields = signing.Signer(salt=SALT, sep=".").unsign(text)
        recording_id, rendition_set_id, user_id, expires = map(int, fields.split("-"))
    except (signing.BadSignature, ValueError) as error:  # a token of another version is no token either
        raise BadToken from error
    if at.timestamp() >= expires:
        raise BadToken
    return Token(recording_id, rendition_set_id, user_id)
