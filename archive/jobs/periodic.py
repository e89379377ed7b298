"""What has to happen again and again. Rooms register it when the app starts; every worker sees to it.

What takes long is a job, which the clock only plans (`plan_every`); what is done in a moment may be called by the clock
itself (`register`).
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.db import connections
from django.db.models.functions import Now

from archive.jobs.plan import plan
from archive.models import Job

logger = logging.getLogger(__name__)

TICK_SECONDS = 1.0
LEAVE_SECONDS = 3.0  # what takes longer is safe to break off
LOOK_SECONDS = 60.0  # how often it is looked whether a job has to be planned
KEEP = timedelta(days=7)  # how long a planned job that went well is shown


@dataclass(frozen=True, slots=True)
class Periodic:
    """`action` must be safe to run in several workers at once."""

    name: str
    seconds: float
    action: Callable[[], object]


_registered: dict[str, Periodic] = {}
_planned: dict[str, float] = {}


def register(name: str, seconds: float, action: Callable[[], object]) -> None:
    """Have `action` called every so many seconds for as long as a worker runs, and once when it starts."""
    _registered[name] = Periodic(name, seconds, action)


def plan_every(kind: str, seconds: float, is_needed: Callable[[], bool] = lambda: True) -> None:
    """Have a job of this kind, about no one thing, planned so many seconds after the last, however many workers run.

    `is_needed` is asked before, and is to be cheap: with nothing to do, there is no job.
    """
    _planned[kind] = seconds
    register(f"plan {kind}", min(seconds, LOOK_SECONDS), partial(_plan_if_due, kind, seconds, is_needed))


def _plan_if_due(kind: str, seconds: float, is_needed: Callable[[], bool]) -> None:
    lately = Job.objects.filter(kind=kind, target_type=None, created_at__gt=Now() - timedelta(seconds=seconds))
    if not lately.exists() and is_needed():
        plan(kind, None)


def prune() -> None:
    """Forget the jobs that a clock planned and that went well a week ago, with what they planned themselves."""
    old = Job.objects.filter(kind__in=_planned, created_at__lt=Now() - KEEP, state=Job.State.DONE)
    Job.objects.filter(parent__in=old.values("pk"), state=Job.State.DONE).delete()
    old.delete()


class Clock:
    """Calls what is due, each in a thread of its own, so that nothing long holds up the rest.

    No action runs twice at once here. A failing one is logged and tried again when it is due next.
    """

    def __init__(self) -> None:
        self.due_at: dict[str, float] = {}
        self.threads: dict[str, threading.Thread] = {}

    def tick(self, now: float) -> list[str]:
        """Begin everything due at `now` (monotonic seconds); returns the names of what was begun."""
        due = [each for each in _registered.values() if self.due_at.get(each.name, now) <= now]
        begun = [each for each in due if not self._is_running(each.name)]
        for each in begun:
            self.due_at[each.name] = now + each.seconds
            thread = threading.Thread(target=_call, args=(each,), name=f"periodic {each.name}", daemon=True)
            self.threads[each.name] = thread
            thread.start()
        return [each.name for each in begun]

    def wait(self, seconds: float | None = None) -> None:
        """Until all that was begun is over, but not longer than this altogether."""
        until = None if seconds is None else time.monotonic() + seconds
        for thread in self.threads.values():
            thread.join(None if until is None else max(0.0, until - time.monotonic()))

    def _is_running(self, name: str) -> bool:
        thread = self.threads.get(name)
        return thread is not None and thread.is_alive()


def _call(periodic: Periodic) -> None:
    try:
        periodic.action()
    except Exception:
        logger.exception("The periodic work %r failed.", periodic.name)
    finally:
        connections.close_all()  # this thread's own


def run_in_background(over: threading.Event) -> threading.Thread:
    """Tick in a thread until `over` is set, so that a film of three hours does not hold up what is due meanwhile."""
    thread = threading.Thread(target=_tick_until, args=(over,), name="periodic", daemon=True)
    thread.start()
    return thread


def _tick_until(over: threading.Event) -> None:
    clock = Clock()
    clock.tick(time.monotonic())
    while not over.wait(TICK_SECONDS):
        clock.tick(time.monotonic())
    clock.wait(LEAVE_SECONDS)
