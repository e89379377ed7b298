"""One machine's files against four servers: what the common things cost, and the memory of each process."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from tests.config.serving.live import ROOT
from tests.services import site
from tests.services.site import Site

MEGABYTE = 1024
Row = tuple[str, str, str]


def rows() -> list[Row]:
    """(what, on servers divided by on files, note)."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "servers").mkdir()
        Path(folder, "files").mkdir()
        with site.running(Path(folder, "files"), servers=False) as files:
            memory_alone, alone = memory(files), measured(files)
        with site.running(Path(folder, "servers")) as servers:
            memory_beside, beside = memory(servers), measured(servers)
    times = [
        (f"{what}, on servers against on files", f"{beside[what] / alone[what]:.1f}", in_ms(beside[what], alone[what]))
        for what in alone
    ]
    unit = memory_alone["web"]
    sizes = {**{f"{name} on files": size for name, size in memory_alone.items()}, **memory_beside}
    return times + [
        (f"Memory of {name}, against the web server on files", f"{size / unit:.1f}", f"{size // MEGABYTE} MB")
        for name, size in sizes.items()
    ]


def in_ms(*seconds: float) -> str:
    return " and ".join(f"{each * 1000:.1f} ms" for each in seconds)


def measured(standing: Site) -> dict[str, float]:
    """By the archive itself, which sends the bytes as well: what nginx takes for that is not in here."""
    command = [sys.executable, "-m", "tests.benchmarks.column"]
    environment = {**standing.environment, "ROSTARKIVET_ACCEL": "false"}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def memory(standing: Site) -> dict[str, int]:
    """Kilobytes of each part at rest with all its processes, what they share counted once."""
    while "queues=heavy" not in (standing.logs / "worker.log").read_text():  # it is still loading
        time.sleep(0.2)
    parts = {**standing.processes, **{name: server.process for name, server in standing.servers.items()}}
    return {name: sum(map(kilobytes, with_children(process.pid))) for name, process in parts.items()}


def with_children(pid: int) -> Iterable[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from with_children(int(child))


def kilobytes(pid: int) -> int:
    """Proportional set size."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
