"""Which of a recording's originals is streamed. One that is added later waits until an archivist chooses it."""

from django.contrib.auth.models import User
from django.db import transaction

from archive import events
from archive.filenames import display_name
from archive.jobs import plan
from archive.models import Event, Job, Original, Recording
from archive.wording import Said

WAITS = Said("original.waits")


@transaction.atomic
def choose(original: Original, by: User | None = None) -> Job:
    """Make this the one; what was streamed goes on until its renditions are ready. Returns the job that makes them.

    Raises Original.DoesNotExist for one that belongs to no recording.
    """
    original = Original.objects.get(pk=original.pk, recording__isnull=False)
    recording = Recording.objects.select_for_update().get(pk=original.recording_id or 0)
    others = list(recording.originals.exclude(pk=original.pk))
    if not original.waiting and (job := Job.objects.for_target(original).first()):
        return job
    recording.originals.update(waiting=True)
    Original.objects.filter(pk=original.pk).update(waiting=False)
    for other in others:
        for job in Job.objects.for_target(other).open():
            plan.cancel(job)
    name = display_name(original.file_name)
    code = "recording.streams_from"
    events.record(Event.Kind.MODIFICATION, recording, code, agent=by, file_name=name, original=original.pk)
    return plan.plan("transcode", original, by)
