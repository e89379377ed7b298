"""The mark of an archive that was restored and that nobody has checked yet. Until somebody has, strangers see nothing.

It lies beside the database. What was closed since the backup in another way than by a withdrawal came back open.
"""

import json
from pathlib import Path

from archive import closing, durable
from archive.preservation import snapshot
from archive.preservation.manifest import Manifest

NAME = "restored.json"


def path() -> Path:
    """Where the mark lies when there is one."""
    return snapshot.database().with_name(NAME)


def write(manifest: Manifest) -> None:
    """Mark the archive of the settings, and close it; call it before its database is in its place. Raises OSError."""
    # A restore that broke off after this line, or was made once more, has closed it already: that was us too.
    ours = not closing.is_closed() or bool((read() or {}).get("closed"))
    durable.write(path(), json.dumps({"made_at": manifest.made_at, "closed": ours}).encode())
    if not closing.is_closed():
        closing.close(f"manage.py restore --checked ({manifest.made_at})")


def read() -> dict[str, object] | None:
    """What the mark says, None where there is none."""
    try:
        said: dict[str, object] = json.loads(path().read_text())
    except FileNotFoundError:
        return None
    except ValueError:
        return {"made_at": "?", "closed": False}
    return said


def remove() -> bool:
    """Somebody has checked: open what `write` closed; returns whether there was a mark."""
    said = read()
    if said is None:
        return False
    if said.get("closed"):
        closing.open_again()
    path().unlink()
    return True
