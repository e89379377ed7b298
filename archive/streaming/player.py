"""What a page needs to play a recording: the one context of `components/player.html`, for visitors and for members."""

from dataclasses import dataclass

from archive.access import Layer, Viewer
from archive.derivatives.names import PEAKS, POSTER, THUMBNAILS
from archive.languages import Direction, Tagged
from archive.models import Recording
from archive.streaming import links


@dataclass(frozen=True, slots=True)
class PlayerTrack:
    """Subtitles or captions in the player's menu; `default`: on from the start."""

    src: str
    lang: str
    dir: Direction
    label: str
    kind: str
    default: bool = False


@dataclass(frozen=True, slots=True)
class Player:
    """Addresses for one viewer, "" for what there is not or is not for her, and what the player says.

    `kind`: "video" where she may have the picture, else "audio".
    """

    kind: str
    src: str
    poster: str
    thumbnails: str
    peaks: str
    duration_ms: int | None
    title: Tagged
    tracks: tuple[PlayerTrack, ...] = ()
    stand_in: bool = False


def player(
    recording: Recording, viewer: Viewer, title: Tagged, tracks: tuple[PlayerTrack, ...] = (), *, stand_in: bool = False
) -> Player | None:
    """The player of a recording that this viewer may know of; None while there is nothing of it to stream to her.

    The tracks are those that the gate let through.
    """
    master = links.playable(recording, viewer)
    if not master:
        return None
    return Player(
        kind=kind(recording, viewer),
        src=master,
        poster=poster(recording, viewer),
        thumbnails=links.side_file(recording, viewer, THUMBNAILS),
        peaks=links.side_file(recording, viewer, PEAKS),
        duration_ms=recording.duration_ms,
        title=title,
        tracks=tracks,
        stand_in=stand_in,
    )


def kind(recording: Recording, viewer: Viewer) -> str:
    """Whether it is video or audio to this viewer: without its picture a film is heard."""
    video = Layer.PICTURE in links.open_layers(recording, viewer)
    return Recording.Kind.VIDEO.value if video else Recording.Kind.AUDIO.value


def poster(recording: Recording, viewer: Viewer) -> str:
    """The address of the recording's still picture; "" where it has none that is for this viewer."""
    return links.side_file(recording, viewer, POSTER)
