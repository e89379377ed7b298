"""The worker: takes messages from the queue, one at a time, and keeps the periodic work going beside it."""

import logging
import socket
import sys
import threading
import time
from types import FrameType

from django.db import DatabaseError, InterfaceError, connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker

from archive.jobs import periodic, run
from archive.models import Job

logger = logging.getLogger(__name__)

QUEUE_POLL_SECONDS = 1.0
# How long to wait after the first, the second, and every further time in a row that the database did not answer.
PATIENCE_SECONDS = (1.0, 2.0, 5.0, 10.0, 30.0)
CALM_SECONDS = 60.0


class Worker(QueueWorker):
    """The queue's own worker, which on a first SIGTERM or SIGINT also gives its running job back.

    It outlives a database that is locked, full or away for a while: the queue asks for its lock, and writes down how a
    message ended, outside any guard of its own.
    """

    def run(self) -> None:
        failures = 0
        while self.running:
            began = time.monotonic()
            try:
                return super().run()
            except (DatabaseError, InterfaceError) as error:
                failures = 0 if time.monotonic() - began > CALM_SECONDS else failures
                wait = PATIENCE_SECONDS[min(failures, len(PATIENCE_SECONDS) - 1)]
                failures += 1
                logger.warning("The database did not answer (%s); the worker goes on in %s s.", error, wait)
                connections.close_all()
                time.sleep(wait)
        return None

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        if run.stopping.is_set():
            sys.exit(1)
        run.stopping.set()
        self.running = False
        logger.info("The worker stops; a job that is running goes back to the queue.")
        if not self.running_task:
            sys.exit(0)


def work(*, until_idle: bool = False) -> None:
    """Work until told to stop, or until no job waits or runs any more. Only in a process's main thread."""
    over = threading.Event()
    worker = Worker(
        queue_names=["*"],
        interval=QUEUE_POLL_SECONDS,
        batch=until_idle,
        backend_name="jobs",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{socket.gethostname()[:40]}-{get_random_string(16)}",
        excluded_queue_names=[],
    )
    worker.configure_signals()
    clock = periodic.run_in_background(over)
    try:
        worker.run()
        while until_idle and worker.running and _something_is_left():
            time.sleep(QUEUE_POLL_SECONDS)  # until the reaper, beside us, delivers anew what a dead worker left
            worker.run()
    finally:
        over.set()
        clock.join(timeout=5)


def _something_is_left() -> bool:
    try:
        return Job.objects.open().exists()
    except (DatabaseError, InterfaceError):
        connections.close_all()
        return True  # whoever cannot ask is not done
