"""Addresses of what is streamed, for the rooms above. Ask the gate before handing one out."""

from django.urls import reverse

from archive.access import Viewer
from archive.models import Recording
from archive.streaming import tokens


def prefix(recording: Recording, viewer: Viewer) -> str:
    """The address under which this viewer finds the recording's live files, with a slash at its end; "" if none.

    Lists take the recording's `rendition_set` along in their query.
    """
    live = recording.rendition_set
    if live is None:
        return ""
    token = tokens.Token(live.uuid, tokens.holder_of(live.uuid, viewer.user_id))
    return reverse("archive:stream", kwargs={"token": tokens.issue(token), "name": "x"})[:-1]
