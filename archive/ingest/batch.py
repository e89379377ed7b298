"""Many files at once: what became of each, in a form that a person and a program can read."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from archive import ingest, streamed
from archive.exceptions import Duplicate, Refused
from archive.ingest import seal
from archive.jobs.reporting import Watch
from archive.jobs.run import run_until_done
from archive.models import Job, Original, RenditionSet, Upload

# What became of one file, as the keys of a JSON object.
Report = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Taken:
    """The outcome for one file: accepted, duplicate or refused. `original` is the one it became or already was.

    `sha256` is "" when the bytes could not all be read.
    """

    path: Path
    outcome: str
    reason: str = ""
    original: Original | None = None
    sha256: str = ""

    def as_json(self) -> Report:
        original = self.original
        return {
            "path": str(self.path),
            "outcome": self.outcome,
            "reason": self.reason,
            "sha256": self.sha256 or None,
            "recording": original.recording_id if original else None,
            "document": original.document_id if original else None,
        }


@dataclass(frozen=True, slots=True)
class Published:
    """How the work on a file ended: published, published_with_warning, waiting or failed. Bandwidths in bit/s."""

    state: str
    reason: str = ""
    warning: str = ""
    duration_ms: int | None = None
    renditions: list[Report] = field(default_factory=list)


def files_below(paths: Iterable[Path]) -> Iterator[Path]:
    """The paths themselves, with every directory replaced by the files in it, in order.

    Hidden files are left out, and so are links to directories, which may lead round in a circle. A directory without
    files stands for itself, so that nobody takes silence for success.
    """
    for path in paths:
        below = _files_in(path) if not _unread(path) and path.is_dir() else []
        yield from below or [path]


def _files_in(folder: Path) -> list[Path]:
    found: list[Path] = []
    if not os.access(folder, os.R_OK | os.X_OK):
        return [folder]
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith(".") or (entry.is_symlink() and entry.is_dir()):
            continue
        found += _files_in(entry) if entry.is_dir() else [entry]
    return found


def _unfit(path: Path) -> str:
    """Why there is nothing to read at a path, or "". A pipe or a device could be read from for ever."""
    if reason := _unread(path):
        return reason
    if path.is_dir():
        readable = os.access(path, os.R_OK | os.X_OK)
        return _("There are no files in this folder.") if readable else _("This folder may not be opened.")
    return "" if path.is_file() else _("This is not an ordinary file.")


def _unread(path: Path) -> str:
    try:
        path.stat()
    except PermissionError:
        return _("This file may not be read.")
    except OSError:  # also a name that is too long, or a link that leads to itself
        return _("There is no file with this name.")
    return ""


def take(path: Path, *, work: str = "", language: str = "", title: str | None = None) -> Taken:
    """Take one file in; a refusal is an answer, not an error. `archive.ingest.accept` says what may be said of it."""
    if reason := _unfit(path):
        return Taken(path, "refused", reason)
    try:
        original = ingest.accept(path, path.name, work=work, language=language, title=title)
    except Duplicate as error:
        held = Original.objects.get(pk=error.original_id)
        tied = str(seal.tie(work, held))
        return Taken(path, "duplicate", f"{error} {tied}".strip(), held, error.sha256)
    except Refused as error:
        return Taken(path, "refused", str(error), sha256=error.sha256)
    said = Upload.objects.filter(original=original).latest("pk").reason
    return Taken(path, "accepted", said, original, original.sha256)


def publish(original: Original, watch: Watch | None = None) -> Published:
    """Do the work that waits for an original here and now, and say how it ended."""
    if streamed.waits(original):
        return Published("waiting", str(streamed.WAITS))
    job = streamed.jobs_about([original]).first()
    if job is not None:
        job = run_until_done([job.pk], watch)[0]
    result = _made(original)
    if job is None or job.state == Job.State.DONE:
        warning = job.reason if job else ""
        return replace(result, state="published_with_warning" if warning else "published", warning=warning)
    return replace(result, state="failed", reason=job.reason or job.get_state_display())


def _made(original: Original) -> Published:
    if original.recording is None:
        return Published("")
    original.recording.refresh_from_db()
    return _rendered(original.recording.rendition_set)


def _rendered(rendition_set: RenditionSet | None) -> Published:
    if rendition_set is None:
        return Published("failed")
    fields = ("name", "width", "height", "codecs", "bandwidth")
    return Published(
        "", duration_ms=rendition_set.duration_ms, renditions=list(rendition_set.renditions.values(*fields))
    )
