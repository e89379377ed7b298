"""The one door to the queue, out and in: all that knows which back end of Django Tasks stands there (`TASKS["jobs"]`).

What it delivers is only "there is work in the pool of job 17", at least once; see `archive.jobs.plan`. Each pool is a
queue of its own. The database's back end is received by `manage.py worker` itself and can be asked what is on its way;
any other brings workers of its own, and what it may have lost is delivered once more after a while.
"""

import logging
import time
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import DatabaseError, InterfaceError, connections, transaction
from django.utils.crypto import get_random_string
from django.utils.module_loading import import_string
from django_tasks import task_backends
from django_tasks_db import DatabaseBackend
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker
from django_tasks_db.models import DBTaskResult

from archive.models import Job

logger = logging.getLogger(__name__)

BACKEND = "jobs"
TASK_PATH = "archive.tasks.run_job"
KEEP_DELIVERED = timedelta(days=7)
# How long a queue that cannot be asked has time to bring a message.
REDELIVER_SECONDS = 600.0
POLL_SECONDS = 1.0
# How long to wait after the first, the second, and every further time in a row that the database did not answer.
PATIENCE_SECONDS = (1.0, 2.0, 5.0, 10.0, 30.0)
CALM_SECONDS = 60.0

_sent: dict[int, float] = {}


def is_in_database() -> bool:
    """Whether the queue is a table of ours, which a worker of ours has to look at."""
    return isinstance(task_backends[BACKEND], DatabaseBackend)


def deliver(job: Job) -> None:
    """Put the job in the queue once the running transaction has committed.

    A queue that is down is logged and otherwise ignored: the job's row waits, and the reaper delivers it later.
    """

    def send() -> None:  # a partial has no name to log when it fails
        # By its path, as the queue keeps it: the task runs jobs, and running one may end in delivering it again.
        import_string(TASK_PATH).using(queue_name=job.pool).enqueue(job.pk)

    transaction.on_commit(send, robust=True)


def undelivered(jobs: Iterable[Job]) -> list[Job]:
    """Those of `jobs` that no message in the queue is on its way for, as far as can be known."""
    if not is_in_database():
        return _not_sent_lately(jobs)
    messages = DBTaskResult.objects.filter(task_path=TASK_PATH, status="READY").values_list("args_kwargs", flat=True)
    queued = {message["args"][0] for message in messages}
    return [job for job in jobs if job.pk not in queued]


def _not_sent_lately(jobs: Iterable[Job]) -> list[Job]:
    now = time.monotonic()
    for pk in [pk for pk, sent_at in _sent.items() if sent_at + REDELIVER_SECONDS <= now]:
        del _sent[pk]
    lost = [job for job in jobs if job.pk not in _sent]
    _sent.update(dict.fromkeys((job.pk for job in lost), now))
    return lost


def prune(at: datetime) -> None:
    """Forget messages delivered a week ago; also those whose worker died, which would say "running" for ever."""
    delivered = DBTaskResult.objects.filter(task_path=TASK_PATH).exclude(status="READY")
    delivered.filter(started_at__lt=at - KEEP_DELIVERED).delete()


def forget() -> None:
    """Drop every message. What waits is delivered anew by the reaper."""
    DBTaskResult.objects.all().delete()
    _sent.clear()


class Receiver(QueueWorker):
    """Takes the messages of one pool from the database, one at a time, until `stop`.

    It outlives a database that is locked, full or away for a while: the queue asks for its lock, and writes down how a
    message ended, outside any guard of its own.
    """

    def __init__(self, pool: Job.Pool, *, until_empty: bool = False) -> None:
        super().__init__(
            queue_names=[pool.value],
            interval=POLL_SECONDS,
            batch=until_empty,
            backend_name=BACKEND,
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )

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

    def stop(self) -> None:
        """Take no further message."""
        self.running = False
