"""Entity tags that say whether a file is still the same one, and nothing else."""

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.crypto import salted_hmac
from django.utils.http import quote_etag

SALT = "archive.streaming.etags"
LENGTH = 32  # hexadecimal digits


def etag(*identity: object) -> str:
    """The quoted tag of whatever these values name together.

    Keyed, because what stands behind it must not be told: row numbers say how many there are and what came first, and
    the digest of a file proves to whoever holds a copy that it is the same file.
    """
    named = "\0".join(str(value) for value in identity)
    return quote_etag(salted_hmac(SALT, named, algorithm="sha256").hexdigest()[:LENGTH])


def fresh(request: HttpRequest, response: HttpResponseBase, tag: str) -> HttpResponseBase:
    """Let the viewer's own browser keep the answer, but ask us each time whether it still may be shown.

    No shared cache may keep anything.
    """
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = tag
    conditional: HttpResponseBase | None = get_conditional_response(request, etag=tag, response=response)  # type: ignore[arg-type]
    return conditional or response
