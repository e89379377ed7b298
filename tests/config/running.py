"""The archive's programs as an administrator starts them: nothing is in the environment but what is given."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def clean(**variables: str) -> dict[str, str]:
    """An environment that knows the PATH and these, their names without `ROSTARKIVET_` when they are the archive's."""
    ours = {name if name.startswith("DJANGO") else f"ROSTARKIVET_{name}": text for name, text in variables.items()}
    return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **ours}


def run(*command: str, folder: Path | str = ROOT, **variables: str) -> "subprocess.CompletedProcess[str]":
    given = clean(**variables)
    return subprocess.run(
        command, cwd=folder, env=given, check=False, text=True, capture_output=True, stdin=subprocess.DEVNULL
    )


def manage(*arguments: str, folder: Path | str = ROOT, **variables: str) -> "subprocess.CompletedProcess[str]":
    return run(sys.executable, "manage.py", *arguments, folder=folder, **variables)


def setting(name: str, **variables: str) -> str:
    """What a setting of Django's is, in settings that nobody named."""
    shown = f"from django.conf import settings; print(settings.{name})"
    done = manage("shell", "--no-imports", "-c", shown, **variables)
    return done.stdout.strip() or done.stderr.strip()
