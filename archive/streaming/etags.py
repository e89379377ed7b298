"""Entity tags that say whether a file is still the same one, and nothing else."""

from django.utils.crypto import salted_hmac
from django.utils.http import quote_etag

from archive.storage.answering import fresh

__all__ = ["etag", "fresh"]

SALT = "archive.streaming.etags"
LENGTH = 32  # hexadecimal digits


def etag(*identity: object) -> str:
    """The quoted tag of whatever these values name together.

    Keyed, because what stands behind it must not be told: row numbers say how many there are and what came first, and
    the digest of a file proves to whoever holds a copy that it is the same file.
    """
    named = "\0".join(str(value) for value in identity)
    return quote_etag(salted_hmac(SALT, named, algorithm="sha256").hexdigest()[:LENGTH])
