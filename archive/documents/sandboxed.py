"""Have a PDF looked at, or a clean copy of it written, by a program that has nothing to lose."""

import json
import logging
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from archive import sandbox
from archive.exceptions import JobFailed, ProcessFailed, Refused
from archive.wording import Said

logger = logging.getLogger(__name__)

CHECK = sandbox.Limits(wall_seconds=120, cpu_seconds=90, memory_bytes=1024**3, file_bytes=0)
WALL_SECONDS, CPU_SECONDS = 600, 300
ROOM_TO_GROW = 64 * 1024**2
KILLED = (-signal.SIGKILL, -signal.SIGTERM)
HARDLY_ROOM = 1024**2  # bytes; a program fails before the last byte is taken
# Isolated from the environment and from every folder but the one that the program's own code lies in.
_START = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); from archive.documents.program import main; main(sys.argv[1:])"
)
_PROGRAM = [sys.executable, "-I", "-B", "-c", _START, str(Path(__file__).resolve().parents[2])]


@dataclass(frozen=True, slots=True)
class Answer:
    """`removed`: how many things of which kind were left out of the copy, by their name in PDF."""

    pages: int
    removed: dict[str, int] = field(default_factory=dict)


def check(path: Path) -> Answer:
    """Whether this PDF can be read. Raises Refused: pdf_password, pdf_no_pages, pdf_broken, pdf_demanding."""
    return _ask("check", [path], CHECK)


def write_clean(source: Path, target: Path, should_stop: Callable[[], bool] = lambda: False) -> Answer:
    """Write the public copy of `source` to `target`.

    Raises Refused like `check`, JobFailed for trouble of this machine that may pass, and what `should_stop` raises.
    """
    size = source.stat().st_size
    limits = sandbox.Limits(WALL_SECONDS, CPU_SECONDS, memory_bytes=2 * 1024**3, file_bytes=2 * size + ROOM_TO_GROW)
    try:
        return _ask("clean", [source, target], limits, should_stop)
    except Refused as error:
        if code := _trouble(error.__cause__, target.parent):
            raise JobFailed(Said(code), may_pass=True) from error
        raise


def _trouble(cause: BaseException | None, folder: Path) -> str:
    """Why this machine, and not the file, was in the way; "" where it was the file."""
    if shutil.disk_usage(folder).free < HARDLY_ROOM:
        return "job.no_space"
    # A machine that has no memory left kills the largest program.
    if isinstance(cause, ProcessFailed) and cause.reason == "exit" and cause.returncode in KILLED:
        return "job.no_memory"
    return ""


def _ask(
    mode: str, paths: list[Path], limits: sandbox.Limits, should_stop: Callable[[], bool] = lambda: False
) -> Answer:
    try:
        done = sandbox.run([*_PROGRAM, mode, *map(str, paths)], limits=limits, should_stop=should_stop)
        answer = json.loads(done.stdout)
    except ProcessFailed as error:
        if error.reason in ("missing", "cancelled"):
            raise
        logger.warning("A PDF could not be read (%s): %s", error.reason, error.detail[-500:])
        raise Refused("pdf_broken" if error.reason == "exit" else "pdf_demanding") from error
    if "refused" in answer:
        raise Refused(f"pdf_{answer['refused']}")
    return Answer(answer["pages"], answer.get("removed", {}))
