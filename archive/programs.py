"""A program that an administrator named, run in the sandbox: it sees no network settings, no home and nothing of our
environment."""

import logging
import os
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from archive import sandbox
from archive.exceptions import JobFailed, ProcessFailed
from archive.posting import Watch
from archive.wording import Said

logger = logging.getLogger(__name__)

_FILE_BYTES = 1024**3  # what it may write, such as a cache beside its model


@dataclass(frozen=True, slots=True)
class Program:
    """`arguments`: the program and what it is given, such as ["/opt/whisper", "--lang", "{language}", "{sound}"]."""

    arguments: tuple[str, ...]
    name: str = "command"
    leaves_the_house: bool = False

    @property
    def tool(self) -> str:
        return Path(self.arguments[0]).name

    @property
    def identity(self) -> str:
        return shlex.join(self.arguments)

    def filled(self, stands_for: Mapping[str, str]) -> list[str]:
        """The argument list with these in the place of their names, such as {sound}. The first is what the program is
        about: where no argument names it, all of them come last."""
        about = next(iter(stands_for))
        given = any(about in each for each in self.arguments)
        wanted = self.arguments if given else (*self.arguments, *stands_for)
        return [_replaced(each, stands_for) for each in wanted]

    def printed(
        self, who: str, stands_for: Mapping[str, str], watch: Watch, *, folder: Path, seconds: int, memory_mb: int
    ) -> str:
        """What it prints. `who` begins the codes of the sentences about what goes wrong, such as recogniser for
        recogniser.timeout; `folder` is where it runs. Raises JobFailed."""

        def should_stop() -> bool:
            watch()
            return False

        limits = sandbox.Limits(
            wall_seconds=seconds,
            cpu_seconds=seconds * (os.cpu_count() or 1),
            memory_bytes=memory_mb * 1024**2,
            file_bytes=_FILE_BYTES,
            open_files=1024,
        )
        try:
            return sandbox.run(self.filled(stands_for), limits=limits, should_stop=should_stop, cwd=folder).stdout
        except ProcessFailed as error:
            logger.warning("The %s failed (%s): %s", who, error.reason, error.detail[-4000:])
            raise JobFailed(Said(f"{who}.{error.reason}")) from error


def _replaced(argument: str, stands_for: Mapping[str, str]) -> str:
    for name, value in stands_for.items():
        argument = argument.replace(name, value)
    return argument
