"""Whose turn it is, by the truth in the rows and the database's own clock."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from archive.jobs import lease, reaper
from archive.models import Job
from tests.archive.factories import JobFactory
from tests.databases import IS_SQLITE

pytestmark = pytest.mark.django_db(transaction=True)


def take_all(pool: Job.Pool) -> list[int]:
    taken = []
    while (job := lease.take_next(pool, "worker")) is not None:
        taken.append(job.pk)
    return taken


def test_the_most_urgent_is_taken_first_then_the_oldest_and_of_its_own_pool_only() -> None:
    first, urgent, second, least = (JobFactory(priority=priority) for priority in (0, 5, 0, -10))
    heavy = JobFactory(pool="heavy", priority=100)
    JobFactory(not_before=timezone.now() + timedelta(hours=1), priority=7)
    assert take_all(Job.Pool.LIGHT) == [urgent.pk, first.pk, second.pk, least.pk]
    assert take_all(Job.Pool.HEAVY) == [heavy.pk]


def test_the_next_one_is_found_by_one_index() -> None:
    query = Job.objects.filter(pool="light").due().values_list("pk", flat=True)[:1]
    with connection.cursor() as cursor:
        sql, parameters = query.query.sql_with_params()
        if IS_SQLITE:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)
            steps = [row[3] for row in cursor.fetchall()]
            assert len(steps) == 1 and "USING INDEX archive_job_state" in steps[0] and "pool=?" in steps[0], steps
            return
        cursor.execute("SET enable_seqscan = off")  # which is right for a table of no rows
        cursor.execute(f"EXPLAIN {sql}", parameters)
        plan = "\n".join(row[0] for row in cursor.fetchall())
        cursor.execute("RESET enable_seqscan")
    assert "Index Scan using archive_job_state_e0c2b0_idx" in plan and "Index Cond" in plan, plan
    assert "Sort" not in plan, plan


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Set this machine's clock wrong by so many hours."""
    right = timezone.now

    def wrong_by(hours: float) -> None:
        def now() -> datetime:
            return right() + timedelta(hours=hours)

        monkeypatch.setattr(timezone, "now", now)

    return wrong_by


@pytest.mark.parametrize("hours", [-7, 7])
def test_a_worker_whose_clock_is_wrong_takes_nothing_away_and_gives_nothing_away(
    hours: float, clock: Callable[[float], None]
) -> None:
    held, waiting = lease.take(JobFactory().pk, "right"), JobFactory(not_before=timezone.now() + timedelta(hours=1))
    assert held is not None
    clock(hours)
    assert reaper.reap().returned == 0
    assert (lease.take(held.pk, "wrong"), lease.take(waiting.pk, "wrong")) == (None, None)
    lease.renew(held)
    clock(0)
    assert reaper.reap().returned == 0
    held.refresh_from_db()
    assert held.state == "running"


@pytest.mark.parametrize("hours", [-7, 7])
def test_a_lease_given_by_a_wrong_clock_ends_when_it_should(hours: float, clock: Callable[[float], None]) -> None:
    right = timezone.now()
    clock(hours)
    job = lease.take(JobFactory().pk, "wrong")
    assert job is not None and job.lease_expires_at is not None
    assert timedelta(seconds=50) < job.lease_expires_at - right < timedelta(seconds=70)
