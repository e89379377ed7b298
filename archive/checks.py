"""What must be in place before the archive can work; run by `manage.py check` and at every start."""

import os
from typing import Any

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
