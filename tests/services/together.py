"""All servers on loopback and the demonstration on top of them: `make services`. Ctrl-C ends them and forgets it all.

`python -m tests.services.together --only` starts the servers alone and prints the environment to use.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.config.serving import live
from tests.config.serving.live import ROOT
from tests.services import nginx

Environment = dict[str, str]
BIN = Path(sys.executable).parent
# A server's module and the context that starts it → the environment of an archive that uses it.
SERVERS: dict[tuple[str, str], Callable[[Any], Environment]] = {
    ("postgres", "server"): lambda started: {"DATABASE_URL": started.url()},
    ("s3", "server"): lambda started: {
        "ORIGINALS_STORE": "s3",
        "RENDITIONS_STORE": "s3",
        "S3_ENDPOINT": started.endpoint,
        "S3_BUCKET": started.bucket,
        "S3_KEY": started.key,
        "S3_SECRET": started.secret,
    },
    ("opensearch", "running"): lambda started: {"SEARCH_ENGINE": "elastic", "SEARCH_URL": started.url},
}


def started(stack: ExitStack) -> Environment:
    """Start every server; they end with the stack."""
    environment: Environment = {}
    for (name, context), said in SERVERS.items():
        print(f"Starting {name} …", flush=True)  # noqa: T201
        server: AbstractContextManager[Any] = getattr(import_module(f"tests.services.{name}"), context)()
        environment |= said(stack.enter_context(server))
    return environment


def before(stack: ExitStack, folder: Path) -> Environment:
    """nginx at the port that visitors use, before a web server that is still to come."""
    port, behind = int(os.environ.get("ROSTARKIVET_PORT", "8000")), live.free_port()
    places = nginx.Places(folder / "closed", folder / "static", folder / "renditions")
    stack.enter_context(nginx.server(folder / "nginx", port, behind, places))
    print(f"Visitors come to http://localhost:{port}/", flush=True)  # noqa: T201
    return {
        "PORT": str(behind),
        "BASE_URL": f"http://localhost:{port}",
        "VAR_DIR": str(folder),
        "BEHIND_PROXY": "true",
        "ACCEL": "true",
    }


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that what was started is ended
    (ROOT / "var" / "services").mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(dir=ROOT / "var" / "services"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        said = {**started(stack), **before(stack, folder)}
        ours = {f"ROSTARKIVET_{name}": value for name, value in said.items()}
        if "--only" in arguments:
            print("\n".join(f"export {name}={value}" for name, value in ours.items()), flush=True)  # noqa: T201
            while True:
                time.sleep(3600)
        environment = {**os.environ, **ours, "DJANGO_SETTINGS_MODULE": "config.settings.development"}
        for command in ([sys.executable, "manage.py", "demo"], [str(BIN / "honcho"), "start", "--no-prefix"]):
            done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
            if done.returncode:
                return done.returncode
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
