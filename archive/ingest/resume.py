"""Finish what a crash interrupted, one upload at a time: one that fails stops none of the others."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from archive import storage
from archive.exceptions import Duplicate, Refused, StoreTrouble
from archive.ingest import receive, record_refusal, seal
from archive.ingest.examining import examine
from archive.ingest.giving import Given
from archive.models import Original, Upload

logger = logging.getLogger(__name__)

INTERRUPTED_AFTER = timedelta(days=1)
EVERY_SECONDS = 3600
MOST_ATTEMPTS = 5


def resume(before_each: Callable[[], object] = lambda: None) -> list[Upload]:
    """Register files that were sealed a day ago or more, record what never came, and sweep what was left behind.

    `before_each` upload may raise to end it there.
    """
    before = timezone.now() - INTERRUPTED_AFTER
    interrupted = list(Upload.objects.filter(state=Upload.State.RECEIVING, created_at__lt=before))
    for upload in interrupted:
        before_each()
        try:
            _try(upload)
        except Exception:
            logger.exception("The interrupted upload %s could not be finished; trying again later.", upload.uuid)
    receive.sweep()
    storage.originals().sweep(before.timestamp())
    return interrupted


def _try(upload: Upload) -> None:
    # Counted before the attempt: what kills the process counts as well.
    upload.attempts += 1
    upload.save(update_fields=["attempts"])
    try:
        _finish(upload)
    except (Refused, Duplicate) as error:
        record_refusal(upload, error)
    except StoreTrouble:  # no fault of this file's: it waits for as long as that lasts
        upload.attempts -= 1
        upload.save(update_fields=["attempts"])
        raise
    except Exception:
        if upload.attempts < MOST_ATTEMPTS:
            raise
        logger.exception("The interrupted upload %s was given up.", upload.uuid)
        record_refusal(upload, Refused("given_up", count=MOST_ATTEMPTS, key=_key(upload) or ""))


def _finish(upload: Upload) -> None:
    key = _key(upload)
    if key is None:
        raise Refused("interrupted")
    if upload.attempts > MOST_ATTEMPTS:  # each attempt took its process with it
        raise Refused("given_up", count=MOST_ATTEMPTS, key=key)
    given = Given.of(upload)
    with storage.originals().local(key) as path:
        file = receive.measure(path)
        held = seal.holding(file.sha256)
        if held is not None and held.key != key:
            _meet(upload, held, key)
        seal.register(upload, key, file, examine(path, given.recording), given)


def _meet(upload: Upload, held: Original, key: str) -> None:
    """The bytes came in by another way meanwhile; what lies here is needed only if those have rotted."""
    try:
        seal.meet(held, key, lambda: None, upload.created_by)
    except Duplicate:
        seal.discard(key)
        raise


def _key(upload: Upload) -> str | None:
    name = upload.uuid.hex
    return next((key for key in storage.originals().names(name[:2]) if name in key), None)
