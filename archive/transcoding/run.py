"""The job "transcode": from an original to what is streamed of it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from archive import events, storage
from archive.examine.media_info import MediaInfo
from archive.examine.probe import probe
from archive.exceptions import Superseded, TranscodingFailed
from archive.jobs import lease
from archive.jobs.kinds import Pool, Report, register
from archive.jobs.troubles import is_full
from archive.models import Event, Job, Original, Recording, RenditionSet
from archive.transcoding import publish, recipe, validate
from archive.transcoding.build import build
from archive.wording import Said

HARDLY_ROOM = 1024**2  # bytes; an encoder writes in blocks, and fails before the last byte is taken


@register("transcode", _("Transcoding"), pool=Pool.HEAVY, targets=["archive.Original"])
def transcode(job: Job, report: Report) -> Said:
    """Build, check and publish the renditions of `job.target`, an Original of a recording. Returns a warning, if any.

    Does nothing twice: when the live set was made by this recipe from these bytes, and is whole, it stays.
    Raises TranscodingFailed.
    """
    original = cast(Original, job.target)
    recording = cast(Recording, original.recording)
    publish.refuse_waiting(original)
    if (made := _made_before(original, recording)) and _is_live_again(made, job):
        return Said(made.warning_code, made.warning_values)
    try:
        with attempt_directory(job) as directory, _room_in(directory):
            return _transcode(job, original, recording, directory, report)
    except TranscodingFailed as error:
        _record(error, recording, job)
        raise


@contextmanager
def _room_in(directory: Path) -> Iterator[None]:
    """Say of what failed for want of room that it did. An encoder on a full disk may even say that all went well."""
    try:
        yield
    except (TranscodingFailed, OSError) as error:
        if is_full(error) or shutil.disk_usage(directory).free < HARDLY_ROOM:
            raise TranscodingFailed("no_space", may_pass=True) from error
        raise


def _record(failed: TranscodingFailed, recording: Recording, job: Job) -> None:
    said = failed.said
    events.record(Event.Kind.CREATION, recording, said.code, Event.Outcome.FAIL, job.created_by, **said.values)


def _transcode(job: Job, original: Original, recording: Recording, directory: Path, report: Report) -> Said:
    report(0, gettext_noop("Preparing"))
    publish.sweep(job, recording)
    with storage.originals().local(original.key) as source:
        info = MediaInfo.from_json(original.technical) if original.technical else probe(source)
        built = build(source, info, directory, report, recording.language)
    report(1000, gettext_noop("Checking"))
    verdict = validate.check(info, built.rungs, built.read)
    if verdict.outcome is validate.Outcome.FAILED:
        raise TranscodingFailed(verdict.said)
    report(1000, gettext_noop("Publishing"))
    publish.publish(job, original, built, directory=directory, warning=verdict.said)
    return verdict.said


def _made_before(original: Original, recording: Recording) -> RenditionSet | None:
    """The live set, or where there is none the newest one, if it is what this job would make.

    One that another took the place of does not count: what it shows may have been left out of the newer on purpose.
    """
    found = RenditionSet.objects.filter(
        recording=recording, source_sha256=original.sha256, recipe=recipe.VERSION, superseded_at=None
    )
    if recording.rendition_set_id is not None:
        found = found.filter(pk=recording.rendition_set_id)
    return next((made for made in found if publish.is_whole(made)), None)


def _is_live_again(made: RenditionSet, job: Job) -> bool:
    """See that this set is what is streamed; False if another took its place meanwhile."""
    try:
        with lease.hold(job):
            if not Recording.objects.filter(rendition_set=made).exists():
                publish.point_at(made, job)
    except Superseded:
        return False
    return True


@contextmanager
def attempt_directory(job: Job) -> Iterator[Path]:
    """An empty directory of this attempt alone, gone afterwards. What a killed attempt at the job left goes too."""
    work = Path(settings.WORK_DIR)
    for leftover in work.glob(f"{job.pk}-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    directory = work / f"{job.pk}-{job.lease}"
    directory.mkdir(parents=True)
    try:
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)
