"""Which layers of a recording each file of a rendition set shows: the one table of it."""

import re
from uuid import UUID

from archive.access import Layer, Viewer
from archive.derivatives.names import MASTER
from archive.streaming import admitting

__all__ = ["MASTER", "of", "open_to"]

# Rungs of video hold no sound, and rungs of sound no picture (see `archive.transcoding.recipe`).
SHOWN: tuple[tuple[re.Pattern[str], frozenset[Layer]], ...] = (
    (re.compile(r"master\.m3u8"), frozenset({Layer.EXISTS})),
    (re.compile(r"v[0-9]+/.*"), frozenset({Layer.PICTURE})),
    (re.compile(r"a[0-9]+/.*"), frozenset({Layer.SOUND})),
    (re.compile(r"poster\.jpg|sprites\.(jpg|vtt)"), frozenset({Layer.PICTURE})),
    (re.compile(r"peaks\.json"), frozenset({Layer.SOUND})),
)
# A file that nobody knows may show anything.
UNKNOWN = frozenset({Layer.SOUND, Layer.PICTURE})


def of(name: str) -> frozenset[Layer]:
    """The layers that must all be open to whoever gets this file; the master playlist holds only what is open."""
    return next((shown for pattern, shown in SHOWN if pattern.fullmatch(name)), UNKNOWN)


def open_to(viewer: Viewer, live: UUID) -> frozenset[Layer]:
    """Which of sound and picture this viewer may have of a live set, as the database says now."""
    return frozenset(each for each in UNKNOWN if admitting.directory(viewer, live, frozenset({each})))
