"""What commands that have a machine make cues are told, and how they wait for the work."""

from argparse import ArgumentParser
from collections.abc import Iterable
from uuid import UUID

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from archive.jobs import run
from archive.models import Job
from subtitles.models import Track
from subtitles.models.asked import Asked


def add_arguments(parser: ArgumentParser, languages: Iterable[str], language: str) -> None:
    """`language`: which one is to be named."""
    parser.add_argument("--language", required=True, choices=languages, help=f"{language} (BCP 47)")
    parser.add_argument("--kind", default="subtitles", choices=Track.Kind.values, help="default: subtitles")
    parser.add_argument("--track", metavar="UUID", type=UUID, help="the track to put the revision into")
    parser.add_argument("--later", action="store_true", help="leave the work to a worker and do not wait for it")


def carried_out(asked: Asked, job: Job, *, later: bool) -> str:
    """The result for people: the new revision, then what is to be looked at. Raises CommandError where it failed."""
    if later:
        return _("Planned as job %(number)s.") % {"number": job.pk}
    (ended,) = run.run_until_done([job.pk])
    if ended.state != Job.State.DONE:
        raise CommandError(ended.reason)
    asked.refresh_from_db()
    revision = asked.revision
    assert revision is not None  # noqa: S101 - the job is done
    about = {"track": revision.track, "number": revision.number}
    return "\n".join([_("%(track)s, revision %(number)s") % about, *([ended.reason] if ended.reason else [])])
