"""How far ffmpeg has come, from the lines of its `-progress`, and what it could read, from its closing words."""

import re
from dataclasses import dataclass
from fractions import Fraction

READ = re.compile(
    r"Input stream #(\d+):(\d+) \(\w+\): (\d+) packets read .*?; (\d+) frames decoded; (\d+) decode errors"
)


class Progress:
    """Fed with lines; knows how far the work has come."""

    def __init__(self, duration_ms: int, frame_rate: Fraction | None = None) -> None:
        self.duration_ms = max(1, duration_ms)
        self.frame_rate = frame_rate
        self.done_ms = 0

    def __call__(self, line: str) -> None:
        # ffmpeg's time is that of the output furthest behind, perhaps a row of stills minutes apart: frames tell more.
        name, _, value = line.strip().partition("=")
        if not value.isdigit():
            return
        if name == "frame" and self.frame_rate:
            self.done_ms = max(self.done_ms, int(int(value) * 1000 / self.frame_rate))
        elif name == "out_time_us":
            self.done_ms = max(self.done_ms, int(value) // 1000)

    @property
    def per_mille(self) -> int:
        """0-1000 of the duration the file claims, which may be wrong."""
        return min(1000, self.done_ms * 1000 // self.duration_ms)


@dataclass(frozen=True)
class StreamRead:
    """What became of one stream of a source."""

    packets: int
    frames: int
    errors: int


# By the number of the source and the index of the stream in it.
Read = dict[tuple[int, int], StreamRead]


def streams_read(stderr: str) -> Read:
    """What could be read, from ffmpeg's report at `-v verbose`."""
    found = (map(int, numbers) for numbers in READ.findall(stderr))
    return {(source, index): StreamRead(*counted) for source, index, *counted in found}
