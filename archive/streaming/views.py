"""Files going out. Each request asks the gate; what may not be seen answers like what does not exist."""

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from archive import access, storage
from archive.access import STRANGER, Layer, Viewer, decide
from archive.models import CleanCopy, Document, Recording, RenditionSet
from archive.storage.base import Until, check_key
from archive.streaming import layers, masters, tokens
from archive.streaming.asking import unless_closed, viewer_now
from archive.streaming.etags import etag, fresh

# Whatever is not named here is never sent, however it came to lie in a set's directory.
CONTENT_TYPES = {
    "m3u8": "application/vnd.apple.mpegurl",
    "mp4": "video/mp4",
    "m4s": "video/iso.segment",
    "jpg": "image/jpeg",
    "vtt": "text/vtt; charset=utf-8",
    "json": "application/json",
}
# What the reader may fetch from the store herself. Playlists and texts name other files beside them, so they stay here.
ELSEWHERE = (".mp4", ".m4s")
MANIFEST = "manifest.json"
BOTH = frozenset({Layer.SOUND, Layer.PICTURE})
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
    recording = _admitted(sealed, access.viewer(request), name)
    if recording is None:
        raise Http404
    rendition_set, bearer = recording.rendition_set, _bearer(sealed, access.viewer(request))
    assert rendition_set  # noqa: S101
    if name == layers.MASTER and (left := layers.open_to(bearer, rendition_set)) < BOTH:
        return _master(request, rendition_set, left)
    may_go_on = unless_closed(lambda: _admitted(sealed, viewer_now(request), name) is not None)
    try:
        key = check_key(f"{rendition_set.directory}/{name}")
        # What lies under a key never changes.
        tag = etag("stream", key)
        return storage.renditions().respond(
            request,
            key,
            media_type=content_type,
            may_go_on=may_go_on,
            etag=tag,
            until=_until(token, bearer, recording, name) if name.endswith(ELSEWHERE) else None,
        )
    except (ValueError, FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise Http404 from error


def _master(request: HttpRequest, live: RenditionSet, left: frozenset[Layer]) -> HttpResponseBase:
    """The master playlist of what is open of a set, as if there were nothing else."""
    text = masters.master(live.renditions.all(), left)
    if not text:
        raise Http404
    response = HttpResponse(text, content_type=CONTENT_TYPES["m3u8"])
    return fresh(request, response, etag("stream", live.directory, text))


def _admitted(token: tokens.Token, asking: Viewer, name: str) -> Recording | None:
    """The recording behind a token, if the gate lets whoever holds it have all that this file of its set shows."""
    # Only the set that the pointer names: the one before may show what a newer one was made to leave out.
    recordings = Recording.objects.filter(rendition_set__uuid=token.rendition_set).select_related("rendition_set")
    for layer in layers.of(name):
        recordings = recordings.visible_to(_bearer(token, asking), layer=layer)
    return recordings.first()


def _until(token: str, bearer: Viewer, recording: Recording, name: str) -> Until:
    """When an address of the store for this file must end: with the token, and when the recording closes to her."""

    def until() -> datetime:
        decisions = [decide(bearer, recording, layer) for layer in layers.of(name)]
        # What only the query lets through, such as by a grant, gets no address that cannot be called back.
        if not all(decision.allowed for decision in decisions):
            return timezone.now()
        return min([tokens.ends_at(token), *(decision.until for decision in decisions if decision.until)])

    return until


def _bearer(token: tokens.Token, asking: Viewer) -> Viewer:
    """Who somebody is with this address: herself if it is hers.

    A member's address that was copied, or kept after she logged out, opens no more than is open to everybody.
    """
    is_hers = asking.user_id is not None and token.holder == tokens.holder_of(token.rendition_set, asking.user_id)
    return asking if is_hers else STRANGER


@require_safe
def document(request: HttpRequest, uuid: str) -> HttpResponseBase:
    """The clean copy of a document, such as a book's PDF; never the file that was given, which may tell by whom."""
    copy = _readable(uuid, access.viewer(request))
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
            until=lambda: _closes(copy.document, access.viewer(request)),
        )
    except FileNotFoundError as error:
        raise Http404 from error


def _closes(document: Document, viewer: Viewer) -> datetime | None:
    """When a document closes to this viewer, as far as that is known; now, where only the query lets her through."""
    decision = decide(viewer, document)
    return decision.until if decision.allowed else timezone.now()


def _readable(uuid: str, viewer: Viewer) -> CleanCopy | None:
    documents = Document.objects.filter(pk=OuterRef("document_id"), uuid=uuid).order_by()
    return CleanCopy.objects.filter(Exists(documents.visible_to(viewer))).first()
