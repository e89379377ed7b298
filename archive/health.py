"""What `manage.py doctor` looks at. Rooms register their parts when the app starts; the command knows none of them."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from archive.durable import existing

LEAST_FREE = 0.1  # of a disk
NONE_LEFT = 1024**3  # bytes: with less free nothing comes in any more


class State(StrEnum):
    """NOTE is for something that somebody should look at; WRONG for what does not work."""

    GOOD = "good"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Seen:
    """One part as it is now: where it is, how full, and what to do; each "" where there is nothing to say."""

    state: State = State.GOOD
    where: str = ""
    full: str = ""
    advice: str = ""


Look = Callable[[], Seen]
_parts: dict[str, tuple[str | Promise, Look]] = {}


def register(code: str, name: str | Promise, look: Look) -> None:
    """Have a part looked at. What `look` raises is what is wrong with the part."""
    _parts[code] = name, look


def examine() -> Iterator[tuple[str, str, Seen]]:
    """Each part's code and name with what was seen, in the order in which they were registered."""
    for code, (name, look) in _parts.items():
        yield code, str(name), _looked(look)


def _looked(look: Look) -> Seen:
    try:
        return look()
    except Exception as error:
        return Seen(State.WRONG, advice=_("It cannot be asked: %(error)s") % {"error": f"{error}" or repr(error)})


def of_folder(folder: Path) -> Seen:
    """How full its disk is."""
    usage = shutil.disk_usage(existing(folder))
    ours = usage.used + usage.free  # the rest is the system's
    full = _("%(percent)d %% full, %(free).1f GB free") % {
        "percent": round(100 * usage.used / ours),
        "free": usage.free / 1024**3,
    }
    if usage.free < NONE_LEFT:
        return Seen(State.WRONG, str(folder), full, _("Make room: nothing can be taken in."))
    if usage.free < LEAST_FREE * ours:
        return Seen(State.NOTE, str(folder), full, _("Make room, or move this folder to a larger disk."))
    return Seen(State.GOOD, str(folder), full)
