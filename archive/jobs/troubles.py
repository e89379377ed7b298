"""What an error means for whoever asked for the work: trouble of this machine that may pass, in plain words."""

import errno
import random
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.db import DatabaseError, OperationalError

from archive.exceptions import ProcessFailed, StoreTrouble
from archive.jobs.kinds import UnknownKindError
from archive.wording import Said

JITTER = 0.2  # a fifth more or less, so that what failed together does not come back together

NO_SPACE = Said("job.no_space")
NO_MEMORY = Said("job.no_memory")
_FULL = (errno.ENOSPC, errno.EDQUOT)
_DISK_FULL = "53100"  # PostgreSQL's SQLSTATE


def back_off(attempts: int, seconds: Sequence[float]) -> timedelta:
    """How long to wait after this many attempts, of what a kind of work says (see `Kind.back_off`)."""
    if not seconds:
        return timedelta()
    wait = seconds[min(max(attempts, 1), len(seconds)) - 1]
    return timedelta(seconds=wait * random.uniform(1 - JITTER, 1 + JITTER))  # noqa: S311 - spreads load only


def explain(error: BaseException) -> Said:
    """Why an attempt failed, in words for people; the log has the rest."""
    if store := next((each for each in chain(error) if isinstance(each, StoreTrouble)), None):
        return store.said
    if is_full(error):
        return NO_SPACE
    if any(_lacks_memory(each) for each in chain(error)):
        return NO_MEMORY
    if isinstance(error, UnknownKindError):
        return error.said
    if isinstance(error, OperationalError):
        return Said("job.database")
    return Said("job.unexpected", {"error": type(error).__name__})


def is_full(error: BaseException) -> bool:
    """Whether a disk or a quota had no room left, wherever in an attempt that was met."""
    return any(_is_full(each) for each in chain(error))


def _lacks_memory(error: BaseException) -> bool:
    if isinstance(error, ProcessFailed):
        return error.reason == "memory"
    return isinstance(error, MemoryError) or getattr(error, "errno", None) == errno.ENOMEM


def _is_full(error: BaseException) -> bool:
    if isinstance(error, shutil.Error):  # of a whole tree: it keeps what went wrong as text
        return any(f"[Errno {number}]" in str(error) for number in _FULL)
    if isinstance(error, OSError):
        return error.errno in _FULL
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL
    if isinstance(error, DatabaseError):
        return any(getattr(cause, "sqlstate", None) == _DISK_FULL for cause in chain(error))
    return False


def chain(error: BaseException) -> Iterator[BaseException]:
    """An error and what led to it."""
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield following
        following = following.__cause__ or following.__context__
