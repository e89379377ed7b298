"""The job "transcode": from an assembly of originals to what is streamed of it."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import cast

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from archive import events, storage
from archive.examine.media_info import MediaInfo
from archive.examine.probe import probe
from archive.exceptions import StoreTrouble, Superseded, TranscodingFailed
from archive.jobs import lease
from archive.jobs.kinds import Pool, Report, register
from archive.jobs.troubles import is_full
from archive.models import Assembly, AssemblySource, Event, Job, Recording, RenditionSet
from archive.transcoding import assembling, publish, validate
from archive.transcoding.build import build
from archive.transcoding.parts import Part
from archive.wording import Said

HARDLY_ROOM = 1024**2  # bytes; an encoder writes in blocks, and fails before the last byte is taken


@register("transcode", _("Transcoding"), pool=Pool.HEAVY, targets=["archive.Assembly"])
def transcode(job: Job, report: Report) -> Said:
    """Build, check and publish the renditions of `job.target`, an Assembly. Returns a warning, if any.

    Does nothing twice: when the live set has the same identity, and is whole, it stays.
    Raises TranscodingFailed.
    """
    assembly = assembling.of_today(cast(Assembly, job.target))
    publish.refuse_unchosen(assembly)
    if (made := _made_before(assembly)) and _is_live_again(made, job):
        return Said(made.warning_code, made.warning_values)
    try:
        with attempt_directory(job) as directory, _room_in(directory):
            return _transcode(job, assembly, directory, report)
    except TranscodingFailed as error:
        _record(error, assembly.recording, job)
        raise


@contextmanager
def _room_in(directory: Path) -> Iterator[None]:
    """Say of what failed for want of room that it did. An encoder on a full disk may even say that all went well."""
    try:
        yield
    except StoreTrouble:
        raise  # a store that is no folder says by itself what it lacks
    except (TranscodingFailed, OSError) as error:
        if is_full(error) or shutil.disk_usage(directory).free < HARDLY_ROOM:
            raise TranscodingFailed("no_space", may_pass=True) from error
        raise


def _record(failed: TranscodingFailed, recording: Recording, job: Job) -> None:
    said = failed.said
    events.record(Event.Kind.CREATION, recording, said.code, Event.Outcome.FAIL, job.created_by, **said.values)


def _transcode(job: Job, assembly: Assembly, directory: Path, report: Report) -> Said:
    report(0, gettext_noop("Preparing"))
    publish.sweep(assembly.recording)
    with ExitStack() as opened:
        parts = [open_part(source, opened) for source in assembly.sources.select_related("original")]
        built = build(parts, directory, report, assembly.recording.language)
    report(1000, gettext_noop("Checking"))
    verdict = validate.check(parts, built.rungs, built.read)
    if verdict.outcome is validate.Outcome.FAILED:
        raise TranscodingFailed(verdict.said)
    report(1000, gettext_noop("Publishing"))
    publish.publish(job, assembly, built, directory=directory, warning=verdict.said)
    return verdict.said


def open_part(source: AssemblySource, opened: ExitStack) -> Part:
    """A source of an assembly as a file to read, for as long as the stack is open."""
    original = source.original
    path = opened.enter_context(storage.originals().local(original.key, original.sha256))
    info = MediaInfo.from_json(original.technical) if original.technical else probe(path)
    return Part(path, info, source.in_ms, source.out_ms)


def _made_before(assembly: Assembly) -> RenditionSet | None:
    """The live set, or where there is none the newest one, if it is what this job would make.

    One that another took the place of does not count: what it shows may have been left out of the newer on purpose.
    """
    found = RenditionSet.objects.filter(assembly=assembly, superseded_at=None)
    if (live := assembly.recording.rendition_set_id) is not None:
        found = found.filter(pk=live)
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
