"""That somebody was shown a recording which is open to her for her work alone: each look is written down."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from archive import access, events
from archive.access import STRANGER, Layer, Viewer
from archive.models import Event
from subtitles.models import Track

# The page and what it fetches are one look.
ONE_LOOK = timedelta(minutes=5)
CODE = "track.watched"


def note(track: Track, viewer: Viewer, person: User) -> None:
    """She opens the workbench of a track. What is open to everybody, or lent to nobody, is not written down."""
    now = timezone.now()
    if track.recording_id not in viewer.lent("recording", now) or _is_open(track):
        return
    before = events.about(track).filter(code=CODE, agent=person, at__gt=now - ONE_LOOK)
    if not before.exists():
        events.record(Event.Kind.DISSEMINATION, track, CODE, agent=person, member=person.get_username())


def _is_open(track: Track) -> bool:
    layers = (Layer.SOUND, Layer.PICTURE)
    return all(access.decide(STRANGER, track.recording, layer).allowed for layer in layers)
