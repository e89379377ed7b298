"""The recordings of a work as one viewer meets them: what she may hear, see and read of each, and what is sealed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from archive import moment, questions
from archive.access import Layer, Viewer, decide
from archive.languages import Tagged, preference
from archive.models import Recording
from archive.questions import Question
from archive.streaming import links
from archive.streaming import player as players
from archive.streaming.player import PlayerTrack
from catalogue.models import Work
from catalogue.public.data import PartShown, TrackShown
from catalogue.public.seals import sealed
from subtitles.models import Track

OVER_THE_PICTURE = (Track.Kind.SUBTITLES, Track.Kind.CAPTIONS)


def parts(work: Work, title: Tagged, viewer: Viewer, reader: str, at: datetime) -> tuple[PartShown, ...]:
    """The recordings that this viewer may know of, in the order of the work: always the same few queries."""
    rows = list(work.recordings_links.all())
    recordings = known(viewer, at=at, keys=[row.recording_id for row in rows])
    questions.attach(recordings, "restrictions")
    found = {recording.pk: recording for recording in recordings}
    tracks = tracks_of(found.values(), viewer, reader, at)
    met: list[PartShown] = []
    for row in rows:
        if recording := found.get(row.recording_id):
            texts = [_track(track, recording, viewer, at) for track in tracks[recording.pk]]
            menu = _menu(texts, recording, reader)
            playable = players.player(recording, viewer, title, menu, stand_in=work.stand_in)
            met.append(
                PartShown(
                    number=row.part,
                    label=row.tagged(),
                    uuid=str(recording.uuid),
                    kind=players.kind(recording, viewer),
                    language=recording.language,
                    duration_ms=recording.duration_ms,
                    added=moment.local(recording.created_at).date(),
                    listed=decide(viewer, recording, Layer.EXISTS, at).listed,
                    seal=sealed(recording, viewer, at),
                    player=playable,
                    poster=_poster(work, row.part) if playable and playable.poster else "",
                    waits=playable is None and bool(links.open_layers(recording, viewer)),
                    tracks=tuple(texts),
                )
            )
    return tuple(met)


@Question
def known(viewer: Viewer, at: datetime, keys: Sequence[int]) -> QuerySet[Recording]:
    return Recording.objects.visible_to(viewer, at).filter(pk__in=keys).select_related("rendition_set").order_by()


@Question
def published(viewer: Viewer, at: datetime, keys: Sequence[int]) -> QuerySet[Track]:
    return Track.objects.visible_to(viewer, at).published().filter(recording__in=keys).order_by()


def _poster(work: Work, part: int) -> str:
    with override(settings.LANGUAGE_CODE):
        return reverse("catalogue:poster", kwargs={"slug": work.slug, "part": part})


def tracks_of(
    recordings: Iterable[Recording], viewer: Viewer, reader: str, at: datetime | None = None
) -> dict[int, list[Track]]:
    """The published tracks by recording: what this reader reads best first, people's before a machine's."""
    found: dict[int, list[Track]] = defaultdict(list)
    order = {tag: position for position, tag in enumerate(preference(reader))}

    def place(track: Track) -> tuple[int, bool, int]:
        return order.get(track.language, len(order)), track.origin == Track.Origin.MACHINE, track.pk

    keys = [recording.pk for recording in recordings]
    for track in sorted(published(viewer, at=at or timezone.now(), keys=keys), key=place):
        found[track.recording_id].append(track)
    return found


def _track(track: Track, recording: Recording, viewer: Viewer, at: datetime) -> TrackShown:
    track.recording = recording  # the gate asks it for what it has at hand
    return TrackShown(
        uuid=str(track.uuid),
        url=reverse("subtitles:vtt", kwargs={"uuid": track.uuid}),
        lang=track.language,
        dir=track.dir,
        label=track.name,
        kind=track.kind,
        listed=decide(viewer, track, Layer.WORDS, at).listed,
    )


def _menu(texts: list[TrackShown], recording: Recording, reader: str) -> tuple[PlayerTrack, ...]:
    """Subtitles are on from the start where the reader has them in her own language and that is not what is spoken."""
    shown = [text for text in texts if text.kind in OVER_THE_PICTURE]
    own = next((text for text in shown if text.lang == reader != recording.language), None)
    return tuple(PlayerTrack(text.url, text.lang, text.dir, text.label, text.kind, text is own) for text in shown)
