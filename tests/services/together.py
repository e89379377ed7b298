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
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.config.serving import live
from tests.config.serving.live import ROOT
from tests.services import nginx

Environment = dict[str, str]
BIN = Path(sys.executable).parent
# A server's module → the context in it that starts one, and the environment of an archive that uses it.
SERVERS: dict[str, tuple[str, Callable[[Any], Environment]]] = {
    "postgres": ("server", lambda started: {"DATABASE_URL": started.url()}),
    "s3": (
        "server",
        lambda started: {
            "ORIGINALS_STORE": "s3",
            "RENDITIONS_STORE": "s3",
            "S3_ENDPOINT": started.endpoint,
            "S3_BUCKET": started.bucket,
            "S3_KEY": started.key,
            "S3_SECRET": started.secret,
        },
    ),
    "opensearch": ("running", lambda started: {"SEARCH_ENGINE": "elastic", "SEARCH_URL": started.url}),
}


def started(stack: ExitStack) -> dict[str, Any]:
    """Start every server; they end with the stack."""
    servers = {}
    for name, (context, _said) in SERVERS.items():
        print(f"Starting {name} …", flush=True)  # noqa: T201
        server: AbstractContextManager[Any] = getattr(import_module(f"tests.services.{name}"), context)()
        servers[name] = stack.enter_context(server)
    return servers


def environment(servers: dict[str, Any]) -> Environment:
    """What an archive must be told that uses these servers."""
    said = [SERVERS[name][1](server) for name, server in servers.items()]
    return named({name: value for each in said for name, value in each.items()})


Front = Callable[[], AbstractContextManager["subprocess.Popen[bytes]"]]


def before(folder: Path, port: int) -> tuple[Front, Environment]:
    """What starts nginx at the port that visitors use, and the environment of the web server that it stands before."""
    behind = live.free_port()
    places = nginx.Places(folder / "closed", folder / "static", folder / "renditions")
    told = {
        "PORT": str(behind),
        "BASE_URL": f"http://localhost:{port}",
        "VAR_DIR": str(folder),
        "BEHIND_PROXY": "true",
        "ACCEL": "true",
    }
    return partial(nginx.server, folder / f"nginx-{port}", port, behind, places), named(told)


def named(settings: Environment) -> Environment:
    return {f"ROSTARKIVET_{name}": value for name, value in settings.items()}


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that what was started is ended
    (ROOT / "var" / "services").mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(dir=ROOT / "var" / "services"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        ours = environment(started(stack))
        port = int(os.environ.get("ROSTARKIVET_PORT", "8000"))
        front, told = before(folder, port)
        stack.enter_context(front())
        print(f"Visitors come to http://localhost:{port}/", flush=True)  # noqa: T201
        ours |= told
        if "--only" in arguments:
            print("\n".join(f"export {name}={value}" for name, value in ours.items()), flush=True)  # noqa: T201
            while True:
                time.sleep(3600)
        surroundings = {**os.environ, **ours, "DJANGO_SETTINGS_MODULE": "config.settings.development"}
        for command in ([sys.executable, "manage.py", "demo"], [str(BIN / "honcho"), "start", "--no-prefix"]):
            if code := ended(command, surroundings):
                return code
    return 0


def ended(command: list[str], surroundings: Environment) -> int:
    """Run it; who is ended meanwhile ends it in good order, so that it can end what it has started."""
    process = subprocess.Popen(command, cwd=ROOT, env=surroundings)
    try:
        return process.wait()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
