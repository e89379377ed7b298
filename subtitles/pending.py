"""A file between its upload and its import: it is looked at, what is a guess is decided, then it is taken in or left.

It waits in a row of whoever sent it, a day at most. A file of many cues is taken in by a job, which writes everything
or nothing.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import cast
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from archive import access
from archive.filenames import display_name
from archive.jobs import lease
from archive.jobs.kinds import Report, register
from archive.jobs.plan import plan
from archive.models import Job, Recording
from archive.wording import NOTHING, Said
from subtitles import importing, publishing
from subtitles.doubts import Doubt
from subtitles.exceptions import BelowTheBar, SubtitlesError, UnreadableSubtitles
from subtitles.formats import Reading
from subtitles.models import PendingImport, Revision, SourceFile, Track
from subtitles.reasons import Refusal

KIND = "import_subtitles"
KEEP = timedelta(days=1)
SWEEP_EVERY_SECONDS = 3600.0
# So many cues are taken in while somebody waits for the page.
MOST_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that waits, and what an import of it would take in."""

    pending: PendingImport
    reading: Reading


def begin(
    recording: Recording,
    data: bytes,
    file_name: str,
    language: str,
    *,
    by: User,
    track: Track | None = None,
    **about: str,
) -> PendingImport:
    """Keep a file until it is decided about. `about`: kind, origin, tool, note, as `importing.import_track` has them.

    Raises UnsupportedFormat and UnreadableSubtitles; then nothing is kept but the event that says so.
    """
    importing.read(recording, data, file_name, language, by=by)
    return PendingImport.objects.create(
        by=by,
        recording=recording,
        track=track,
        language=language,
        file_name=display_name(file_name),
        data=data,
        **about,
    )


def again(revision: Revision, by: User) -> PendingImport:
    """Have the file that a revision was read from decided about once more, for its track; what was decided stands.

    Raises SourceFile.DoesNotExist where it was made in another way, and UnreadableSubtitles.
    """
    source = SourceFile.objects.get(revision=revision)
    track: Track = revision.track
    about = {"kind": track.kind, "origin": revision.origin, "tool": revision.tool, "note": revision.note}
    begun = begin(track.recording, source.content(), revision.file_name, track.language, by=by, track=track, **about)
    decide(begun, {str(guess["code"]): guess["answer"] for guess in revision.guesses if guess["answer"] is not None})
    return begun


def of(user: User, uuid: UUID) -> PendingImport:
    """Her file of this name, while she may see the recording. Raises PendingImport.DoesNotExist."""
    recordings = Recording.objects.visible_to(access.viewer_of(user))
    return PendingImport.objects.select_related("recording", "track", "revision").get(
        uuid=uuid, by=user, recording__in=recordings
    )


def look(pending: PendingImport) -> Looked:
    """Read the file as it was decided until now. Raises UnreadableSubtitles."""
    data = bytes(pending.data)
    reading = importing.read(
        pending.recording, data, pending.file_name, pending.language, by=pending.by, answers=pending.answers
    )
    return Looked(pending, reading)


def decide(pending: PendingImport, said: Mapping[str, bool], encoding: str = "") -> None:
    """Keep the answers to what is known to be doubted, and the encoding that was named."""
    pending.said = {code: answer for code, answer in said.items() if code in set(Doubt)}
    pending.encoding = encoding
    pending.save(update_fields=["said", "encoding"])


def finish(looked: Looked, *, publish: bool) -> Revision | Job:
    """Take the file in, and publish it if that is asked and the rules find no errors: at once, or by a job.

    Raises UnreadableSubtitles, and then has saved nothing: to be published, nothing about the file may be a guess.
    """
    pending = looked.pending
    if publish and looked.reading.open_guesses:
        raise UnreadableSubtitles(Refusal.OPEN_GUESSES)
    pending.publish = publish
    pending.save(update_fields=["publish"])
    if len(looked.reading.document.cues) > MOST_AT_ONCE:
        return plan(KIND, pending, pending.by)
    with transaction.atomic():
        return _take_in(pending)


def job_of(pending: PendingImport) -> Job | None:
    """The newest job that takes the file in."""
    return Job.objects.for_target(pending).filter(kind=KIND).order_by("-pk").first()


def leave(pending: PendingImport) -> None:
    """Forget the file: nothing of it was taken in."""
    pending.delete()


def sweep() -> None:
    """Forget what nobody decided about for a day, unless a job is about it."""
    old = PendingImport.objects.filter(created_at__lt=Now() - KEEP)
    jobs = Job.objects.open().filter(kind=KIND, target_id=OuterRef("pk"))
    old.exclude(Exists(jobs)).delete()


@register(KIND, _("Importing subtitles"), targets=["subtitles.PendingImport"])
def import_subtitles(job: Job, report: Report) -> Said:
    """Take in a file of many cues. An attempt after one that came to its end has nothing to do."""
    pending = cast(PendingImport, job.target)
    report(100, gettext_noop("Reading the file"))
    try:
        look(pending)
        report(300, gettext_noop("Saving the cues"))
        with lease.hold(job):
            _take_in(pending)
    except SubtitlesError as error:
        return Said(f"subtitles.{error.code}")
    return NOTHING


def _take_in(pending: PendingImport) -> Revision:
    """Write the revision, publish it if that was asked, and let go of the bytes. Call it inside a transaction."""
    locked = PendingImport.objects.select_for_update().get(pk=pending.pk)
    if locked.revision is not None:
        return locked.revision
    imported = importing.import_track(
        locked.recording, bytes(locked.data), locked.file_name, locked.language,
        by=locked.by, kind=locked.kind, track=locked.track, origin=locked.origin, tool=locked.tool, note=locked.note,
        answers=locked.answers, decided=locked.publish,
    )  # fmt: skip
    if locked.publish:
        with suppress(BelowTheBar):  # it is saved; whoever looks at it is told what the rules find
            publishing.publish(imported.revision, by=locked.by)
    locked.revision, locked.data = imported.revision, b""
    locked.save(update_fields=["revision", "data"])
    return imported.revision
