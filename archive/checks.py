"""What must be in place before the archive can work; run by `manage.py check` and at every start."""

import os
from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from archive import durable, sandbox
from archive.exceptions import PreservationFailed
from archive.preservation import ledger, mark, withdrawals


@register
def programs_are_there(**_: object) -> list[CheckMessage]:
    """ffmpeg and ffprobe can be started (archive.E001)."""
    programs = {"ffmpeg": sandbox.ffmpeg_path(), "ffprobe": sandbox.ffprobe_path()}
    return [
        Error(
            f"{name} was not found at {path}.",
            hint=f"Install the project's locked dependencies, or name the program in ROSTARKIVET_{name.upper()}.",
            id="archive.E001",
        )
        for name, path in programs.items()
        if not os.access(path, os.X_OK)
    ]


@register
def folders_are_writable(**_: object) -> list[CheckMessage]:
    """The folders for files exist, or can be made, and can be written to (archive.E002)."""
    stores = {"ORIGINALS_DIR": settings.ORIGINALS_STORE, "RENDITIONS_DIR": settings.RENDITIONS_STORE}
    names = [*(name for name, kind in stores.items() if kind == "folder"), "WORK_DIR"]
    return [
        Error(
            f"The folder {getattr(settings, name)} cannot be written to.",
            hint=f"Give the server's user the right to write there, or set ROSTARKIVET_{name} to another folder.",
            id="archive.E002",
        )
        for name in names
        if not durable.writable(Path(getattr(settings, name)))
    ]


@register
def ledger_is_sound(**_: object) -> list[CheckMessage]:
    """The ledger of withdrawals can be written to (archive.W010) and is what was once written (archive.W011)."""
    path = withdrawals.path()
    if not (os.access(path, os.R_OK | os.W_OK) if path.exists() else durable.writable(path.parent)):
        hint = "Give the server's user the right to write there; until then withdrawing works and lifting does not."
        return [Warning(f"The ledger of withdrawals {path} cannot be written to.", hint=hint, id="archive.W010")]
    broken = ledger.read(path).broken
    if not broken:
        return []
    numbers = ", ".join(str(number) for number in broken[:10])
    hint = "See `manage.py check_ledger`: a crash in the middle of writing does this, and so does an editor."
    return [
        Warning(f"Lines of the ledger {path} are not as they were written: {numbers}.", hint=hint, id="archive.W011")
    ]


@register
def restored_and_checked(**_: object) -> list[CheckMessage]:
    """Whoever restored a backup has looked at what came back (archive.W012)."""
    try:
        said = mark.read()
    except PreservationFailed:
        return []  # no SQLite file: nothing here can have restored it
    if said is None:
        return []
    hint = "Look at what was closed since then, then run `manage.py restore --checked`; see docs/backup-and-restore.md."
    return [Warning(f"This archive was restored from a backup of {said['made_at']}.", hint=hint, id="archive.W012")]
