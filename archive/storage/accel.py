"""A file of a store as the answer to a request, sent by nginx: here it is said which, nginx sends the bytes.

deploy/nginx/rostarkivet.conf has the other side: a location that only such an answer leads to.
"""

from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from archive.storage.answering import fresh

RENDITIONS = "/accel/renditions/"  # where nginx finds the store
# What is handed over goes out to its end whatever is decided meanwhile, so it must be short. A piece of film is; a book
# that is longer is sent by the archive itself, which can break it off.
MOST_BYTES = 8 * 1024**2
LOOKED_INTO, READ, WALKED_THROUGH = 0o750, 0o440, 0o710


def may_hand_over(request: HttpRequest, size: int) -> bool:
    """`size` in bytes. `If-Match` nginx would hold against a tag of its own."""
    return size <= MOST_BYTES and "If-Match" not in request.headers


def hand_over(
    request: HttpRequest, location: str, key: str, *, media_type: str, disposition: str, etag: str
) -> HttpResponseBase:
    """nginx answers ranges, and `If-Range` by our tag; all other conditions are ours."""
    response = HttpResponse(content_type=media_type, headers={"X-Accel-Redirect": location + key})
    if disposition:
        response["Content-Disposition"] = disposition
    return fresh(request, response, etag)


def let_read(nearby: Path, folder: Path, root: Path) -> None:
    """The archive's group may read a file or a tree, and walk to the folder below `root` where it is to lie."""
    for path in (nearby, *nearby.rglob("*")):
        path.chmod(LOOKED_INTO if path.is_dir() else READ)
    for each in (folder, *folder.parents):
        each.chmod(WALKED_THROUGH)
        if each == root:
            return
