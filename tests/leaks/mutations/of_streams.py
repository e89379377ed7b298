"""Holes in the doors through which files and texts go out."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from django.contrib.auth.models import User
from django.http import HttpResponseNotAllowed
from django.utils import timezone

from archive.access import Layer, Viewer, viewer_of
from archive.models import Document, Recording, RenditionSet
from archive.storage import originals
from archive.streaming import tokens
from archive.streaming.links import prefix
from tests.leaks.approaches import BY_NAME
from tests.leaks.borrowing import EXPIRED, FORGED, MEMBERS_OF, OLD
from tests.leaks.mutations.holes import Wrapper, always, both, constant, instead, route, unasked, wide_open
from tests.leaks.mutations.mutation import Mutation
from tests.leaks.mutations.of_the_gate import CAPTIONS, DOCUMENT, STAFF, STREAM, WITHDRAWN
from tests.leaks.mutations.slices import files, lent, open_files, other_pages, ways

VIEWS = {
    "stream": ("archive:stream", STREAM),
    "document": ("archive:document", DOCUMENT),
    "captions": ("subtitles:vtt", CAPTIONS),
}


def before_the_gate(is_so: Callable[[Any], bool], statuses: set[int] | None = None) -> Wrapper:
    """A door that answers such requests before it asks the gate (if that answer is one of `statuses`)."""

    def wrapper(view: Any) -> Any:
        def answer(request: Any, *args: Any, **kwargs: Any) -> Any:
            if is_so(request):
                with wide_open():
                    early = view(request, *args, **kwargs)
                if statuses is None or early.status_code in statuses:
                    return early
            return view(request, *args, **kwargs)

        return answer

    return wrapper


def _method_after(view: Any) -> Any:
    """Whether the method is allowed is asked of what is there, so that what is not there answers otherwise."""

    def answer(request: Any, *args: Any, **kwargs: Any) -> Any:
        if request.method in {"GET", "HEAD"}:
            return view(request, *args, **kwargs)
        request.method = "GET"
        try:
            with wide_open():
                view(request, *args, **kwargs)
        finally:
            request.method = "POST"
        return HttpResponseNotAllowed(["GET", "HEAD"])

    return answer


def kept_by_others(view: Any) -> Any:
    def answer(*args: Any, **kwargs: Any) -> Any:
        response = view(*args, **kwargs)
        response["Cache-Control"] = "public, max-age=3600"
        return response

    return answer


def _has(header: str) -> Callable[[Any], bool]:
    return lambda request: header in request.headers


EARLY = {
    "HEAD": (lambda request: request.method == "HEAD", None, BY_NAME["HEAD"]),
    "what the browser has still": (_has("If-None-Match"), {304}, BY_NAME["If-None-Match of what was seen"]),
    "whether there is anything": (_has("If-None-Match"), {304}, BY_NAME["HEAD with If-None-Match of anything"]),
    "the wrong entity tag": (_has("If-Match"), {412}, BY_NAME["If-Match of something else"]),
    "an unchanged file": (_has("If-Unmodified-Since"), {412}, BY_NAME["If-Unmodified-Since long ago"]),
    "parts of a file": (_has("Range"), {206, 416}, BY_NAME["the first bytes"]),
    "a range behind the end": (_has("Range"), {416}, BY_NAME["bytes behind the end"]),
    "the rest of a file": (_has("If-Range"), {206}, BY_NAME["If-Range of what was seen"]),
}


def _early(door: str, what: str) -> Mutation:
    name, asset = VIEWS[door]
    is_so, statuses, approach = EARLY[what]
    return Mutation(
        f"{door}: {what} is answered before the gate is asked",
        lambda: route(name, before_the_gate(is_so, statuses)),
        ways(WITHDRAWN, asset, approach),
    )


DOORS = tuple(
    _early(door, what)
    for door in VIEWS
    for what in EARLY
    if not (door == "captions" and ("range" in what or "of a" in what))
)
METHODS = tuple(
    Mutation(
        f"{door}: a method that is not allowed tells whether the thing is there",
        lambda name=name: route(name, _method_after),  # type: ignore[misc]
        ways(WITHDRAWN, asset, BY_NAME["POST"]),
    )
    for door, (name, asset) in VIEWS.items()
)
KEPT = tuple(
    Mutation(
        f"{door}: whoever stands between may keep the answer",
        lambda name=name: route(name, kept_by_others),  # type: ignore[misc]
        open_files(asset),
    )
    for door, (name, asset) in VIEWS.items()
)


@contextmanager
def _never_expires() -> Iterator[None]:
    """A token is read as if it had just been issued."""

    def long_ago(real: Any) -> Any:
        def read(text: str, at: Any = None) -> Any:
            return real(text, timezone.now().replace(year=2001))

        return read

    with instead("archive.streaming.tokens.read", long_ago):
        yield


@contextmanager
def _unsealed() -> Iterator[None]:
    with patch("hmac.compare_digest", lambda one, other: True):
        yield


ADMITTED = "archive.streaming.views._admitted"


def _hers_who_brings_it(real: Any) -> Any:
    def admitted(token: Any, asking: Viewer, name: str) -> Any:
        holder = tokens.holder_of(token.rendition_set, asking.user_id)
        return real(replace(token, holder=holder), asking, name)

    return admitted


def _as_whom_it_was_issued_to(real: Any) -> Any:
    def admitted(token: Any, asking: Viewer, name: str) -> Any:
        users = [user for user in User.objects.all() if tokens.holder_of(token.rendition_set, user.pk) == token.holder]
        return real(token, viewer_of(users[0]) if users else asking, name)

    return admitted


def _any_set(real: Any) -> Any:
    def admitted(token: Any, asking: Viewer, name: str) -> Any:
        open_to_her = Recording.objects.visible_to(asking)
        sets = RenditionSet.objects.filter(uuid=token.rendition_set, recording__in=open_to_her)
        return real(token, asking, name) or "".join(sets.values_list("directory", flat=True)[:1])

    return admitted


STREAMED = "stream recording "


def _without_the_gate(real: Any) -> Any:
    def side_file(recording: Recording, viewer: Viewer, name: str) -> str:
        has_it = recording.rendition_set is not None and name in recording.rendition_set.extras
        return prefix(recording, viewer) + name if has_it else ""

    return side_file


def _of_what_exists(real: Any) -> Any:
    return lambda *args, **kwargs: real(*args, **{**kwargs, "layer": Layer.EXISTS})


TOKENS = (
    Mutation("an address never expires", _never_expires, lent("", EXPIRED)),
    Mutation("an address may be changed", _unsealed, lent("", FORGED)),
    Mutation(
        "an address is hers who brings it",
        lambda: instead(ADMITTED, _hers_who_brings_it),
        lent(STAFF, MEMBERS_OF, who="translator"),
    ),
    Mutation(
        "an address lets in whom it was issued to, whoever brings it",
        lambda: instead(ADMITTED, _as_whom_it_was_issued_to),
        lent(STAFF, MEMBERS_OF),
    ),
    Mutation("the set before is still sent", lambda: instead(ADMITTED, _any_set), lent("", OLD)),
)
NO_SOUND, NO_PICTURE, SEALED = "the sound is closed", "the picture is closed", "the work is listed but sealed"
OF_LAYERS = "archive.streaming.layers"


def _as_if_it_showed(layer: Layer) -> Wrapper:
    """The layer is taken for no more than that the recording exists."""
    exists = frozenset({Layer.EXISTS})
    return lambda real: lambda name: exists if real(name) == frozenset({layer}) else real(name)


LAYERS = (
    Mutation(
        "sound is sent wherever the recording is known",
        lambda: instead(f"{OF_LAYERS}.of", _as_if_it_showed(Layer.SOUND)),
        files(NO_SOUND, f"{STREAMED}a128/seg00000.m4s", f"{STREAMED}peaks.json"),
    ),
    Mutation(
        "pictures are sent wherever the recording is known",
        lambda: instead(f"{OF_LAYERS}.of", _as_if_it_showed(Layer.PICTURE)),
        files(NO_PICTURE, f"{STREAMED}v1080/init.mp4", f"{STREAMED}poster.jpg", f"{STREAMED}sprites.vtt"),
    ),
    Mutation(
        "what is sealed has a master playlist",
        lambda: instead(f"{OF_LAYERS}.open_to", always(frozenset({Layer.SOUND, Layer.PICTURE}))),
        files(SEALED, STREAM),
    ),
    Mutation(
        "pages show the poster of a closed picture",
        lambda: instead("archive.streaming.links.side_file", _without_the_gate),
        other_pages(NO_PICTURE, "/works/", "/works/kanarieslug/"),
    ),
    Mutation(
        "words are open wherever the recording is known",
        lambda: instead("archive.access.unrestricted", _of_what_exists),
        files("the words are closed", CAPTIONS),
    ),
)
FILES = (
    Mutation(
        "the manifest is sent",
        lambda: instead("archive.streaming.views.MANIFEST", constant("")),
        files("", "stream recording manifest.json"),
    ),
    Mutation(
        "whatever lies in the folder is sent",
        lambda: instead(
            "archive.streaming.views.CONTENT_TYPES", lambda real: {**real, "log": "text/plain", "txt": "text/plain"}
        ),
        files("", "stream recording ffmpeg.log", "stream recording v1080/notes.txt"),
    ),
    Mutation(
        "streams do not ask the gate",
        lambda: unasked("archive.streaming.admitting.lying"),
        files(STAFF, f"{STREAMED}poster.jpg"),
    ),
    Mutation(
        "documents do not ask the gate",
        lambda: unasked("archive.streaming.views._readable"),
        files(STAFF, DOCUMENT),
    ),
    Mutation("captions do not ask the gate", lambda: unasked("subtitles.views.reached"), files(STAFF, CAPTIONS)),
)


def _under_the_givers_name(view: Any) -> Any:
    def answer(request: Any, uuid: Any) -> Any:
        response = view(request, uuid)
        name = Document.objects.get(uuid=uuid).originals.get().file_name
        response["Content-Disposition"] = f'inline; filename="{name}"'
        return response

    return answer


def _the_given_file(real: Any) -> Any:
    def readable(*args: Any) -> Any:
        copy = real(*args)
        if copy is not None:
            copy.key = copy.original.key
        return copy

    return readable


NAMES = (
    Mutation(
        "a document goes out as it was given",
        lambda: both(
            instead("archive.streaming.views._readable", _the_given_file),
            instead("archive.storage.renditions", constant(originals)),
        ),
        open_files(DOCUMENT),
    ),
    Mutation(
        "a document goes out under the giver's own name for it",
        lambda: route("archive:document", _under_the_givers_name),
        open_files(DOCUMENT),
    ),
)
MUTATIONS = (*DOORS, *METHODS, *KEPT, *TOKENS, *LAYERS, *FILES, *NAMES)
