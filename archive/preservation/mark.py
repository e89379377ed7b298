"""The mark of an archive that was restored and that nobody has checked yet. It lies beside the database."""

import json
from pathlib import Path
from typing import Any

from archive.preservation import durable, snapshot
from archive.preservation.manifest import Manifest

NAME = "restored.json"


def path() -> Path:
    """Where the mark lies when there is one."""
    return snapshot.database().with_name(NAME)


def write(manifest: Manifest) -> None:
    """Mark the archive of the settings."""
    durable.write(path(), json.dumps({"made_at": manifest.made_at}).encode())


def read() -> dict[str, Any] | None:
    """What the mark says, None where there is none."""
    try:
        said: dict[str, Any] = json.loads(path().read_text())
    except FileNotFoundError:
        return None
    except ValueError:
        return {"made_at": "?"}
    return said


def remove() -> bool:
    """Somebody has checked; returns whether there was a mark."""
    there = path().exists()
    path().unlink(missing_ok=True)
    return there
