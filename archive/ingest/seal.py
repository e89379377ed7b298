"""Make a file that has arrived an original: into the store, then all its rows in one transaction.

The same bytes are an original once. If they come again, and what we hold of them is missing or no longer the same, they
take its place under a name of their own; what lay there before is kept aside.
"""

import logging
import mimetypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import NoReturn

from django.contrib.auth.models import User
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from archive import events, storage, streamed, works
from archive.exceptions import Duplicate, NotReady
from archive.filenames import display_name, kept_name, working_title
from archive.ingest.examining import Finding, examine
from archive.ingest.giving import Given
from archive.ingest.receive import Incoming
from archive.jobs.plan import plan
from archive.models import Document, Event, Original, Recording, Upload
from archive.preservation import fixity
from archive.wording import NOTHING, Said

logger = logging.getLogger(__name__)


def seal(upload: Upload, file: Incoming, given: Given) -> Original:
    """Take over a whole file. Raises Refused and Duplicate; whatever is raised, the store holds nothing more."""
    held = holding(file.sha256)
    if held is not None:
        key = key_for(upload, held.media_type)
        with _nothing_left(key):
            meet(held, key, partial(storage.originals().put, key, file.path), given.by)
    finding = examine(file.path, given.recording)
    key = key_for(upload, finding.media_type)
    with _nothing_left(key):
        storage.originals().put(key, file.path)
        return register(upload, key, file, finding, given)


@contextmanager
def _nothing_left(key: str) -> Iterator[None]:
    """Whoever fails with a file in the store takes it out again, unless a row speaks of it by then."""
    try:
        yield
    except BaseException:
        discard(key)
        raise


def holding(sha256: str) -> Original | None:
    """The original with these bytes, if they are in the archive."""
    return Original.objects.filter(sha256=sha256).first()


def key_for(upload: Upload, media_type: str) -> str:
    """A name of our own; the ending only serves whoever must find her way in the store without this program."""
    name = upload.uuid.hex
    kinds = (media_type, media_type.replace("/", "/x-"))
    ending = next(filter(None, map(mimetypes.guess_extension, kinds)), "")
    return f"{name[:2]}/{name}{ending}"


def meet(held: Original, key: str, put: Callable[[], None], by: User | None) -> NoReturn:
    """The same bytes once more. Raises Duplicate; before that they take the place of what is missing or rotten.

    `put` brings them into the store under `key`.
    """
    if fixity.verify(held, by).verdict is fixity.Verdict.MATCH:
        raise Duplicate(held.pk, held.sha256)
    put()
    raise Duplicate(held.pk, held.sha256, healed=_heal(held, key, by))


@transaction.atomic
def _heal(held: Original, key: str, by: User | None) -> bool:
    """Let the row name the good bytes; False when somebody else was first."""
    rotten = held.key
    healed = Original.objects.filter(pk=held.pk, key=rotten).update(key=key, verified_at=timezone.now())
    if healed:
        events.record(Event.Kind.RECOVERY, held, "original.healed", agent=by, aside=rotten, key=key)
    return bool(healed)


def discard(key: str) -> None:
    """Leave nothing in the store that no row speaks of. Where that cannot be asked now, `resume` will."""
    try:
        if not Original.objects.filter(key=key).exists():
            storage.originals().discard(key)
    except (DatabaseError, OSError):
        logger.warning("%s may lie in the store without a row.", key, exc_info=True)


def register(upload: Upload, key: str, file: Incoming, finding: Finding, given: Given) -> Original:
    """Write every row that belongs to a sealed file, and plan its work. Raises Duplicate."""
    try:
        with transaction.atomic():
            return _register(upload, key, file, finding, given)
    except IntegrityError as error:
        held = holding(file.sha256)
        if held is None:
            raise
        if held.key == key:  # two workers finished the same interrupted upload
            return held
        raise Duplicate(held.pk, file.sha256) from error


def _register(upload: Upload, key: str, file: Incoming, finding: Finding, given: Given) -> Original:
    waiting = _has_originals(given.recording)
    original = Original.objects.create(
        **_owner(finding, given),
        key=key,
        sha256=file.sha256,
        size_bytes=file.size_bytes,
        media_type=finding.media_type,
        file_name=kept_name(given.file_name),
        technical=finding.technical,
        sealed_by=given.by,
    )
    _accepted(upload, original, tie(given.work, original), waiting=waiting)
    if original.recording_id is None:
        plan("clean_document", original, given.by)
    elif not waiting:
        streamed.begin(original, given.by)
    return original


def _has_originals(recording: Recording | None) -> bool:
    """Whether a further original would stand beside another. The row stays locked, so that two cannot both be first."""
    if recording is None:
        return False
    return Recording.objects.select_for_update().get(pk=recording.pk).originals.exists()


def _owner(finding: Finding, given: Given) -> dict[str, Recording | Document]:
    title = (given.title or working_title(given.file_name))[:250]
    if finding.kind == "document":
        return {"document": Document.objects.create(title=title)}
    if given.recording is not None:
        return {"recording": given.recording}
    fields = {"kind": finding.kind, "language": given.language, "duration_ms": finding.duration_ms}
    return {"recording": Recording.objects.create(title=title, **fields)}


def tie(slug: str, original: Original) -> Said:
    """Tie what the original belongs to to the work that was named; what to know if there is no such work any more, or
    if the recording lacks what must be there before it goes out with that work."""
    thing = original.recording or original.document
    if not slug or thing is None:
        return NOTHING
    try:
        works.find(slug)(thing)
    except works.UnknownWorkError:
        return Said("original.work_gone", {"slug": slug})
    except NotReady:
        return Said("original.not_tied_yet", {"slug": slug})
    return NOTHING


def _accepted(upload: Upload, original: Original, tied: Said, *, waiting: bool) -> None:
    said = Said.all_of([streamed.WAITS if waiting else NOTHING, tied])
    upload.state = Upload.State.ACCEPTED
    upload.original, upload.size_bytes = original, original.size_bytes
    upload.reason_code, upload.reason_values = said.code, said.values
    upload.save()
    name = display_name(original.file_name)
    record = partial(events.record, agent=original.sealed_by, name=name)
    record(Event.Kind.MESSAGE_DIGEST, original, "original.digest", sha256=original.sha256)
    record(Event.Kind.VALIDATION, original, "original.valid", media_type=original.media_type)
    record(Event.Kind.INGESTION, original, "original.sealed", file_name=name)
