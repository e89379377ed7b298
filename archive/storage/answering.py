"""A file of a store as the answer to a request, by this program itself: conditions, byte ranges, nobody's cache."""

from collections.abc import Iterator
from typing import BinaryIO, Protocol

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response

from archive.storage.body import Body, MayGoOn
from archive.storage.ranges import CHUNK, Unsatisfiable, span


class Readable(Protocol):
    """A store, as far as it is read from here."""

    def size(self, key: str) -> int: ...

    def open(self, key: str, start: int = 0, length: int | None = None) -> BinaryIO: ...


def answer(
    request: HttpRequest,
    store: Readable,
    key: str,
    *,
    media_type: str,
    may_go_on: MayGoOn,
    disposition: str = "",
    etag: str = "",
) -> HttpResponseBase:
    """What `Store.respond` promises. Raises FileNotFoundError."""
    size = store.size(key)
    try:
        wanted = _wanted(request, size, etag)
    except Unsatisfiable:
        response: HttpResponseBase = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        return fresh(request, response, etag)
    start, end = wanted or (0, size - 1)
    length = end - start + 1
    pieces = _pieces(store, key, start, length)
    body: list[bytes] | Body = [] if request.method == "HEAD" else Body(request, pieces, may_go_on)
    response = StreamingHttpResponse(body, status=206 if wanted else 200, content_type=media_type)
    response["Accept-Ranges"] = "bytes"
    response["Content-Length"] = str(length)
    if wanted:
        response["Content-Range"] = f"bytes {start}-{end}/{size}"
    if disposition:
        response["Content-Disposition"] = disposition
    return fresh(request, response, etag)


def _wanted(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """The range that is asked for; none for a reader who holds a part of something else (RFC 9110, section 13.1.5)."""
    holds = request.headers.get("If-Range")
    if holds is not None and (not etag or holds.strip() != etag):
        return None
    return span(request.headers.get("Range", ""), size)


def fresh(request: HttpRequest, response: HttpResponseBase, etag: str) -> HttpResponseBase:
    """Let the viewer's own browser keep the answer, but ask us each time whether it still may be shown.

    No shared cache may keep anything.
    """
    response["Cache-Control"] = "private, no-cache"
    if not etag:
        return response
    response["ETag"] = etag
    conditional: HttpResponseBase | None = get_conditional_response(request, etag=etag, response=response)  # type: ignore[arg-type]
    return conditional or response


def _pieces(store: Readable, key: str, start: int, length: int) -> Iterator[bytes]:
    with store.open(key, start, length) as stream:
        while length > 0 and (piece := stream.read(min(CHUNK, length))):
            length -= len(piece)
            yield piece
