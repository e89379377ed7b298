"""What a failure means for whoever waits: trouble of this machine that passes once there is room or rest."""

import errno

from django.db import DatabaseError

FULL = "no_space"
BUSY = "busy"
# PostgreSQL's own codes (SQLSTATE): disk full; too many connections, deadlock, lock not available, cannot connect now.
_STATES = {"53100": FULL, "53300": BUSY, "40P01": BUSY, "55P03": BUSY, "57P03": BUSY}
_SQLITE = {"database or disk is full": FULL, "is locked": BUSY}


def trouble(error: BaseException | None) -> str:
    """FULL, BUSY or "" for an error of a file or of the database, whatever it was wrapped in.

    A store that is no folder says by itself what its trouble is.
    """
    while error is not None:
        if isinstance(said := getattr(error, "trouble", None), str):
            return said
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return FULL
        if isinstance(error, DatabaseError) and (code := _of_database(error)):
            return code
        error = error.__cause__ or error.__context__
    return ""


def _of_database(error: DatabaseError) -> str:
    state = str(getattr(error.__cause__, "sqlstate", "") or "")
    words = str(error).lower()
    return _STATES.get(state) or next((code for sign, code in _SQLITE.items() if sign in words), "")
