"""What the probe found in an original, as rows that a person can read."""

from collections.abc import Iterator

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from archive import timecode
from archive.examine.fields import Fields
from archive.models import Original


def rows(original: Original) -> list[tuple[str, str]]:
    """Label and value; what is not known is left out."""
    return [(label, value) for label, value in _rows(original, original.technical) if value]


def _rows(original: Original, found: Fields) -> Iterator[tuple[str, str]]:
    yield _("Media type"), original.media_type
    yield _("Size"), filesizeformat(original.size_bytes)
    yield _("Container"), found.get("container", "")
    yield _("Pages"), str(found.get("pages") or "")
    yield _("Duration"), timecode.short(found["duration_ms"]) if found.get("duration_ms") else ""
    yield from _video(found.get("video") or {})
    yield from _audio(found.get("audio") or {})


def _video(video: Fields) -> Iterator[tuple[str, str]]:
    if not video:
        return
    yield _("Video"), str(video.get("codec", ""))
    yield _("Frame size"), f"{video.get('width')} × {video.get('height')}"
    yield _("Pixel aspect ratio"), str(video.get("sample_aspect_ratio", "")).replace("/", ":")
    yield _("Frame rate"), _per_second(str(video.get("frame_rate", "")))
    scans = {"tff": _("interlaced, top field first"), "bff": _("interlaced, bottom field first")}
    yield _("Scanning"), scans.get(str(video.get("scan")), _("progressive"))
    yield _("Rotation"), f"{video['rotation']}°" if video.get("rotation") else ""


def _audio(audio: Fields) -> Iterator[tuple[str, str]]:
    if not audio:
        return
    yield _("Sound"), str(audio.get("codec", ""))
    yield _("Channels"), str(audio.get("channels", ""))
    yield _("Sample rate"), f"{audio.get('sample_rate')} Hz"


def _per_second(fraction: str) -> str:
    """ "30000/1001" as "29.97"."""
    over, _slash, under = fraction.partition("/")
    if not over.isdigit() or under == "0":
        return fraction
    return f"{int(over) / int(under or 1):.2f}".rstrip("0").rstrip(".")
