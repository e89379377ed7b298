"""How far ffmpeg has come, from the lines of its `-progress`, and what it could read, from its closing words."""

import re
from collections.abc import Callable
from dataclasses import dataclass

READ = re.compile(r"Input stream #0:(\d+) \(\w+\): (\d+) packets read .*?; (\d+) frames decoded; (\d+) decode errors")


class Progress:
    """Fed with lines; calls `report(per_mille)` for each block of them, and answers whether the work has moved on.

    ffmpeg goes on talking when it stands still, so only a later moment or another frame counts as progress.
    """

    def __init__(self, duration_ms: int, report: Callable[[int], None]) -> None:
        self.duration_ms = max(1, duration_ms)
        self.report = report
        self.values: dict[str, str] = {}
        self.last: tuple[str, str] = ("", "")
        self.per_mille = 0

    def __call__(self, line: str) -> bool:
        name, _, value = line.strip().partition("=")
        self.values[name] = value.strip()
        if name != "progress":
            return False
        self._advance()
        self.report(self.per_mille)
        here = (self.values.get("out_time_us", ""), self.values.get("frame", ""))
        moved = here != self.last
        self.last = here
        return moved

    def _advance(self) -> None:
        """Up to 1000 of the duration the file claims, which may be wrong; never back.

        Each output has a clock of its own and ffmpeg shows now one, now another.
        """
        microseconds = self.values.get("out_time_us", "")
        done_ms = int(microseconds) // 1000 if microseconds.isdigit() else 0
        self.per_mille = max(self.per_mille, min(1000, done_ms * 1000 // self.duration_ms))


@dataclass(frozen=True)
class StreamRead:
    """What became of one stream of the source."""

    packets: int
    frames: int
    errors: int


def streams_read(stderr: str) -> dict[int, StreamRead]:
    """By stream index, from ffmpeg's report at `-v verbose`."""
    return {int(index): StreamRead(int(p), int(f), int(e)) for index, p, f, e in READ.findall(stderr)}
