"""Begin a translation: an empty track beside a recording, to be written at the workbench."""

from django.contrib.auth.models import User
from django.db import transaction

from archive import events
from archive.models import Event, Recording
from subtitles.importing import goes_to
from subtitles.models import Origin, Track


def kind_in(recording: Recording, language: str) -> Track.Kind:
    """What is begun in a language: captions in the one that is spoken, subtitles in every other."""
    return Track.Kind.CAPTIONS if language == recording.language else Track.Kind.SUBTITLES


def begin(recording: Recording, language: str, by: User | None = None) -> Track:
    """The recording's track of people in this language (BCP 47), an empty one where there is none yet.

    Doing it again, or two at once, gives the same track.
    """
    kind = kind_in(recording, language)
    with transaction.atomic():
        # The recording's row is the lock, as in an import.
        locked = Recording.objects.select_for_update().get(pk=recording.pk)
        if found := goes_to(locked, language, kind, by_machine=False):
            return found
        made: Track = Track.objects.create(recording=locked, language=language, kind=kind, origin=Origin.HUMAN)
        events.record(Event.Kind.MODIFICATION, made, "track.begun", agent=by)
    return made
