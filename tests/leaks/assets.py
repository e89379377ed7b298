"""Everything of a specimen that has an address of its own, with what is met there by those it is for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from archive.access import Level, Viewer
from archive.streaming import links
from tests.leaks.specimen import FILES, NEVER_SENT, Specimen

LANGUAGES = ("sv", "en", "fa")


@dataclass(frozen=True)
class Asset:
    """`layer` says by which part of the specimen it opens and closes, `door` who is let in at all.

    `marker` are bytes that stand there.
    """

    name: str
    layer: str
    address: Callable[[Specimen, Viewer], str]
    marker: Callable[[Specimen], bytes]
    door: Level = Level.STRANGER
    is_file: bool = False

    @property
    def is_sent(self) -> bool:
        """False for what lies in a set's folder and is nobody's."""
        return not self.name.endswith(NEVER_SENT)

    @property
    def is_streamed(self) -> bool:
        return self.name.startswith("stream ")


MASTER = "master.m3u8"
SOUND = ("a128/", "peaks")


def _streamed(part: str, name: str, which: str) -> Asset:
    def address(specimen: Specimen, viewer: Viewer) -> str:
        recording = getattr(specimen, part)
        recording.refresh_from_db()
        prefix = links.prefix(recording, viewer)
        return prefix and prefix + name

    def marker(specimen: Specimen) -> bytes:
        return b"#EXTM3U" if name == MASTER else specimen.bytes_of(name, which)

    return Asset(f"stream {part} {name}", _layer(part, name), address, marker, is_file=True)


def _layer(part: str, name: str) -> str:
    if part != "recording":
        return part
    return "master" if name == MASTER else "sound" if name.startswith(SOUND) else "picture"


def page(name: str, language: str, **kwargs: Any) -> str:
    with override(language):
        return reverse(name, kwargs=kwargs)


def _page(kind: str, language: str, layer: str) -> Asset:
    def address(specimen: Specimen, viewer: Viewer) -> str:
        return page(f"catalogue:{kind}", language, slug=getattr(specimen, kind).slug)

    wanted = "titel" if kind == "work" else kind
    return Asset(f"{kind} page {language}", layer, address, lambda specimen: f"{specimen.word}{wanted}".encode())


def _door(name: str, layer: str, level: Level, key: Callable[[Specimen], Any], marker: str) -> Asset:
    """A page of the admin."""
    return Asset(
        f"admin {name} of {layer}",
        layer,
        lambda specimen, viewer: reverse(name, args=[key(specimen)]),
        lambda specimen: marker.format(word=specimen.word).encode(),
        level,
    )


_STREAMED = [
    *(_streamed("recording", name, "live") for name in (*FILES, *NEVER_SENT)),
    *(_streamed("extra", name, "extra") for name in ("master.m3u8", "v1080/seg00000.m4s", "poster.jpg")),
]
_PAGES = [
    *(_page("work", language, "work") for language in LANGUAGES),
    *(_page("person", language, "person") for language in LANGUAGES),
    *(_page(kind, "sv", "names") for kind in ("place", "subject", "organisation")),
]
_TEXTS = [
    Asset(
        "captions",
        "captions",
        lambda specimen, viewer: reverse("subtitles:vtt", kwargs={"uuid": specimen.track.uuid}),
        lambda specimen: f"{specimen.word}replik".encode(),
        is_file=True,
    ),
    Asset(
        "captions to take home",
        "captions",
        lambda specimen, viewer: reverse(
            "subtitles:download", kwargs={"uuid": specimen.track.uuid, "format_name": "ttml"}
        ),
        lambda specimen: f"{specimen.word}replik".encode(),
        is_file=True,
    ),
    Asset(
        "document",
        "document",
        lambda specimen, viewer: reverse("archive:document", kwargs={"uuid": specimen.document.uuid}),
        lambda specimen: b"%PDF-1",
        is_file=True,
    ),
]
TRANSLATOR, ARCHIVIST = Level.TRANSLATOR, Level.ARCHIVIST
_ADMIN = [
    _door("recordings:page", "recording", TRANSLATOR, lambda one: one.recording.pk, "{word}arbetstitel"),
    _door("recordings:preview", "recording", TRANSLATOR, lambda one: one.recording.pk, "master.m3u8"),
    _door("recordings:page", "extra", TRANSLATOR, lambda one: one.extra.pk, "{word}arbetstitel två"),
    _door("documents:page", "document", TRANSLATOR, lambda one: one.document.pk, "{word}arbetstitel"),
    _door("tracks:page", "words", TRANSLATOR, lambda one: one.track.pk, "{word}"),
    _door("tracks:compare", "words", TRANSLATOR, lambda one: one.track.pk, "{word}"),
    _door("tracks:work", "words", TRANSLATOR, lambda one: one.track.pk, "{word}"),
    _door("tracks:project", "recording", TRANSLATOR, lambda one: one.recording.pk, "{word}"),
    _door("tracks:workbench_state", "words", TRANSLATOR, lambda one: one.track.pk, "{word}replik"),
    _door("tracks:edit", "words", TRANSLATOR, lambda one: one.track.pk, "{word}"),
    _door("tracks:workbench", "words", TRANSLATOR, lambda one: one.track.pk, "{word}"),
    _door("tracks:workbench_published", "captions", TRANSLATOR, lambda one: one.track.pk, "{word}replik"),
    _door("tracks:revision", "words", TRANSLATOR, lambda one: one.track.revisions.get(number=1).pk, "{word}replik"),
    _door("tracks:findings", "words", TRANSLATOR, lambda one: one.track.revisions.get(number=1).pk, "{word}replik"),
    _door("tracks:despite", "words", TRANSLATOR, lambda one: one.track.revisions.get(number=1).pk, "{word}"),
    _door("tracks:proof", "words", TRANSLATOR, lambda one: one.track.revisions.get(number=1).pk, "{word}"),
    _door(
        "tracks:proof_sheet", "words", TRANSLATOR, lambda one: one.track.revisions.get(number=1).pk, "word/document.xml"
    ),
    _door("recordings:access", "recording", ARCHIVIST, lambda one: one.recording.pk, "{word}"),
    _door("documents:access", "document", ARCHIVIST, lambda one: one.document.pk, "{word}"),
    _door("recordings:original", "recording", ARCHIVIST, lambda one: one.recording.originals.get().pk, "{word} orig"),
    _door("recordings:original", "document", ARCHIVIST, lambda one: one.document.originals.get().pk, "{word} pages"),
]
ASSETS: tuple[Asset, ...] = (*_STREAMED, *_PAGES, *_TEXTS, *_ADMIN)
BY_NAME = {asset.name: asset for asset in ASSETS}
# One of each view: the ways of asking are tried on these.
TRIED = tuple(
    BY_NAME[name]
    for name in (
        "stream recording v1080/seg00000.m4s",
        "stream recording master.m3u8",
        "captions",
        "document",
        "work page sv",
        "person page sv",
        "place page sv",
        "admin recordings:preview of recording",
    )
)
