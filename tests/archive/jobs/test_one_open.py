"""Of one kind about one thing one job is open: by the database's own rule, however many plan at once."""

import threading
from collections.abc import Callable
from functools import partial

import pytest
from django.db import IntegrityError, connections
from django_tasks_db.models import DBTaskResult

from archive.jobs import lease, plan, run
from archive.models import Job, Original
from tests.archive.conftest import Register
from tests.archive.factories import JobFactory, OriginalFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_planned_twice_is_the_job_that_waits_already(handle: Register) -> None:
    handle("examine")
    handle("tidy", targets=())
    original = OriginalFactory()
    for kind, target in (("examine", original), ("tidy", None)):
        assert plan.plan(kind, target) == plan.plan(kind, target)
    assert (Job.objects.count(), DBTaskResult.objects.count()) == (2, 2)


def test_another_kind_another_thing_and_other_parameters_are_other_work(handle: Register) -> None:
    handle("examine")
    handle("measure")
    first, second = OriginalFactory(), OriginalFactory()
    jobs = [
        plan.plan("examine", first),
        plan.plan("measure", first),
        plan.plan("examine", second),
        plan.plan("examine", first, since=1),
        plan.plan("examine", first, since=2),
    ]
    assert len({job.pk for job in jobs}) == 5
    assert plan.plan("examine", first, since=2) == jobs[-1]


def test_one_that_runs_is_open_and_one_that_is_over_is_not(handle: Register) -> None:
    handle("examine")
    job = plan.plan("examine", original := OriginalFactory())
    lease.take(job.pk, "worker")
    assert plan.plan("examine", original) == job
    Job.objects.update(state="done")
    assert plan.plan("examine", original) != job


def test_one_that_was_called_off_and_has_not_heard_of_it_yet_does_not_count(handle: Register) -> None:
    handle("examine")
    dying = plan.plan("examine", original := OriginalFactory())
    lease.take(dying.pk, "worker")
    plan.cancel(dying)
    fresh = plan.plan("examine", original)
    assert (fresh != dying, fresh.state) == (True, "waiting")


def test_work_that_may_be_planned_twice_says_so(handle: Register) -> None:
    handle("note", one_open=False)
    original = OriginalFactory()
    assert plan.plan("note", original) != plan.plan("note", original)


def test_the_database_itself_refuses_a_second_one() -> None:
    first = JobFactory()
    with pytest.raises(IntegrityError):
        JobFactory(target=first.target)
    about_nothing = {"kind": "tidy", "target_type": None, "target_id": None}
    Job.objects.create(**about_nothing)
    with pytest.raises(IntegrityError):
        Job.objects.create(**about_nothing)


def at_once(act: Callable[[], object], count: int = 8) -> list[object]:
    """What `act` returned in so many threads that began at the same moment."""
    start, answers, lock = threading.Barrier(count), list[object](), threading.Lock()

    def go() -> None:
        try:
            start.wait(30)
            answer = act()
            with lock:
                answers.append(answer)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def test_all_who_plan_at_once_get_the_same_job(handle: Register) -> None:
    handle("examine")
    original: Original = OriginalFactory()
    answers = at_once(lambda: plan.plan("examine", original).pk)
    assert (len(answers), len(set(answers)), Job.objects.count(), DBTaskResult.objects.count()) == (8, 1, 1, 1)


def test_of_all_who_take_at_once_one_gets_the_job() -> None:
    job = JobFactory()
    answers = at_once(lambda: lease.take(job.pk, "worker") is None)
    job.refresh_from_db()
    assert (answers.count(False), len(answers), job.attempts) == (1, 8, 1)


def test_delivered_to_many_at_once_every_job_is_done_once(handle: Register, steps: list[str]) -> None:
    jobs = [plan.plan("steps", OriginalFactory()) for _ in range(4)]
    at_once(partial(run.run_next_beside, jobs[0].pk))
    assert (steps.count("second"), set(Job.objects.values_list("state", "attempts"))) == (4, {("done", 1)})
