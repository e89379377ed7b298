"""What a backup says of itself, and the proof that it is whole.

A backup's members: `manifest.json`, `originals.jsonl` (one line each), `settings.json`, `withdrawals.jsonl` (the ledger
as it was just before the database was copied), `database.sqlite3`, `media/…` (pictures of the editorial pages), and
last `manifest.sha256`. The manifest holds size and SHA-256 of all but itself and the last.
"""

import hashlib
import json
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any, Self

import django
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.exceptions import PreservationFailed
from archive.preservation import ledger, snapshot
from archive.preservation.copies import Listed, State
from archive.preservation.packing import Member
from archive.transcoding import recipe

FORMAT = 1
MANIFEST, SEAL, ORIGINALS, SETTINGS = "manifest.json", "manifest.sha256", "originals.jsonl", "settings.json"
LEDGER, DATABASE, MEDIA = "withdrawals.jsonl", "database.sqlite3", "media"

# What rooms above count as a version, such as that of the search's analysis.
_versions: dict[str, Callable[[], str]] = {}


def register_version(name: str, version: Callable[[], str]) -> None:
    """Have something's version noted in every backup."""
    _versions[name] = version


def versions() -> dict[str, str]:
    """The program's and its parts' versions."""
    project = tomllib.loads((Path(__file__).resolve().parents[2] / "pyproject.toml").read_text())["project"]
    ours = {"program": project["version"], "django": django.get_version(), "recipe": recipe.VERSION}
    return ours | {name: version() for name, version in _versions.items()}


@dataclass(frozen=True)
class Manifest:
    """`said` is manifest.json; see `make`."""

    said: dict[str, Any]
    originals: tuple[Listed, ...]

    @property
    def made_at(self) -> str:
        return str(self.said["made_at"])

    @classmethod
    def read(cls, folder: Path, found: dict[str, tuple[int, str]]) -> Self:
        """Check the unpacked members (bytes and SHA-256 of each) against the manifest. Raises PreservationFailed."""
        try:
            content = (folder / MANIFEST).read_bytes()
            seal = (folder / SEAL).read_text().strip()
            said = json.loads(content)
            promised = {name: (member["size"], member["sha256"]) for name, member in said["members"].items()}
            expected = promised | {name: found[name] for name in (MANIFEST, SEAL)}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise PreservationFailed(_("This is no whole backup: its manifest or its end is missing.")) from error
        if said.get("format") != FORMAT:
            raise PreservationFailed(_("This backup was made by a newer version of the archive: install that first."))
        wrong = sorted(name for name in {*expected, *found} if expected.get(name) != found.get(name))
        if hashlib.sha256(content).hexdigest() != seal:
            wrong.insert(0, MANIFEST)
        if wrong:
            raise PreservationFailed(_("This backup is damaged: %(names)s.") % {"names": ", ".join(wrong[:5])})
        lines = (folder / ORIGINALS).read_text().splitlines()
        return cls(said, tuple(_listed(json.loads(line)) for line in lines))


def _listed(line: dict[str, Any]) -> Listed:
    return Listed(line["key"], line["sha256"], line["size"], State(line["state"]))


def members(
    said: dict[str, Any], listed: Sequence[Listed], book: bytes, database: Path, configuration: dict[str, str | None]
) -> list[Member]:
    """All members of a backup in their order; completes `said`."""
    lines = "".join(json.dumps(one.as_dict()) + "\n" for one in listed)
    inner = [
        Member(ORIGINALS, lines.encode()),
        Member(SETTINGS, json.dumps(configuration, indent=1, ensure_ascii=False).encode()),
        Member(LEDGER, book),
        Member(DATABASE, database),
        *_media(),
    ]
    said["members"] = {member.name: {"size": member.size(), "sha256": member.sha256()} for member in inner}
    content = json.dumps(said, indent=1, ensure_ascii=False).encode()
    return [Member(MANIFEST, content), *inner, Member(SEAL, hashlib.sha256(content).hexdigest().encode())]


def about(
    tables: snapshot.Counts, migrations: list[tuple[str, str]], listed: Sequence[Listed], book: bytes, *, read: bool
) -> dict[str, object]:
    """What manifest.json says, without the members."""
    states = {state.value: sum(one.state is state for one in listed) for state in State}
    written = ledger.parse(book)
    return {
        "format": FORMAT,
        "made_at": timezone.now().astimezone(UTC).isoformat(timespec="seconds"),
        "site": settings.WAGTAIL_SITE_NAME,
        "versions": versions(),
        "migrations": migrations,
        "tables": tables,
        "originals": {"count": len(listed), "bytes": sum(one.size for one in listed), "read": read, "states": states},
        "ledger": {"lines": len(written.entries), "broken": list(written.broken)},
    }


def _media() -> list[Member]:
    root = Path(settings.MEDIA_ROOT)
    files = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    return [Member(f"{MEDIA}/{path.relative_to(root).as_posix()}", path) for path in files]
