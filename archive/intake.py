"""Many files at once: what became of each, in a form that a person and a program can read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from archive import ingest
from archive.exceptions import Duplicate, Refused
from archive.jobs.run import Watch, run_until_done
from archive.models import Job, Original, RenditionSet


@dataclass(frozen=True, slots=True)
class Taken:
    """The outcome for one file: accepted, duplicate or refused. `original` is the one it became or already was."""

    path: Path
    outcome: str
    reason: str = ""
    original: Original | None = None

    def as_json(self) -> dict[str, Any]:
        original = self.original
        return {
            "path": str(self.path),
            "outcome": self.outcome,
            "reason": self.reason,
            "sha256": original.sha256 if original else None,
            "recording": original.recording_id if original else None,
            "document": original.document_id if original else None,
        }


@dataclass(frozen=True, slots=True)
class Published:
    """How the work on a file ended: published, published_with_warning or failed. Bandwidths in bits per second."""

    state: str
    reason: str = ""
    warning: str = ""
    duration_ms: int | None = None
    renditions: list[dict[str, Any]] = field(default_factory=list)


def files_below(paths: Iterable[Path]) -> Iterator[Path]:
    """The paths themselves, with every directory replaced by the files in it, in order; hidden files are left out."""
    for path in paths:
        if path.is_dir():
            yield from files_below(sorted(entry for entry in path.iterdir() if not entry.name.startswith(".")))
        else:
            yield path


def take(path: Path, **description: Any) -> Taken:
    """Take one file in; a refusal is an answer, not an error. `archive.ingest.accept` says what may be said of it."""
    try:
        return Taken(path, "accepted", original=ingest.accept(path, path.name, **description))
    except Duplicate as error:
        return Taken(path, "duplicate", str(error), Original.objects.get(pk=error.original_id))
    except Refused as error:
        return Taken(path, "refused", str(error))


def publish(original: Original, watch: Watch | None = None) -> Published:
    """Do the work that waits for an original here and now, and say how it ended."""
    if original.recording is None:
        return Published("published")  # a document needs no work before it can be read
    job = Job.objects.for_target(original).first()
    if job is not None:
        job = run_until_done([job.pk], watch)[0]
    original.recording.refresh_from_db()
    result = _rendered(original.recording.rendition_set)
    if job is None or job.state == Job.State.DONE:
        warning = job.reason if job else ""
        return replace(result, state="published_with_warning" if warning else "published", warning=warning)
    return replace(result, state="failed", reason=job.reason or job.get_state_display())


def _rendered(rendition_set: RenditionSet | None) -> Published:
    if rendition_set is None:
        return Published("failed")
    fields = ("name", "width", "height", "codecs", "bandwidth")
    return Published(
        "", duration_ms=rendition_set.duration_ms, renditions=list(rendition_set.renditions.values(*fields))
    )
