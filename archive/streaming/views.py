"""Files going out. Each request asks the gate; what may not be seen answers like what does not exist."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from archive import storage
from archive.access import STRANGER, viewer_of
from archive.models import CleanCopy, Document, RenditionSet
from archive.models.recording import Recording
from archive.storage.base import check_key
from archive.streaming import ranges, tokens

# Whatever is not named here is never sent, however it came to lie in a set's directory.
CONTENT_TYPES = {
    "m3u8": "application/vnd.apple.mpegurl",
    "mp4": "video/mp4",
    "m4s": "video/iso.segment",
    "jpg": "image/jpeg",
    "vtt": "text/vtt; charset=utf-8",
    "json": "application/json",
}
MANIFEST = "manifest.json"
LONGEST_NAME = 100  # what a set holds is called v1080/seg00000.m4s and the like


@require_safe
def stream(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """One file of a recording's live rendition set."""
    content_type = CONTENT_TYPES.get(name.rpartition(".")[2])
    if content_type is None or name == MANIFEST or len(name) > LONGEST_NAME:
        raise Http404
    rendition_set = _admitted(request, token)
    try:
        key = check_key(f"{rendition_set.directory}/{name}")
        response = ranges.respond(request, storage.renditions(), key, content_type)
    except (ValueError, FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise Http404 from error
    return _fresh(request, response, key)


@require_safe
def document(request: HttpRequest, uuid: str) -> HttpResponseBase:
    """The clean copy of a document, such as a book's PDF; never the file that was given, which may tell by whom."""
    found = Document.objects.visible_to(viewer_of(request.user)).filter(uuid=uuid)
    copy = CleanCopy.objects.filter(document__in=found).select_related("document").first()
    if copy is None:
        raise Http404
    try:
        response = ranges.respond(request, storage.renditions(), copy.key, "application/pdf")
    except FileNotFoundError as error:
        raise Http404 from error
    # Neither the giver's file name nor the working title is for visitors, so the file goes out under a neutral name.
    response["Content-Disposition"] = f'inline; filename="{copy.document.uuid}.pdf"'
    return _fresh(request, response, copy.key)


def _fresh(request: HttpRequest, response: HttpResponseBase, key: str) -> HttpResponseBase:
    """Let the viewer's own browser keep the file, but ask us each time whether it still may be shown.

    What lies under a key never changes, so the key serves as entity tag; no shared cache may keep anything.
    """
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = quote_etag(hashlib.sha256(key.encode()).hexdigest()[:32])
    conditional: HttpResponseBase | None = get_conditional_response(request, etag=response["ETag"], response=response)  # type: ignore[arg-type]
    return conditional or response


def _admitted(request: HttpRequest, text: str) -> RenditionSet:
    """The set behind a token, if the gate still lets the token's holder in.

    A member's address that was copied, or kept after she logged out, opens no more than is open to everybody.
    """
    try:
        token = tokens.read(text)
    except tokens.BadToken as error:
        raise Http404 from error
    is_hers = bool(token.user_id) and token.user_id == request.user.pk
    viewer = viewer_of(request.user) if is_hers else STRANGER
    # Only the set that the pointer names: the one before may show what a newer one was made to leave out.
    visible = Recording.objects.visible_to(viewer).filter(rendition_set=token.rendition_set_id)
    recording = visible.filter(pk=token.recording_id).select_related("rendition_set").first()
    if recording is None or recording.rendition_set is None:
        raise Http404
    return recording.rendition_set
