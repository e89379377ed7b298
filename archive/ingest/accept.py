"""Take a finished file in: hash, examine, seal, and plan the work that follows.

The order is crash-safe. What the giver said is written down first; then the file goes into the store, under a name that
follows from the upload; then all rows appear in one transaction. What a crash leaves between the two is finished by
`archive.ingest.resume`. What did not come whole never reaches the store.
"""

import logging
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from django.contrib.auth.models import User
from django.db import DatabaseError, transaction

from archive import disk, events
from archive.exceptions import Duplicate, Refused
from archive.filenames import display_name
from archive.ingest import receive, seal
from archive.ingest.giving import Given
from archive.models import Event, Original, Recording, Upload

__all__ = ["Given", "accept", "accept_chunks", "record_refusal"]

logger = logging.getLogger(__name__)


def accept(
    path: Path,
    file_name: str,
    *,
    by: User | None = None,
    recording: Recording | None = None,
    title: str | None = None,
    language: str = "",
    work: str = "",
) -> Original:
    """Take in the file at `path`, which stays where it is. Raises Refused and Duplicate, both already recorded."""
    given = Given(file_name, by, recording, title, language, receive.size_of(path), work)
    return accept_chunks(receive.read_chunks(path), given)


def accept_chunks(chunks: Iterable[bytes], given: Given) -> Original:
    """Take in a file as it arrives. Raises Refused and Duplicate, both recorded if the database takes anything in."""
    upload, sha256 = None, ""
    try:
        upload = given.write_down()
        with receive.receive(chunks, given.size_bytes) as file:
            sha256 = file.sha256
            return seal.seal(upload, file, given)
    except (Refused, Duplicate) as error:
        error.sha256 = error.sha256 or sha256
        record_refusal(upload, error)
        raise
    except Exception as error:
        logger.exception("%s could not be taken in.", upload.uuid if upload else "A file")
        refusal = Refused(disk.trouble(error) or "error", sha256)
        record_refusal(upload, refusal)
        raise refusal from error


def record_refusal(upload: Upload | None, error: Refused | Duplicate) -> None:
    """A file that was not taken in is an event too. A database that takes nothing in is no reason to say nothing."""
    if upload is None:
        return
    try:
        _record_refusal(upload, error)
    except DatabaseError:
        logger.exception("The refusal of %s could not be written down.", upload.uuid)


@transaction.atomic
def _record_refusal(upload: Upload, error: Refused | Duplicate) -> None:
    duplicate = isinstance(error, Duplicate)
    upload.state = Upload.State.DUPLICATE if duplicate else Upload.State.REFUSED
    said = error.said
    upload.reason_code, upload.reason_values = said.code, said.values
    if isinstance(error, Duplicate):
        upload.original_id = error.original_id
    upload.save()
    outcome = Event.Outcome.WARNING if duplicate else Event.Outcome.FAIL
    record = partial(events.record, agent=upload.created_by, name=display_name(upload.file_name))
    record(Event.Kind.INGESTION, upload, said.code, outcome, **said.values)
