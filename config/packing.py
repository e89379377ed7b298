"""Pages are packed with gzip on their way to a stranger: an eighth of the bytes for a few milliseconds."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

PACKED = ("text/html", "text/vtt", "application/json", "application/xml", "application/rss+xml")


class PackedForStrangers(GZipMiddleware):
    """Packs whole pages for whoever brings no session.

    Packing text that somebody else chose beside a secret lets her guess it by the length of the answer (BREACH).
    Such text is in our pages: a search says again what was asked. A stranger's page holds no secret beside it: all of
    it is public, and the token of a form is masked anew each time. A member's does hold some and is never packed.
    Django lengthens what it packs by a random number of bytes besides.

    Streams and parts of files are left as they are: they are packed by nature, or asked for by their bytes.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES or settings.SESSION_COOKIE_NAME in response.cookies:
            return response
        kind = response.get("Content-Type", "").partition(";")[0]
        if response.streaming or response.status_code != HTTPStatus.OK or kind not in PACKED:
            return response
        packed: HttpResponseBase = super().process_response(request, response)
        return packed
