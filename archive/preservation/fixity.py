"""Is each original still the file that was given to us? Every answer becomes a PREMIS event."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from archive import events, storage
from archive.digest import of_stream
from archive.models import Event, Original

EVERY = timedelta(days=90)


class Verdict(StrEnum):
    MATCH = "match"
    MISMATCH = "mismatch"
    MISSING = "missing"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class FixityResult:
    """`expected` and `actual` are SHA-256 in hexadecimal; `actual` is "" when nothing could be read."""

    verdict: Verdict
    expected: str
    actual: str


def verify(
    original: Original, by: User | None = None, on_read: Callable[[int], object] = lambda size_bytes: None
) -> FixityResult:
    """Read the whole file and compare. Only a match counts as verified, so that all else stays overdue.

    `on_read` hears now and then how much has been read, and may raise to end it: then nothing is recorded.
    """
    verdict, actual = _read(original, on_read)
    result = FixityResult(verdict, original.sha256, actual)
    _record(original, result, by)
    return result


def _read(original: Original, on_read: Callable[[int], object]) -> tuple[Verdict, str]:
    try:
        with storage.originals().open(original.key) as stream:
            actual = of_stream(stream, on_read).sha256
    except FileNotFoundError:
        return Verdict.MISSING, ""
    except OSError:
        return Verdict.UNREADABLE, ""
    return (Verdict.MATCH if actual == original.sha256 else Verdict.MISMATCH), actual


@transaction.atomic
def _record(original: Original, result: FixityResult, by: User | None) -> None:
    matches = result.verdict == Verdict.MATCH
    if matches:
        original.verified_at = timezone.now()
        original.save(update_fields=["verified_at"])
    outcome = Event.Outcome.SUCCESS if matches else Event.Outcome.FAIL
    digests = {"expected": result.expected, "actual": result.actual}
    events.record(Event.Kind.FIXITY_CHECK, original, f"fixity.{result.verdict}", outcome, by, **digests)
