"""A recording with a Swedish source and a Persian translation whose cues somebody confirmed."""

from archive.models import Recording
from subtitles.memory import keeping
from subtitles.models import Cue, Track
from tests.subtitles.factories import imported, public_recording, published


def translated(*pairs: tuple[str, str], recording: Recording | None = None, confirmed: bool = True) -> Track:
    """Its track in Persian; the memory has not read it yet."""
    recording = recording or public_recording(language="sv", title="Köket i Teheran")
    published(recording, *(source for source, _ in pairs))
    track = imported(recording, *(target for _, target in pairs), language="fa").track
    Cue.objects.filter(revision__track=track).update(confirmed=confirmed)
    return track


def read() -> None:
    """What the worker does once a minute."""
    keeping.follow()
