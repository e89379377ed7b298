"""Finish what a crash interrupted, one upload at a time: one that fails stops none of the others."""

import logging
import re
from collections.abc import Callable
from datetime import datetime, timedelta

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
# What lies there after these may be the only whole copy, or is kept aside on purpose.
KEPT = ("refused.given_up", "refused.healed")
_UUID = re.compile(r"[0-9a-f]{32}")


def resume(before_each: Callable[[], object] = lambda: None) -> list[Upload]:
    """Register files that were sealed a day ago or more, record what never came, and sweep what was left behind.

    That is parts and sessions, and what lies in the store of an upload that was refused.

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
    _discard_refused(before)
    return interrupted


def _discard_refused(before: datetime) -> None:
    """Take out what was refused when the store or the database was away, so that it could not be taken out at once.

    Only what is known to come from an upload that was refused: a store may hold what this database never heard of, as
    after the restoring of an older one.
    """
    refused = Upload.objects.filter(state__in=(Upload.State.REFUSED, Upload.State.DUPLICATE), created_at__lt=before)
    named = set(Original.objects.values_list("key", flat=True))
    for key in set(storage.originals().names()) - named:
        uuid = key.rpartition("/")[2].partition(".")[0]
        if _UUID.fullmatch(uuid) and refused.filter(uuid=uuid).exclude(reason_code__in=KEPT).exists():
            seal.discard(key)


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
