"""The only module that starts a process. What is started reads files that strangers made.

A program gets: an argument list (never a shell), ceilings on CPU, memory, file size and open files, a clock for the
whole and one for standing still, a process group of its own that is killed as one, an environment with nothing in it,
no standard input, and death together with the process that asked for it.
"""

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from archive.exceptions import ProcessFailed

LAUNCHER = Path(__file__).with_name("launcher.py")
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": "/nonexistent", "AV_LOG_FORCE_NOCOLOR": "1"}
GRACE_SECONDS = 2.0  # ffmpeg caught in a hostile file ignores SIGTERM for minutes
TICK_SECONDS = 0.1
ASK_SECONDS = 1.0
KEPT_OUTPUT = 16 * 1024**2
KEPT_ERRORS = 64 * 1024
OUT_OF_MEMORY = ("Cannot allocate memory", "Out of memory", "malloc of size", "MemoryError", "std::bad_alloc")


@dataclass(frozen=True)
class Limits:
    """Ceilings for one program. `stall_seconds`: the longest it may go on without progress."""

    wall_seconds: float
    cpu_seconds: int
    stall_seconds: float | None = None
    memory_bytes: int = 2 * 1024**3
    file_bytes: int = 1024**3
    open_files: int = 256


@dataclass(frozen=True)
class Completed:
    """How a program ended well. `stderr` is its last 64 KiB; `stdout` is empty when its lines were handed on."""

    stdout: str
    stderr: str
    cpu_seconds: float
    wall_seconds: float


@dataclass
class _Output:
    """What comes through both pipes; a bounded part of it is kept."""

    on_line: Callable[[str], None] | None
    stdout: bytearray = field(default_factory=bytearray)
    stderr: bytearray = field(default_factory=bytearray)

    def take_stdout(self, data: bytes) -> None:
        if self.on_line is None:
            self.stdout += data[: max(0, KEPT_OUTPUT - len(self.stdout))]
            return
        self.stdout += data
        *lines, rest = self.stdout.split(b"\n")
        self.stdout = bytearray(rest[-KEPT_ERRORS:])
        for line in lines:
            self.on_line(line.decode(errors="replace"))

    def take_stderr(self, data: bytes) -> None:
        self.stderr += data
        del self.stderr[:-KEPT_ERRORS]


class _Clocks:
    """Why a program must stop now, if it must."""

    def __init__(self, limits: Limits, should_stop: Callable[[], bool], progress: Callable[[], object]) -> None:
        self.limits = limits
        self.should_stop = should_stop
        self.progress = progress
        self.mark = progress()
        self.started = self.moved = self.asked = time.monotonic()

    def reason(self) -> str:
        now = time.monotonic()
        if now - self.started > self.limits.wall_seconds:
            return "timeout"
        if now - self.asked < ASK_SECONDS:
            return ""
        self.asked = now
        return "cancelled" if self.should_stop() else self._standing_still(now)

    def _standing_still(self, now: float) -> str:
        mark = self.progress()
        if mark != self.mark:
            self.mark, self.moved = mark, now
        stalled = self.limits.stall_seconds is not None and now - self.moved > self.limits.stall_seconds
        return "stalled" if stalled else ""


def run(
    argv: Sequence[str],
    *,
    limits: Limits,
    on_line: Callable[[str], None] | None = None,
    should_stop: Callable[[], bool] = lambda: False,
    progress: Callable[[], object] = time.monotonic,
    cwd: Path | None = None,
) -> Completed:
    """Run a program to its end and return what it said. Raises ProcessFailed.

    `on_line` is handed every line of standard output. About once a second, `should_stop` is asked, and `progress` for
    any value that changes as long as the work goes on. What one of the three raises stops the program and is raised
    from here.
    """
    clocks = _Clocks(limits, should_stop, progress)
    output = _Output(on_line)
    process = _start(argv, limits, cwd)
    try:
        reason = _follow(process, output, clocks)
    finally:
        cpu_seconds = _end(process)
    errors = output.stderr.decode(errors="replace")
    if reason or process.returncode:
        # The kernel's clock for the limit and the one for the bill differ, so that the signal counts as well.
        used_up = cpu_seconds > 0.95 * limits.cpu_seconds or process.returncode == -signal.SIGXCPU
        reason = reason or _reason(errors, out_of_time=used_up)
        raise ProcessFailed(reason, errors, process.returncode)
    stdout = "" if on_line else output.stdout.decode(errors="replace")
    return Completed(stdout, errors, cpu_seconds, time.monotonic() - clocks.started)


def _start(argv: Sequence[str], limits: Limits, cwd: Path | None) -> "subprocess.Popen[bytes]":
    if not Path(argv[0]).is_absolute() or not os.access(argv[0], os.X_OK):
        raise ProcessFailed("missing", argv[0])
    ceilings = (limits.cpu_seconds, limits.memory_bytes, limits.file_bytes, limits.open_files)
    launcher = [sys.executable, "-I", "-S", str(LAUNCHER), str(os.getpid()), *map(str, ceilings), "--"]
    return subprocess.Popen(  # noqa: S603
        [*launcher, *argv],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
        cwd=cwd,
        start_new_session=True,
    )


def _follow(process: "subprocess.Popen[bytes]", output: _Output, clocks: _Clocks) -> str:
    """Read until the program closes its output. Returns why it must be stopped, or nothing."""
    assert process.stdout and process.stderr  # noqa: S101
    with selectors.DefaultSelector() as pipes:
        pipes.register(process.stdout, selectors.EVENT_READ, data=True)
        pipes.register(process.stderr, selectors.EVENT_READ, data=False)
        while pipes.get_map():
            for key, _ in pipes.select(TICK_SECONDS):
                data = os.read(key.fd, 65536)
                if not data:
                    pipes.unregister(key.fileobj)
                elif key.data:
                    output.take_stdout(data)
                else:
                    output.take_stderr(data)
            if reason := clocks.reason():
                return reason
    return "" if _exited(process, clocks.limits.wall_seconds + clocks.started) else "timeout"


def _exited(process: "subprocess.Popen[bytes]", until: float) -> bool:
    """Wait for the program to exit without reaping it, so that its process group keeps its name."""
    while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


def _end(process: "subprocess.Popen[bytes]") -> float:
    """Leave nothing of the group alive; reap. Returns the CPU seconds used."""
    if not _exited(process, until=0):
        os.killpg(process.pid, signal.SIGTERM)
        _exited(process, until=time.monotonic() + GRACE_SECONDS)
    with suppress(ProcessLookupError, PermissionError):  # macOS answers so for a group of only the dead
        os.killpg(process.pid, signal.SIGKILL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    for pipe in (process.stdout, process.stderr):
        if pipe:
            pipe.close()
    return usage.ru_utime + usage.ru_stime


def _reason(errors: str, *, out_of_time: bool) -> str:
    if out_of_time:
        return "timeout"
    return "memory" if any(sign in errors for sign in OUT_OF_MEMORY) else "exit"
