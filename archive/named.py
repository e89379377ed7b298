"""What is half made about a program or an address that an administrator named in the settings. It asks nobody."""

import os
import shlex
from pathlib import Path
from urllib.parse import urlsplit

from django.core.checks import CheckMessage, Warning

from archive.posting import HERE


def divided(command: str) -> tuple[str, ...]:
    """A command line's parts, as a shell would read them; no shell ever does. Raises ValueError."""
    return tuple(shlex.split(command))


def check_command(who: str, line: str, check: str) -> list[CheckMessage]:
    """That the command can be started. `who` is a part of the settings' names, such as RECOGNISER."""
    if not line:
        return []
    hint = f"ROSTARKIVET_{who}_COMMAND begins with the whole path of a program that the server's user may run."
    try:
        arguments = divided(line)
    except ValueError as error:
        return [Warning(f"The {who.lower()}'s command cannot be read: {error}.", hint=hint, id=check)]
    program = Path(arguments[0]) if arguments else Path()
    if program.is_absolute() and program.is_file() and os.access(program, os.X_OK):
        return []
    return [Warning(f"The {who.lower()}'s program cannot be started: {program}.", hint=hint, id=check)]


def check_address(
    who: str, url: str, key: str, *, example: str, sent: str, no_address: str, no_encryption: str
) -> list[CheckMessage]:
    """That the address is one, and that what is `sent` there, and the key, are read by nobody on the way."""
    if not url:
        text = f"ROSTARKIVET_{who}_KEY is set, and ROSTARKIVET_{who}_URL is not."
        return [Warning(text, hint="Name the address that the key is for.", id=no_address)] if key else []
    try:
        parts = urlsplit(url)
        is_whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and not parts.username
    except ValueError:
        is_whole = False
    if not is_whole:
        hint = f"Give the whole address, such as {example}; a key goes into ROSTARKIVET_{who}_KEY."
        return [Warning(f"ROSTARKIVET_{who}_URL is no address.", hint=hint, id=no_address)]
    if parts.scheme == "http" and parts.hostname not in HERE:
        hint = "Use https, unless nobody else is on the network between."
        text = f"{sent} go to the {who.lower()} at {parts.hostname} without encryption."
        return [Warning(text, hint=hint, id=no_encryption)]
    return []
