"""Point the public at a revision of a track. The pointer moves; no revision changes, so every step can be undone."""

from django.contrib.auth.models import User
from django.db import transaction

from archive import events
from archive.models import Event
from subtitles.models import Revision, Track
from subtitles.signals import track_changed


def publish(revision: Revision, by: User | None = None) -> Track:
    """Make this revision, the newest or an older one, the one the public meets. Doing it again changes nothing."""
    track: Track = revision.track
    _point(track, revision, by)
    return track


def unpublish(track: Track, by: User | None = None) -> Track:
    """Take the track from the public; all its revisions stay."""
    _point(track, None, by)
    return track


def _point(track: Track, revision: Revision | None, by: User | None) -> None:
    with transaction.atomic():
        locked = Track.objects.select_for_update().get(pk=track.pk)
        if locked.published_revision_id == (revision.pk if revision else None):
            return
        track.published_revision = revision
        track.save(update_fields=["published_revision"])
        code = "track.published" if revision else "track.unpublished"
        number = revision.number if revision else None
        events.record(Event.Kind.MODIFICATION, track, code, agent=by, revision=number)
        track_changed.send(sender=Track, track=track)
