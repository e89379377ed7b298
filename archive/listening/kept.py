"""Where somebody speaks in a recording and where its picture is cut, as two small lists beside the renditions.

They are named by what they were made from, so that a recording that streams something else has none until they are made
anew. Whoever reads them passed the gate before: nothing here is for visitors.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from archive import storage
from archive.exceptions import AlreadyStored
from archive.models import Assembly, Recording

RECIPE = "1"  # rises whenever lists that were made before should be made again
_FOLDER = "listening"


@dataclass(frozen=True, slots=True)
class Lists:
    """All in ms and rising: from when to when somebody speaks, and where another shot begins."""

    speech: list[tuple[int, int]]
    shots: list[int]


def read(recording: Recording) -> Lists | None:
    """The lists of what the recording streams today; None where nobody has listened yet."""
    if recording.assembly is None:
        return None
    try:
        with storage.renditions().open(_key(recording, recording.assembly)) as stream:
            kept = json.load(stream)
    except FileNotFoundError:
        return None
    return Lists([(start, end) for start, end in kept["speech_ms"]], kept["shots_ms"])


def write(recording: Recording, assembly: Assembly, lists: Lists, directory: Path) -> None:
    """Keep the lists, written in this directory first. Older ones of the recording go."""
    path = directory / "lists.json"
    said = {"recipe": RECIPE, "speech_ms": lists.speech, "shots_ms": lists.shots}
    path.write_text(json.dumps(said, separators=(",", ":")))
    store, key = storage.renditions(), _key(recording, assembly)
    try:
        store.put(key, path)
    except AlreadyStored:
        path.unlink(missing_ok=True)  # the same, made by another attempt
    for older in set(store.names(f"{_FOLDER}/{recording.uuid}")) - {key}:
        store.discard(older)


def _key(recording: Recording, assembly: Assembly) -> str:
    return f"{_FOLDER}/{recording.uuid}/{assembly.identity[:32]}-{RECIPE}.json"
