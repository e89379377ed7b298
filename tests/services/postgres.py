"""A PostgreSQL server of the tests' own: in a temporary folder, on loopback, on a free port, gone with the process.

The program refuses root: there it runs as the user `postgres`, otherwise as whoever runs the tests. The role that the
tests use owns nothing but what it makes and is no superuser, as docs/administrators.md asks for.
"""

import ctypes
import getpass
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from scripts import check_tools
from tests.ports import free_port

ROLE, SUPERUSER = "rostarkivet", "postgres"
PATIENCE_SECONDS = 60
PR_SET_PDEATHSIG = 1

# Nothing here outlives the machine, so nothing has to reach a disk; what was committed outlives a crash of the server.
SETTINGS = ("fsync=off", "full_page_writes=off", "listen_addresses=127.0.0.1")


class Missing(Exception):
    """PostgreSQL is not installed; the message is the command that brings it."""


@dataclass
class Server:
    """One server. It can be killed and started again where it was, with the data that it had."""

    folder: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None
    password: str = field(default_factory=lambda: secrets.token_hex(8))

    def url(self, database: str = ROLE) -> str:
        return f"postgres://{ROLE}:{self.password}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Returns once it answers. Raises RuntimeError with its log where it does not."""
        options = [part for setting in (*SETTINGS, f"port={self.port}") for part in ("-c", setting)]
        command = [_program("postgres"), "-D", str(self.folder / "data"), "-k", str(self.folder), *options]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, **_as_postgres(_die_with_us))
        until = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            if time.monotonic() > until or self.process.poll() is not None:
                raise RuntimeError(f"PostgreSQL did not start:\n{(self.folder / 'log').read_text()[-4000:]}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Cut off whoever is connected and end at once, in good order."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """End it as a crash does: nobody is told anything, and the next start has to recover."""
        self._end(signal.SIGQUIT)

    def admin(self, sql: str) -> None:
        """Run a statement as the superuser, outside any transaction."""
        with psycopg.connect(**self._superuser(), autocommit=True) as link:
            link.execute(sql.encode())

    def _superuser(self) -> dict[str, Any]:
        return {"host": str(self.folder), "port": self.port, "user": SUPERUSER, "password": self.password}

    def _answers(self) -> bool:
        try:
            psycopg.connect(**self._superuser(), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _end(self, how: int) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(how)
            try:
                self.process.wait(timeout=PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process = None


@contextmanager
def server() -> Iterator[Server]:
    """A running server with a role and an empty database of its own. Raises Missing."""
    _program("postgres")
    folder = Path(tempfile.mkdtemp(prefix="rostarkivet-postgres-", dir="/tmp"))  # a socket's path has to be short
    ours = Server(folder, free_port())
    try:
        _initialise(ours)
        ours.start()
        ours.admin(f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{ours.password}'")
        ours.admin(f"CREATE DATABASE {ROLE} OWNER {ROLE}")
        yield ours
    finally:
        ours.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _initialise(ours: Server) -> None:
    secret = ours.folder / "password"
    secret.write_text(ours.password)
    for path in (ours.folder, secret):
        shutil.chown(path, _account())
    command = [_program("initdb"), "-D", str(ours.folder / "data"), "-U", SUPERUSER, "--pwfile", str(secret), "-N"]
    command += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, **_as_postgres())
    if done.returncode:
        raise RuntimeError(f"PostgreSQL's folder could not be made:\n{done.stderr}")


def _program(name: str) -> str:
    found = shutil.which(name, path=check_tools.PATH)
    if found is None:
        command = check_tools.install_command(check_tools.packages(["postgres"], []))
        raise Missing(f"PostgreSQL is not installed. Run: sudo {' '.join(command)}")
    return found


def _account() -> str:
    return SUPERUSER if os.geteuid() == 0 else getpass.getuser()


def _as_postgres(before: Any = None) -> dict[str, Any]:
    """How a process of PostgreSQL's is started by whoever we are."""
    known = pwd.getpwnam(_account())
    change = {"user": known.pw_uid, "group": known.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    return {"cwd": "/", "preexec_fn": before, **change}


def _die_with_us() -> None:
    """A killed test run leaves no server behind."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)
