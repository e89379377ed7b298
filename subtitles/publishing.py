"""Point the public at a revision of a track. The pointer moves; no revision changes, so every step can be undone."""

from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from archive import access, events
from archive.access import Level
from archive.models import Event, Recording
from subtitles import provenance, reviewing, speaking, stages
from subtitles.exceptions import BelowTheBar, NotApproved, TrackMoved, Undecided
from subtitles.models import Revision, Track
from subtitles.signals import track_changed

REASON_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Against:
    """What is against publishing: open questions about the file, errors that the rules find, that nobody approved it
    where somebody is to; and why it is done."""

    guesses: int = 0
    errors: int = 0
    unapproved: bool = False
    reason: str = ""


NOTHING = Against()


def publish(revision: Revision, by: User | None = None, *, despite: str = "") -> Track:
    """Make this revision, the newest or an older one, the one the public meets. Doing it again changes nothing.

    `despite` says why it is published though the rules find errors in it, or though it is a guess how its file was to
    be read, or though nobody approved it where somebody is to; it is kept among the events. Raises Undecided,
    BelowTheBar and NotApproved where that is so and there is no reason (the last also where there is one, but `by` is
    no archivist), TrackMoved where it is another recording's by now; then nothing changes.
    """
    track: Track = revision.track
    # Asked of the database: what we were given may be older than what another did.
    if Track.objects.filter(pk=track.pk, published_revision=revision).exists():
        return track
    reason = despite.strip()[:REASON_LENGTH]
    against = Against(len(revision.open_guesses), reviewing.errors(revision), is_unapproved(revision), reason)
    if against.unapproved and not (reason and _may_publish_all_the_same(by)):
        raise NotApproved
    if against.guesses and not against.reason:
        raise Undecided(against.guesses)
    if against.errors and not against.reason:
        raise BelowTheBar(against.errors)
    _point(track, revision, by, against)
    return track


def is_unapproved(revision: Revision) -> bool:
    """Whether it would have to be approved first."""
    return settings.APPROVAL != "none" and not stages.is_approved(revision)


def _may_publish_all_the_same(by: User | None) -> bool:
    """Whoever is at the server itself may what an archivist may."""
    return by is None or access.viewer_of(by).level >= Level.ARCHIVIST


def unpublish(track: Track, by: User | None = None) -> Track:
    """Take the track from the public; all its revisions stay."""
    _point(track, None, by)
    return track


def _point(track: Track, revision: Revision | None, by: User | None, against: Against = NOTHING) -> None:
    with transaction.atomic():
        # The rows of both are the lock, as in an import: two tracks may bring the same speaker at once.
        Recording.objects.select_for_update().get(pk=track.recording_id)
        locked = Track.objects.select_for_update().get(pk=track.pk)
        if locked.published_revision_id == (revision.pk if revision else None):
            return
        if revision and locked.recording_id != track.recording_id:
            raise TrackMoved
        if revision:
            speaking.note_revision(revision)
            stages.note_published(locked, revision, by)
        track.published_revision = revision
        track.save(update_fields=["published_revision"])
        provenance.follow(track)
        number = revision.number if revision else None
        record = partial(events.record, Event.Kind.MODIFICATION, track, agent=by, revision=number)
        if against.guesses:
            record("track.published_undecided", guesses=against.guesses, errors=against.errors, reason=against.reason)
        elif against.unapproved:
            record("track.published_unapproved", errors=against.errors, reason=against.reason)
        elif against.errors:
            record("track.published_despite", errors=against.errors, reason=against.reason)
        else:
            record("track.published" if revision else "track.unpublished")
        track_changed.send(sender=Track, track=track)
