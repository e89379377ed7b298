import json
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from archive.exceptions import TargetGone
from archive.jobs import plan
from archive.jobs.kinds import UnknownKindError
from archive.models import Job


class Command(BaseCommand):
    help = (
        "Run jobs again, such as those that failed because a disk was full. Each becomes a new job, or brings forward "
        "the one that waits already; a worker does the work."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("jobs", metavar="ID", nargs="*", type=int, help="the number of a job")
        parser.add_argument(
            "--failed", action="store_true", help="all jobs that failed and were not done or asked for again since"
        )
        parser.add_argument("--json", action="store_true", dest="as_json", help="write one JSON object, nothing else")

    def handle(self, *, jobs: list[int], failed: bool, as_json: bool, **options: object) -> None:
        if not jobs and not failed:
            raise CommandError(_("Name jobs by their numbers, or ask for all that failed with --failed."))
        chosen = {job.pk: job for job in named(jobs)} | {job.pk: job for job in (plan.failed() if failed else ())}
        answers = [answer(job) for job in chosen.values()]
        if as_json:
            self.stdout.write(json.dumps({"jobs": answers}))
            return
        for line in answers:
            self.stdout.write(_("Job %(job)s: %(text)s") % {"job": line["job"], "text": said(line)})
        if not answers:
            self.stdout.write(_("No job has failed."))


def named(numbers: list[int]) -> list[Job]:
    """The jobs of these numbers. Raises CommandError when there is no such job."""
    found = Job.objects.in_bulk(numbers)
    for number in numbers:
        if number not in found:
            raise CommandError(_("There is no job %(job)s.") % {"job": number})
    return [found[number] for number in numbers]


def answer(job: Job) -> dict[str, object]:
    """What came of it: `again` is the number of the job that waits now, None where there is nothing to work on."""
    try:
        return {"job": job.pk, "kind": job.kind, "again": plan.again(job).pk, "reason": ""}
    except (TargetGone, UnknownKindError) as error:
        return {"job": job.pk, "kind": job.kind, "again": None, "reason": str(error)}


def said(line: dict[str, object]) -> str:
    if line["again"] is None:
        return str(line["reason"])
    return _("runs again as job %(again)s.") % {"again": line["again"]}
