"""Files going out. Each request asks the gate; what may not be seen answers like what does not exist."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from archive import storage
from archive.access import STRANGER, Viewer, viewer_of
from archive.models import CleanCopy, Document, Recording, RenditionSet
from archive.storage.base import check_key
from archive.streaming import tokens
from archive.streaming.asking import unless_closed, viewer_now
from archive.streaming.etags import etag

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
    try:
        sealed = tokens.read(token)
    except tokens.BadToken as error:
        raise Http404 from error
    rendition_set = _admitted(sealed, viewer_of(request.user))
    if rendition_set is None:
        raise Http404
    may_go_on = unless_closed(lambda: _admitted(sealed, viewer_now(request)) is not None)
    try:
        key = check_key(f"{rendition_set.directory}/{name}")
        # What lies under a key never changes.
        tag = etag("stream", key)
        return storage.renditions().respond(request, key, media_type=content_type, may_go_on=may_go_on, etag=tag)
    except (ValueError, FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise Http404 from error


def _admitted(token: tokens.Token, asking: Viewer) -> RenditionSet | None:
    """The set behind a token, if the gate lets in whoever holds it, asking as this viewer.

    A member's address that was copied, or kept after she logged out, opens no more than is open to everybody.
    """
    is_hers = asking.user_id is not None and token.holder == tokens.holder_of(token.rendition_set, asking.user_id)
    # Only the set that the pointer names: the one before may show what a newer one was made to leave out.
    visible = Recording.objects.visible_to(asking if is_hers else STRANGER).select_related("rendition_set")
    recording = visible.filter(rendition_set__uuid=token.rendition_set).first()
    return recording.rendition_set if recording else None


@require_safe
def document(request: HttpRequest, uuid: str) -> HttpResponseBase:
    """The clean copy of a document, such as a book's PDF; never the file that was given, which may tell by whom."""
    copy = _readable(uuid, viewer_of(request.user))
    if copy is None:
        raise Http404
    may_go_on = unless_closed(lambda: _readable(uuid, viewer_now(request)) is not None)
    try:
        return storage.renditions().respond(
            request,
            copy.key,
            media_type="application/pdf",
            may_go_on=may_go_on,
            # Neither the giver's file name nor the working title is for visitors.
            disposition=f'inline; filename="{uuid}.pdf"',
            etag=etag("document", uuid, copy.key),
        )
    except FileNotFoundError as error:
        raise Http404 from error


def _readable(uuid: str, viewer: Viewer) -> CleanCopy | None:
    return CleanCopy.objects.filter(document__in=Document.objects.visible_to(viewer).filter(uuid=uuid)).first()
