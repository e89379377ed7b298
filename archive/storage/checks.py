"""Whether the stores can do their work with these settings: asked by Django's `check`, and so at every start."""

import urllib.error
import urllib.request
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from archive.exceptions import StoreTrouble

if TYPE_CHECKING:
    from archive.storage.s3.link import Link

IMPATIENT_SECONDS = 5
NEEDED = ("S3_ENDPOINT", "S3_BUCKET", "S3_KEY", "S3_SECRET")


@register
def s3_is_complete(**_: object) -> list[CheckMessage]:
    """Who chose S3 has said which server, which bucket and which key (archive.E020)."""
    if not _chosen():
        return []
    missing = [f"ROSTARKIVET_{name}" for name in NEEDED if not getattr(settings, name)]
    if missing:
        hint = "Set them, or let ROSTARKIVET_ORIGINALS_STORE and ROSTARKIVET_RENDITIONS_STORE be folder."
        return [Error(f"Files shall lie in S3, but {', '.join(missing)} is not set.", hint=hint, id="archive.E020")]
    odd = [name for name in ("S3_ENDPOINT", "S3_PUBLIC_ENDPOINT") if not _is_address(getattr(settings, name))]
    hint = "It is the server's address without the bucket, such as https://s3.example.org."
    return [
        Error(f"ROSTARKIVET_{name} is no address of a server.", hint=hint, id="archive.E021") for name in odd
    ] or _found_out()


def _chosen() -> list[str]:
    kinds = {"originals": settings.ORIGINALS_STORE, "renditions": settings.RENDITIONS_STORE}
    return [prefix for prefix, kind in kinds.items() if kind == "s3"]


def _is_address(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in ("http", "https") and bool(parts.netloc) and parts.path in ("", "/")


def _found_out() -> list[CheckMessage]:
    """What the server itself says."""
    if find_spec("boto3") is None:
        return [Error("boto3 is not installed.", hint="Install the project's locked dependencies.", id="archive.E022")]
    from archive.storage.s3 import chosen  # noqa: PLC0415 - boto3 only where it is used

    return [message for prefix in _chosen() for message in _about(chosen.link(prefix))]


def _about(link: "Link") -> list[CheckMessage]:
    from archive.storage.s3 import abilities  # noqa: PLC0415

    try:
        able = abilities.of(link.impatient())
        is_public = _is_public(link)
    except StoreTrouble as trouble:
        return [_of_trouble(trouble, link)]
    found: list[CheckMessage] = []
    if not able.checksums:
        hint = "Each file is read back after it was written, which takes twice as long; another server may check them."
        found.append(Warning("The S3 server does not check SHA-256 sums.", hint=hint, id="archive.W021"))
    if not able.conditions:
        hint = "Let one machine alone write to it, or take a server that knows If-None-Match."
        found.append(Warning("The S3 server replaces what is there.", hint=hint, id="archive.W022"))
    if is_public:
        hint = "Take its public policy or access list away at once; the archive needs none."
        found.append(Error(f"Everybody can read the bucket {link.bucket}.", hint=hint, id="archive.E023"))
    return found


def _of_trouble(trouble: StoreTrouble, link: "Link") -> CheckMessage:
    """A server that is away may come back; one that refuses does not by itself."""
    kind = partial(Warning, id="archive.W020") if trouble.code == "away" else partial(Error, id="archive.E024")
    said = f"The bucket {link.bucket} at {settings.S3_ENDPOINT} cannot be used: {trouble.detail}"
    return kind(said, hint="See docs/administrators.md, “Files in S3”: which rights the key needs.")


def _is_public(link: "Link") -> bool:
    """Whether somebody without a key may list what lies there, or read a file of ours."""
    from archive.storage.s3 import abilities  # noqa: PLC0415

    with abilities.probe(link.impatient()) as name:
        bucket = f"{settings.S3_PUBLIC_ENDPOINT.rstrip('/')}/{link.bucket}"
        return any(map(_is_answered, (f"{bucket}?list-type=2&max-keys=1", f"{bucket}/{link.prefix}{name}")))


def _is_answered(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=IMPATIENT_SECONDS):  # noqa: S310 - the address was checked above
            return True
    except (urllib.error.URLError, OSError):
        return False
