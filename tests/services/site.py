"""The whole archive as an administrator would run it: four servers, a web server, a worker; and each can be killed.

It is seen from outside alone: by a browser and by requests. Its database is none that a test's own Django knows.
"""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.config.serving import live
from tests.config.serving.live import ROOT, Answer, Server
from tests.services import together

PEOPLE = "from demo.loading import accounts, pages, records; accounts.load(); pages.load(records.read('pages'))"
WEB = ["-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi"]
WORKER = ["manage.py", "worker"]


@dataclass
class Front:
    """nginx, which can be killed with all its workers and started again where it was."""

    make: together.Front
    held: ExitStack = field(default_factory=ExitStack)
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        self.process = self.held.enter_context(self.make())

    def kill(self) -> None:
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.held.close()


@dataclass
class Site:
    """`environment` is what its `processes` are told; `logs` is where they say what they have to say."""

    port: int
    environment: dict[str, str]
    logs: Path
    servers: dict[str, Any]
    nginx: Front
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def ask(self, path: str, **given: Any) -> Answer:
        return Server(self.port, self.logs / "web.log").ask(path, **given)

    def manage(self, *arguments: str) -> str:
        """What a command says. Raises CalledProcessError."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True)
        return done.stdout

    @contextlib.contextmanager
    def process(self, name: str, arguments: list[str]) -> Iterator["subprocess.Popen[bytes]"]:
        """One of its processes, which ends with the block."""
        with (self.logs / f"{name}.log").open("ab") as out:
            made = subprocess.Popen(
                [sys.executable, *arguments], cwd=ROOT, env=self.environment, stdout=out, stderr=out
            )
        self.processes[name] = made
        try:
            yield made
        finally:
            made.terminate()
            made.wait(timeout=60)


@contextlib.contextmanager
def running(folder: Path, *, servers: bool = True) -> Iterator[Site]:
    """An archive with the demonstration's people and pages, and no work yet; on files alone without `servers`."""
    with ExitStack() as stack:
        started = together.started(stack) if servers else {}
        surroundings = {name: text for name, text in os.environ.items() if not name.startswith("ROSTARKIVET_")}
        surroundings |= {"DJANGO_SETTINGS_MODULE": "config.settings.development", "ROSTARKIVET_ENV_FILE": ""}
        surroundings |= together.environment(started)
        site = stack.enter_context(_served(folder, surroundings, started))
        stack.enter_context(site.process("worker", WORKER))
        yield site


@contextlib.contextmanager
def beside(standing: Site, **settings: str) -> Iterator[Site]:
    """The same archive once more, at another address, with other settings."""
    told = {**standing.environment, **together.named(settings)}
    with _served(standing.logs, told, standing.servers) as site:
        yield site


@contextlib.contextmanager
def _served(folder: Path, surroundings: dict[str, str], servers: dict[str, Any]) -> Iterator[Site]:
    port = live.free_port()
    make, told = together.before(folder, port)
    site = Site(port, {**surroundings, **told}, folder, servers, Front(make))
    with ExitStack() as stack:
        stack.callback(site.nginx.held.close)
        for command in (["migrate", "-v0"], ["collectstatic", "--no-input", "-v0"], ["shell", "-c", PEOPLE]):
            site.manage(*command)
        web = stack.enter_context(site.process("web", WEB))
        live.wait_for(Server(int(told["ROSTARKIVET_PORT"]), folder / "web.log"), web)
        site.nginx.start()
        yield site
