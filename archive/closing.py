"""Close the whole archive by one file, for the day when the database cannot be asked or written.

No Django model and no query: only the file's being there counts. Who cannot tell whether it is there takes the archive
for closed.
"""

import os
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from archive.durable import sync

LONGEST_REASON = 2000  # bytes that are read of it


def is_closed() -> bool:
    """Whether nobody outside the admin may be shown anything now. Costs one look at the file system."""
    try:
        os.stat(settings.CLOSED_FILE)  # noqa: PTH116  asked for every piece of every stream
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return True


def close(reason: str = "") -> bool:
    """Close it; False if it is closed but the reason could not be written, for want of room. Raises OSError.

    The empty file is made first: a full disk has room for a name longer than for content.
    """
    path = Path(settings.CLOSED_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o644)
    with suppress(OSError):
        sync(path.parent)
    try:
        path.write_text(reason, encoding="utf-8")
        sync(path)
    except OSError:
        return False
    return True


def open_again() -> bool:
    """Take the file away; False if there was none. Raises OSError."""
    path = Path(settings.CLOSED_FILE)
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    with suppress(OSError):
        sync(path.parent)
    return True


def reason() -> str:
    """What was given as the reason, for staff; "" when the archive is open or none was given."""
    try:
        with Path(settings.CLOSED_FILE).open("rb") as file:
            return file.read(LONGEST_REASON).decode(errors="replace").strip()
    except OSError:
        return ""
