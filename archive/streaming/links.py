"""Addresses of what is streamed, for the rooms above. Ask the gate before handing one out.

Lists take each recording's `rendition_set` along in their query, and its `restrictions`.
"""

from django.urls import reverse

from archive.access import Layer, Viewer, decide
from archive.models import Recording
from archive.streaming import layers, tokens


def prefix(recording: Recording, viewer: Viewer) -> str:
    """The address under which this viewer finds the recording's live files, with a slash at its end; "" if none.

    It ends when the recording closes to her, as far as that is known now.
    """
    live = recording.rendition_set
    if live is None:
        return ""
    token = tokens.Token(live.uuid, tokens.holder_of(live.uuid, viewer.user_id))
    until = decide(viewer, recording, Layer.EXISTS).until
    return reverse("archive:stream", kwargs={"token": tokens.issue(token, until=until), "name": "x"})[:-1]


def open_layers(recording: Recording, viewer: Viewer) -> frozenset[Layer]:
    """Which of its sound and its picture this viewer may have; a recording of sound has no picture."""
    has = (Layer.SOUND, Layer.PICTURE) if recording.kind == Recording.Kind.VIDEO else (Layer.SOUND,)
    return frozenset(layer for layer in has if decide(viewer, recording, layer).allowed)


def playable(recording: Recording, viewer: Viewer) -> str:
    """The address of the master playlist; "" where there is none, or neither sound nor picture is for this viewer."""
    if recording.rendition_set is None or not open_layers(recording, viewer):
        return ""
    return prefix(recording, viewer) + layers.MASTER


def side_file(recording: Recording, viewer: Viewer, name: str) -> str:
    """The address of a side file, such as poster.jpg; "" where there is none, or what it shows is not for her."""
    live = recording.rendition_set
    if live is None or name not in live.extras:
        return ""
    shown = all(decide(viewer, recording, layer).allowed for layer in layers.of(name))
    return prefix(recording, viewer) + name if shown else ""
