"""What has to happen again and again. Rooms register it when the app starts; every worker sees to it."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import close_old_connections, connection

logger = logging.getLogger(__name__)

TICK_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Periodic:
    """`action` must be safe to run in several workers at once."""

    name: str
    seconds: float
    action: Callable[[], object]


_registered: dict[str, Periodic] = {}


def register(name: str, seconds: float, action: Callable[[], object]) -> None:
    """Have `action` called every so many seconds for as long as a worker runs, and once when it starts."""
    _registered[name] = Periodic(name, seconds, action)


class Clock:
    """Calls what is due. A failing action is logged and tried again when it is due next."""

    def __init__(self) -> None:
        self.due_at: dict[str, float] = {}

    def tick(self, now: float) -> list[str]:
        """Call everything due at `now` (monotonic seconds); returns the names of what was called."""
        due = [periodic for periodic in _registered.values() if self.due_at.get(periodic.name, now) <= now]
        for periodic in due:
            self.due_at[periodic.name] = now + periodic.seconds
            try:
                periodic.action()
            except Exception:
                logger.exception("The periodic work %r failed.", periodic.name)
        return [periodic.name for periodic in due]


def run_in_background(over: threading.Event) -> threading.Thread:
    """Tick in a thread until `over` is set, so that a film of three hours does not hold up what is due meanwhile."""
    thread = threading.Thread(target=_tick_until, args=(over,), name="periodic", daemon=True)
    thread.start()
    return thread


def _tick_until(over: threading.Event) -> None:
    clock = Clock()
    try:
        while not over.wait(TICK_SECONDS):
            close_old_connections()
            clock.tick(time.monotonic())
    finally:
        connection.close()
