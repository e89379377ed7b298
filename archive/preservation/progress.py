"""How far long work has come, for whoever watches."""

from collections.abc import Callable

# Called with what is being done, how far it is and how far it goes.
Progress = Callable[[str, int, int], None]


def unwatched(step: str, done: int, total: int) -> None:
    """Nobody watches."""


def counted(progress: Progress, step: str, total: int) -> Callable[[int], None]:
    """Adds up what it is called with, and reports the sum."""
    done = 0

    def watch(more: int) -> None:
        nonlocal done
        done += more
        progress(step, done, total)

    return watch
