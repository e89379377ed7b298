"""The worker: takes messages from the queue, one at a time, and keeps the periodic work going beside it."""

import logging
import socket
import sys
import threading
import time
from types import FrameType

from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker

from archive.jobs import periodic, run
from archive.models import Job

logger = logging.getLogger(__name__)

QUEUE_POLL_SECONDS = 1.0


class Worker(QueueWorker):
    """The queue's own worker, which on a first SIGTERM or SIGINT also gives its running job back."""

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
    periodic.Clock().tick(time.monotonic())
    clock = periodic.run_in_background(over)
    try:
        worker.run()
        while until_idle and worker.running and Job.objects.open().exists():
            time.sleep(QUEUE_POLL_SECONDS)  # until the reaper, beside us, delivers anew what a dead worker left
            worker.run()
    finally:
        over.set()
        clock.join(timeout=5)
