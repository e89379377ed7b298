"""The worker: one process with a thread for heavy work, one for light, and one for what happens again and again.

A thread takes one job at a time. So a film of two hours holds up the next film, but no document's clean copy.
"""

import logging
import signal
import sys
import threading
import time
from types import FrameType

from django.db import DatabaseError, InterfaceError, connections

from archive.jobs import periodic, reporting
from archive.jobs.queue import POLL_SECONDS, Receiver, is_in_database
from archive.models import Job

logger = logging.getLogger(__name__)

# For how long a thread that was told to stop is waited for; the reaper of another worker brings back its job.
LEAVE_SECONDS = 10.0


def work(*, until_idle: bool = False) -> None:
    """Work until told to stop, or until no job waits or runs any more. Only in a process's main thread."""
    receivers = [Receiver(Job.Pool.HEAVY, until_empty=until_idle), Receiver(Job.Pool.LIGHT)] if is_in_database() else []
    _heed_signals(receivers)
    over = threading.Event()
    clock = periodic.run_in_background(over)
    beside = [_begin(receiver) for receiver in receivers[1:]]
    try:
        while not reporting.stopping.is_set():
            if receivers:
                receivers[0].run()
            if until_idle and not _something_is_left():
                break
            time.sleep(POLL_SECONDS)  # until the reaper, beside us, delivers anew what a dead worker left
    finally:
        over.set()
        for receiver in receivers:
            receiver.stop()
        for thread in (*beside, clock):
            thread.join(LEAVE_SECONDS)


def _begin(receiver: Receiver) -> threading.Thread:
    thread = threading.Thread(target=_receive, args=(receiver,), name="light work", daemon=True)
    thread.start()
    return thread


def _receive(receiver: Receiver) -> None:
    """Until it is stopped: without this thread, light work would wait for ever and nobody would notice."""
    while receiver.running:
        try:
            receiver.run()
        except Exception:
            logger.exception("The worker's light work met what it did not expect; it goes on.")
            time.sleep(POLL_SECONDS)
        finally:
            connections.close_all()  # this thread's own


def _heed_signals(receivers: list[Receiver]) -> None:
    """On a first SIGTERM or SIGINT give running jobs back and leave; on a second leave at once."""

    def stop(signum: int, frame: FrameType | None) -> None:
        if reporting.stopping.is_set():
            sys.exit(1)
        reporting.stopping.set()
        for receiver in receivers:
            receiver.stop()
        logger.info("The worker stops; a job that is running goes back to the queue.")
        if not (receivers and receivers[0].running_task):
            sys.exit(0)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT):
        signal.signal(number, stop)


def _something_is_left() -> bool:
    try:
        return Job.objects.open().exists()
    except (DatabaseError, InterfaceError):
        connections.close_all()
        return True  # whoever cannot ask is not done
