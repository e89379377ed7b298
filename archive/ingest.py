"""Take a finished file in: hash, examine, seal, and plan the work that follows.

The order is crash-safe. The upload is written down first; then the file goes into the store, under a name that follows
from the upload; then all rows appear in one transaction. What a crash leaves between the two is finished by `resume`.
"""

import logging
import mimetypes
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from archive import events, incoming, probe, sniffing, storage
from archive.exceptions import Duplicate, Refused
from archive.filenames import display_name, working_title
from archive.incoming import Incoming
from archive.jobs.plan import plan
from archive.models import Document, Event, Original, Recording, Upload

logger = logging.getLogger(__name__)

PDF = "application/pdf"
INTERRUPTED_AFTER = timedelta(days=1)
RESUME_EVERY_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Finding:
    """What a file turned out to be, by its content. `kind` is "audio", "video" or "document"."""

    kind: str
    media_type: str
    technical: dict[str, Any] = field(default_factory=dict)
    duration_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Description:
    """What the giver said about a file. `recording`: this is a further original of it."""

    file_name: str
    by: User | None = None
    recording: Recording | None = None
    title: str | None = None
    language: str = ""


def accept(
    path: Path,
    file_name: str,
    *,
    by: User | None = None,
    recording: Recording | None = None,
    title: str | None = None,
    language: str = "",
    upload: Upload | None = None,
) -> Original:
    """Take in the file at `path`, which stays where it is. Raises Refused and Duplicate, both already recorded."""
    description = Description(file_name, by, recording, title, language)
    return accept_chunks(incoming.read_chunks(path), description, upload)


def accept_chunks(chunks: Iterable[bytes], description: Description, upload: Upload | None = None) -> Original:
    """Take in a file as it arrives. Raises Refused and Duplicate, both already recorded."""
    upload = upload or begin(description)
    sha256 = ""
    try:
        with incoming.receive(chunks) as file:
            sha256 = file.sha256
            _refuse_duplicate(sha256)
            finding = examine(file.path, description)
            key = _key(upload, finding)
            storage.originals().put(key, file.path)
        return _register(upload, key, file, finding, description)
    except (Refused, Duplicate) as error:
        error.sha256 = error.sha256 or sha256
        _record_refusal(upload, error)
        raise
    except Exception as error:
        logger.exception("%s could not be taken in.", upload.uuid)
        refusal = Refused("error", sha256)
        _record_refusal(upload, refusal)
        raise refusal from error


def begin(description: Description) -> Upload:
    """Write down that a file is on its way."""
    return Upload.objects.create(file_name=display_name(description.file_name), created_by=description.by)


def examine(path: Path, description: Description) -> Finding:
    """What is in this file, whatever its name says. Raises Refused."""
    if sniffing.is_pdf(path):
        if description.recording is not None:
            raise Refused("pdf_for_recording")
        if not sniffing.is_whole_pdf(path):
            raise Refused("pdf_truncated")
        return Finding("document", PDF)
    info = probe.probe(path)
    if description.recording is not None and description.recording.kind != info.kind:
        raise Refused("other_kind")
    return Finding(info.kind, info.media_type, info.as_json(), info.duration_ms)


def _refuse_duplicate(sha256: str) -> None:
    held = Original.objects.filter(sha256=sha256).values_list("pk", flat=True).first()
    if held is not None:
        raise Duplicate(held, sha256)


def _key(upload: Upload, finding: Finding) -> str:
    """A name of our own; the ending only serves whoever must find her way in the store without this program."""
    name = upload.uuid.hex
    kinds = (finding.media_type, finding.media_type.replace("/", "/x-"))
    ending = next(filter(None, map(mimetypes.guess_extension, kinds)), "")
    return f"{name[:2]}/{name}{ending}"


def _register(upload: Upload, key: str, file: Incoming, finding: Finding, description: Description) -> Original:
    """Write every row that belongs to a sealed file, and plan its work. Raises Duplicate."""
    try:
        with transaction.atomic():
            original = Original.objects.create(
                **_owner(finding, description),
                key=key,
                sha256=file.sha256,
                size_bytes=file.size_bytes,
                media_type=finding.media_type,
                file_name=display_name(description.file_name),
                technical=finding.technical,
                sealed_by=description.by,
            )
            _accepted(upload, original)
            if original.recording_id is not None:
                plan("transcode", original, description.by)
    except IntegrityError as error:
        held = Original.objects.filter(sha256=file.sha256).first()
        if held is None:
            raise
        # Sent twice at the same moment. The store is write-once for us too, so the second copy stays there, unused.
        logger.warning("%s holds the same bytes as original %s.", key, held.pk)
        raise Duplicate(held.pk, file.sha256) from error
    return original


def _owner(finding: Finding, description: Description) -> dict[str, Recording | Document]:
    title = (description.title or working_title(description.file_name))[:250]
    if finding.kind == "document":
        return {"document": Document.objects.create(title=title)}
    if description.recording is not None:
        return {"recording": description.recording}
    fields = {"kind": finding.kind, "language": description.language, "duration_ms": finding.duration_ms}
    return {"recording": Recording.objects.create(title=title, **fields)}


def _accepted(upload: Upload, original: Original) -> None:
    upload.state = Upload.State.ACCEPTED
    upload.original, upload.size_bytes = original, original.size_bytes
    upload.reason_code, upload.reason_values = "", {}
    upload.save()
    agent = original.sealed_by
    record = partial(events.record, agent=agent, name=original.file_name)
    record(Event.Kind.MESSAGE_DIGEST, original, "original.digest", sha256=original.sha256)
    record(Event.Kind.VALIDATION, original, "original.valid", media_type=original.media_type)
    record(Event.Kind.INGESTION, original, "original.sealed", file_name=original.file_name)


@transaction.atomic
def _record_refusal(upload: Upload, error: Refused | Duplicate) -> None:
    """A file that was not taken in is an event too."""
    duplicate = isinstance(error, Duplicate)
    upload.state = Upload.State.DUPLICATE if duplicate else Upload.State.REFUSED
    said = error.said
    upload.reason_code, upload.reason_values = said.code, said.values
    if isinstance(error, Duplicate):
        upload.original_id = error.original_id
    upload.save()
    outcome = Event.Outcome.WARNING if duplicate else Event.Outcome.FAIL
    record = partial(events.record, agent=upload.created_by, name=upload.file_name)
    record(Event.Kind.INGESTION, upload, said.code, outcome, **said.values)


def resume() -> list[Upload]:
    """Finish what a crash interrupted a day ago or more: register files that were sealed, record what never came."""
    before = timezone.now() - INTERRUPTED_AFTER
    interrupted = list(Upload.objects.filter(state=Upload.State.RECEIVING, created_at__lt=before))
    for upload in interrupted:
        try:
            _finish(upload)
        except (Refused, Duplicate) as error:
            _record_refusal(upload, error)
    incoming.sweep()
    storage.originals().sweep(before.timestamp())
    return interrupted


def _finish(upload: Upload) -> None:
    store, name = storage.originals(), upload.uuid.hex
    key = next((key for key in store.names(name[:2]) if name in key), None)
    if key is None:
        raise Refused("interrupted")
    description = Description(upload.file_name, upload.created_by)
    with store.local(key) as path, incoming.receive(incoming.read_chunks(path)) as copy:
        _refuse_duplicate(copy.sha256)
        finding = examine(path, description)
        _register(upload, key, copy, finding, description)
