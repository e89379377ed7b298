"""A bar for commands whose work reports how far it is; silent where nobody sits at a terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress as Bars

from archive.preservation.progress import Progress

STOPPED = 130  # what a shell answers for Ctrl-C


@contextmanager
def watched() -> Iterator[Progress]:
    """One bar for each step, on standard error."""
    with Bars(console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as bars:
        known = {}

        def report(step: str, done: int, total: int) -> None:
            if step not in known:
                known[step] = bars.add_task(step)
            bars.update(known[step], completed=done, total=max(total, 1))

        yield report
