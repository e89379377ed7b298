"""A real OpenSearch on loopback, for tests: fetched by Maven when it is first needed, started, and surely ended.

What is built lies in a folder of its own (`XDG_CACHE_HOME`, or ~/.cache) and is kept for the next run.
"""

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

PROJECT = Path(__file__).parent / "opensearch"
START_SECONDS = 120.0
_OPENED = [f"--add-opens=java.base/java.{part}=ALL-UNNAMED" for part in ("lang", "nio")]
_JVM = [*_OPENED, "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED", "-Djava.security.manager=allow", "-Xms256m", "-Xmx1g"]


class MissingError(Exception):
    """What is needed is not installed; the message says the command that installs it."""


class OpenSearch:
    """One node that keeps everything in `folder`; the port stays the same when it is started anew."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port, self._transport = _free_ports(2)
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *, healthy: bool = True) -> None:
        """Returns once it answers, and where `healthy` has opened all its indices. Raises MissingError."""
        classes = built()
        command = ["java", *_JVM, "-cp", f"{classes / 'classes'}:{classes / 'dependency'}/*", "Server"]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, str(self.folder / "node"), str(self.port), str(self._transport)],
                stdout=log,
                stderr=log,
                stdin=subprocess.PIPE,  # it ends when we do, however we end
                start_new_session=True,
            )
        self._wait("/_cluster/health" + ("?wait_for_status=yellow&timeout=20s" if healthy else ""))

    def kill(self) -> None:
        """At once, as a power failure would."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        self._signal(signal.SIGTERM)

    def pause(self) -> None:
        """It keeps its connections and answers nobody."""
        self._send(signal.SIGSTOP)

    def go_on(self) -> None:
        self._send(signal.SIGCONT)

    def ask(self, path: str, method: str = "GET") -> bytes:
        answer: bytes = urlopen(Request(f"{self.url}{path}", method=method), timeout=30).read()
        return answer

    def _signal(self, number: int) -> None:
        if self.process is None:
            return
        self._send(number)
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self._send(signal.SIGKILL)
            self.process.wait(timeout=30)
        self.process = None

    def _send(self, number: int) -> None:
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)

    def _wait(self, path: str) -> None:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.process is not None and self.process.poll() is None:
            with suppress(URLError, OSError):
                self.ask(path)
                return
            time.sleep(0.2)
        self.kill()
        raise RuntimeError(f"OpenSearch did not start:\n{(self.folder / 'log').read_text()[-3000:]}")


@contextmanager
def running() -> Iterator[OpenSearch]:
    """A server that answers; gone afterwards with all that it kept. Raises MissingError."""
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="opensearch-", dir=memory, ignore_cleanup_errors=True) as folder:
        server = OpenSearch(Path(folder))
        try:
            server.start()
            yield server
        finally:
            server.kill()


def built() -> Path:
    """The folder with the server's classes, made if it is not there. Raises MissingError."""
    for program, package in (("java", "openjdk-17-jre-headless"), ("mvn", "maven openjdk-17-jdk-headless")):
        if shutil.which(program) is None:
            raise MissingError(f"{program} is not installed: apt-get install {package}")
    sources = [PROJECT / "pom.xml", *sorted(PROJECT.rglob("*.java"))]
    state = hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()[:16]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "rostarkivet"
    folder = cache / f"opensearch-{state}"
    if not folder.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache, prefix="building-") as building:
            _build(Path(building) / "target")
            with suppress(OSError):  # somebody else was quicker
                (Path(building) / "target").rename(folder)
    return folder


def _build(target: Path) -> None:
    goals = ["compile", "dependency:copy-dependencies", "-DincludeScope=runtime"]
    command = ["mvn", "-q", "-B", "-f", str(PROJECT / "pom.xml"), f"-Dbuild.folder={target}", *goals]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise MissingError(f"Maven could not build the search server ({' '.join(command)}):\n{done.stdout[-2000:]}")


def _free_ports(number: int) -> list[int]:
    sockets = [socket.socket() for _ in range(number)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports
