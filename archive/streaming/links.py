"""Addresses of what is streamed, for the rooms above. Ask the gate before handing one out."""

from django.urls import reverse

from archive.access import Viewer
from archive.models import Recording
from archive.streaming import tokens


def prefix(recording: Recording, viewer: Viewer) -> str:
    """The address under which this viewer finds the recording's live files, with a slash at its end; "" if none."""
    if recording.rendition_set_id is None:
        return ""
    token = tokens.Token(recording.pk, recording.rendition_set_id, viewer.user_id or 0)
    return reverse("archive:stream", kwargs={"token": tokens.issue(token), "name": "x"})[:-1]
