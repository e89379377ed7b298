import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from archive.models import Assembly, Job
from tests.archive.factories import JobFactory

pytestmark = pytest.mark.django_db(transaction=True)


def run(*arguments: str) -> str:
    out = StringIO()
    with translation.override("en"):
        call_command("retry_jobs", *arguments, stdout=out)
    return out.getvalue()


def waiting() -> list[int | None]:
    return list(Job.objects.filter(state="waiting").order_by("pk").values_list("target_id", flat=True))


def test_all_that_failed_runs_again_and_nothing_else() -> None:
    failed = [JobFactory(state="failed", reason_code="job.no_space") for _ in range(2)]
    JobFactory(state="done")
    JobFactory(state="cancelled")
    answers = json.loads(run("--failed", "--json"))["jobs"]
    assert [(each["job"], each["reason"]) for each in answers] == [(job.pk, "") for job in failed]
    assert waiting() == [job.target_id for job in failed]


def test_asking_twice_plans_nothing_twice() -> None:
    JobFactory(state="failed")
    run("--failed")
    assert (run("--failed"), len(waiting())) == ("No job has failed.\n", 1)


def test_jobs_are_named_by_their_numbers_whatever_became_of_them() -> None:
    failed, done, other = [JobFactory(state=state) for state in ("failed", "done", "failed")]
    lines = run(str(failed.pk), str(done.pk)).splitlines()
    again = list(Job.objects.filter(state="waiting").order_by("pk").values_list("pk", flat=True))
    assert lines == [
        f"Job {failed.pk}: runs again as job {again[0]}.",
        f"Job {done.pk}: runs again as job {again[1]}.",
    ]
    assert other.target_id not in waiting()


def test_a_job_whose_thing_is_gone_is_said_and_holds_up_nothing() -> None:
    gone, there = JobFactory(state="failed"), JobFactory(state="failed")
    Assembly.objects.filter(pk=gone.target_id).delete()
    first, second = run("--failed").splitlines()
    assert ("no longer in the archive" in first, "runs again" in second, waiting()) == (True, True, [there.target_id])


def test_a_number_that_is_no_jobs_changes_nothing() -> None:
    failed = JobFactory(state="failed")
    with pytest.raises(CommandError, match="no job 4711"):
        run(str(failed.pk), "4711")
    assert waiting() == []


def test_without_a_number_it_asks_for_one() -> None:
    with pytest.raises(CommandError, match="--failed"):
        run()
