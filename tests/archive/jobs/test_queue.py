"""Other queues than the table in the database may stand behind the one door."""

import signal
from collections.abc import Callable, Iterator

import pytest
from django.conf import LazySettings
from django.db import transaction
from django_tasks import task_backends
from django_tasks.backends.dummy import DummyBackend

from archive.jobs import lease, plan, queue, reaper, run, worker
from archive.models import Job
from archive.tasks import run_job
from tests.archive.factories import AssemblyFactory, JobFactory, OriginalFactory

pytestmark = pytest.mark.django_db(transaction=True)
Use = Callable[[str], None]


@pytest.fixture
def use(settings: LazySettings) -> Use:
    """Put a back end of Django Tasks in the place of the table."""

    def put(backend: str) -> None:
        settings.TASKS = {**settings.TASKS, "jobs": {"BACKEND": backend, "QUEUES": ["light", "heavy"]}}
        queue._sent.clear()

    return put


def test_a_queue_that_works_at_once_works_when_the_transaction_commits(use: Use, steps: list[str]) -> None:
    use("django_tasks.backends.immediate.ImmediateBackend")
    with transaction.atomic():
        job = plan.plan("steps", OriginalFactory())
        assert steps == []
    job.refresh_from_db()
    assert (job.state, steps) == ("done", ["first", "second"])


def test_a_message_goes_to_the_queue_of_its_pool_and_may_come_twice(use: Use, steps: list[str]) -> None:
    use("django_tasks.backends.dummy.DummyBackend")
    job = plan.plan("steps", OriginalFactory())
    heavy = plan.plan("transcode", AssemblyFactory())
    backend = task_backends["jobs"]
    assert isinstance(backend, DummyBackend)
    assert [(each.task.queue_name, each.args) for each in backend.results] == [
        ("light", [job.pk]),
        ("heavy", [heavy.pk]),
    ]
    for _ in range(2):
        run_job.call(*backend.results[0].args)
    job.refresh_from_db()
    assert (job.state, job.attempts, steps) == ("done", 1, ["first", "second"])


def test_what_a_queue_that_cannot_be_asked_may_have_lost_is_delivered_once_more_after_a_while(
    use: Use, monkeypatch: pytest.MonkeyPatch
) -> None:
    use("django_tasks.backends.dummy.DummyBackend")
    JobFactory()
    assert [reaper.reap().delivered for _ in range(2)] == [1, 0]
    monkeypatch.setattr(queue, "REDELIVER_SECONDS", 0)
    assert reaper.reap().delivered == 1


def test_a_message_whose_own_job_is_gone_or_taken_is_harmless(steps: list[str]) -> None:
    taken, other = JobFactory(kind="steps"), JobFactory(kind="steps")
    lease.take(taken.pk, "another")
    run.run_next_beside(taken.pk)
    run.run_next_beside(taken.pk)
    run.run_next_beside(4711)
    assert (steps, Job.objects.get(pk=other.pk).state) == (["first", "second"], "done")


def test_light_work_goes_on_after_anything_that_its_thread_may_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "POLL_SECONDS", 0)
    began = list[str]()

    class Stumbles(queue.Receiver):
        def run(self) -> None:
            began.append("began")
            if len(began) == 1:
                raise RuntimeError
            self.stop()

    worker._receive(Stumbles(Job.Pool.LIGHT))
    assert len(began) == 2


@pytest.fixture
def signals() -> Iterator[None]:
    """A worker listens to signals; this process listens as before, afterwards."""
    heard = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
    yield
    for number, handler in heard.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("signals")
def test_a_worker_sees_to_the_rest_where_others_receive_the_messages(use: Use, steps: list[str]) -> None:
    lost = JobFactory(kind="steps")
    use("django_tasks.backends.immediate.ImmediateBackend")
    worker.work(until_idle=True)
    lost.refresh_from_db()
    assert (lost.state, Job.objects.open().exists()) == ("done", False)
