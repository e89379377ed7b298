"""The job "clean_document": from a document's original to the copy that the public reads."""

import logging
import uuid
from pathlib import Path
from typing import cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from archive import events, storage
from archive.digest import of_file
from archive.documents import sandboxed
from archive.exceptions import JobFailed, Refused
from archive.jobs import lease
from archive.jobs.kinds import Report, register
from archive.models import CleanCopy, Document, Event, Job, Original
from archive.transcoding.run import attempt_directory
from archive.wording import NOTHING, Said

logger = logging.getLogger(__name__)

KIND = "clean_document"
RECIPE = "1"  # rises whenever a copy made before should be made again


@register(KIND, _("Clean copy for the public"), targets=["archive.Original"])
def clean_document(job: Job, report: Report) -> Said:
    """Make the clean copy of `job.target` and publish it; one that this recipe made already stays.

    Raises Refused, and JobFailed for what may pass.
    """
    original = cast(Original, job.target)
    document = cast(Document, original.document)
    if is_made(original):
        return NOTHING
    report(0, gettext_noop("Preparing"))
    _sweep(document)
    with attempt_directory(job) as directory:
        try:
            _make(job, original, document, directory / "copy.pdf", report)
        except (Refused, JobFailed) as error:
            said = error.said
            events.record(Event.Kind.CREATION, document, said.code, Event.Outcome.FAIL, job.created_by, **said.values)
            raise
    return NOTHING


def _make(job: Job, original: Original, document: Document, target: Path, report: Report) -> None:
    def should_stop() -> bool:
        report(300, gettext_noop("Writing the clean copy"))
        return False

    with storage.originals().local(original.key, original.sha256) as source:
        answer = sandboxed.write_clean(source, target, should_stop)
    report(900, gettext_noop("Publishing"))
    stamp = of_file(target)
    fields = {
        "original": original,
        "recipe": RECIPE,
        "key": f"{_folder(document)}/{cast(uuid.UUID, job.lease).hex}.pdf",
        "sha256": stamp.sha256,
        "size_bytes": stamp.size,
        "pages": answer.pages,
        "removed": answer.removed,
    }
    _publish(job, document, target, fields)


def _publish(job: Job, document: Document, target: Path, fields: dict[str, object]) -> None:
    """Store the copy, then point at it: old or new, never none. Raises LeaseLost, leaving nothing behind."""
    store, key = storage.renditions(), str(fields["key"])
    before = CleanCopy.objects.filter(document=document).values_list("key", flat=True).first()
    store.put(key, target)
    try:
        with lease.hold(job):
            CleanCopy.objects.update_or_create(document=document, defaults=fields)
            said = Said("document.cleaned", {name: fields[name] for name in ("pages", "removed", "sha256")})
            events.record(Event.Kind.CREATION, document, said.code, agent=job.created_by, **said.values)
    except BaseException:
        if not CleanCopy.objects.filter(key=key).exists():
            store.discard(key)
        raise
    if before and before != key:
        store.discard(before)


def _folder(document: Document) -> str:
    return f"documents/{document.uuid}"


def is_made(original: Original) -> bool:
    made = CleanCopy.objects.filter(original=original, recipe=RECIPE).first()
    try:
        return made is not None and storage.renditions().size(made.key) == made.size_bytes
    except FileNotFoundError:
        return False


def _sweep(document: Document) -> None:
    """Remove what killed attempts stored and could not record."""
    store = storage.renditions()
    recorded = set(CleanCopy.objects.filter(document=document).values_list("key", flat=True))
    for key in set(store.names(_folder(document))) - recorded:
        attempt = Job.objects.filter(lease=uuid.UUID(Path(key).stem), state=Job.State.RUNNING)
        if not attempt.exists() and not CleanCopy.objects.filter(key=key).exists():
            store.discard(key)
