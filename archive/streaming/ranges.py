"""Byte ranges (RFC 9110, section 14): seeking needs them and Django's own file response has none."""

import re
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from archive.storage import Store
from archive.streaming.body import Body, MayGoOn

CHUNK = 64 * 1024
# No file has more than 18 digits of bytes; what is longer is no range, and `int` refuses thousands of digits.
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


class Unsatisfiable(Exception):
    """The range lies outside the file."""


def span(header: str, size: int) -> tuple[int, int] | None:
    """The first and last byte that a Range header asks for; None means the whole file.

    Several ranges at once, and units that are not bytes, are answered with the whole file, as the standard allows.
    Raises Unsatisfiable.
    """
    match = _RANGE.fullmatch(header.strip())
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        if int(last) == 0 or size == 0:
            raise Unsatisfiable
        return max(0, size - int(last)), size - 1
    start, end = int(first), min(int(last or size - 1), size - 1)
    if last and int(last) < start:
        return None
    if start >= size:
        raise Unsatisfiable
    return start, end


def respond(request: HttpRequest, store: Store, key: str, content_type: str, *, may_go_on: MayGoOn) -> HttpResponseBase:
    """Answer with a file of the store, or the part that was asked for. Raises FileNotFoundError.

    `may_go_on` is asked again every few seconds for as long as bytes go out.
    """
    size = store.size(key)
    try:
        wanted = span(request.headers.get("Range", ""), size)
    except Unsatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, end = wanted or (0, size - 1)
    length = end - start + 1
    body: list[bytes] | Body = (
        [] if request.method == "HEAD" else Body(request, _pieces(store, key, start, length), may_go_on)
    )
    response = StreamingHttpResponse(body, status=206 if wanted else 200, content_type=content_type)
    response["Accept-Ranges"] = "bytes"
    response["Content-Length"] = str(length)
    if wanted:
        response["Content-Range"] = f"bytes {start}-{end}/{size}"
    return response


def _pieces(store: Store, key: str, start: int, length: int) -> Iterator[bytes]:
    with store.open(key, start) as stream:
        while length > 0 and (piece := stream.read(min(CHUNK, length))):
            length -= len(piece)
            yield piece
