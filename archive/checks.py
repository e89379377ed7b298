"""What must be in place before the archive can work; run by `manage.py check` and at every start."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from archive import sandbox


@register
def programs_are_there(**_: Any) -> list[CheckMessage]:
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
def folders_are_writable(**_: Any) -> list[CheckMessage]:
    """The folders for files exist, or can be made, and can be written to (archive.E002)."""
    names = ("ORIGINALS_DIR", "RENDITIONS_DIR", "WORK_DIR")
    return [
        Error(
            f"The folder {getattr(settings, name)} cannot be written to.",
            hint=f"Give the server's user the right to write there, or set ROSTARKIVET_{name} to another folder.",
            id="archive.E002",
        )
        for name in names
        if not _writable(Path(getattr(settings, name)))
    ]


def _writable(folder: Path) -> bool:
    """Whether files can be put here; a folder that is not there yet is judged by the one it would be made in."""
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    return existing.is_dir() and os.access(existing, os.W_OK)
