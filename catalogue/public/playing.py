"""What a page needs to play one part of a work: the player's context."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from archive.access import Viewer
from archive.languages import preference
from archive.models import Recording
from archive.streaming import links
from catalogue.models import Tagged, Work
from catalogue.public import cards
from subtitles.models import Track

SHOWN_OVER_THE_PICTURE = (Track.Kind.SUBTITLES, Track.Kind.CAPTIONS)


def tracks_of(recording: Recording, viewer: Viewer) -> list[Track]:
    """The recording's published tracks, the one that this reader reads best first; people's before a machine's."""
    order = {tag: position for position, tag in enumerate(preference(get_language() or "sv"))}
    found = Track.objects.playable_for(recording, viewer)

    def place(track: Track) -> tuple[int, bool, int]:
        return order.get(track.language, len(order)), track.origin == Track.Origin.MACHINE, track.pk

    return sorted(found, key=place)


def player(
    work: Work, recording: Recording, tracks: list[Track], viewer: Viewer, *, title: Tagged, start_s: float
) -> dict[str, Any] | None:
    """The context of `components/player.html`; None while there is nothing to stream to this viewer."""
    master = links.playable(recording, viewer)
    if not master:
        return None
    shown = [track for track in tracks if track.kind in SHOWN_OVER_THE_PICTURE]
    return {
        "kind": recording.kind,
        "src": master,
        "poster": cards.poster(recording, viewer),
        "thumbnails": links.side_file(recording, viewer, "sprites.vtt"),
        "peaks": links.side_file(recording, viewer, "peaks.json"),
        "duration_ms": recording.duration_ms,
        "tracks": _tracks(shown, recording),
        "title": title,
        "start_s": start_s,
        "stand_in": work.stand_in,
    }


def _tracks(tracks: list[Track], recording: Recording) -> list[dict[str, Any]]:
    """Subtitles are on from the start where the reader has them in her own language and that is not what is spoken."""
    reader = get_language()
    own = next((track for track in tracks if track.language == reader != recording.language), None)
    return [
        {
            "src": reverse("subtitles:vtt", kwargs={"uuid": track.uuid}),
            "lang": track.language,
            "dir": track.dir,
            "label": track.name,
            "kind": track.kind,
            "default": track is own,
        }
        for track in tracks
    ]
