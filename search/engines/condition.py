"""What state an index is in, and which of SQLite's errors say that it will never be read again."""

import errno
import shutil
import sqlite3
from enum import StrEnum
from pathlib import Path

# The file is no database, contradicts itself, or cannot be read from the disk. All else may pass: locks, a full disk.
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_UNREADABLE = (sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ)
_FULL = (errno.ENOSPC, errno.EDQUOT)
_HARDLY_ROOM = 1024**2  # bytes


class Condition(StrEnum):
    """READY answers; OTHER_ANALYSIS does too, but what it does not find may be there. The rest cannot be asked."""

    READY = "ready"
    OTHER_ANALYSIS = "made by another analysis"
    OTHER_SCHEMA = "made by another version"
    BUILDING = "not built yet"
    MISSING = "missing"
    DAMAGED = "damaged"
    UNREACHABLE = "out of reach"


READABLE = (Condition.READY, Condition.OTHER_ANALYSIS)
WRITABLE = (*READABLE, Condition.BUILDING)
# A lock or a full disk is no fault of the index, and building anew would not help against it.
LASTING = tuple(state for state in Condition if state not in (Condition.READY, Condition.UNREACHABLE))


class UnusableError(Exception):
    """The index is there in name only."""

    def __init__(self, condition: Condition, detail: str = "") -> None:
        super().__init__(f"the index is {condition}" + (f" ({detail})" if detail else ""))
        self.condition = condition


def is_damage(error: BaseException) -> bool:
    code: int = getattr(error, "sqlite_errorcode", None) or 0
    return code & 0xFF in _DAMAGE or code in _UNREADABLE


def is_full(error: BaseException, folder: Path) -> bool:
    """Whether there was no room left on the disk (or in the quota) of `folder`."""
    if isinstance(error, OSError):
        return error.errno in _FULL
    code: int = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    if code == sqlite3.SQLITE_IOERR:
        try:
            return shutil.disk_usage(folder).free < _HARDLY_ROOM
        except OSError:
            return False
    return code == sqlite3.SQLITE_FULL
