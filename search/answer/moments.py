"""The moments at which something was found: the cue that holds it, and what stands in the other languages then."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.access import Viewer
from archive.languages import preference
from archive.models import Recording
from search.answer.results import Line, Moment, Side
from search.answer.windows import Said, Window, said_in
from search.engines.base import Clause, Group, Hit
from subtitles.models import Track, published_cues
from subtitles.pairing import pair
from subtitles.webvtt.languages import direction, language_of, spans

_KINDS = ("subtitles", "captions", "transcript", "descriptions", "chapters")


@dataclass(frozen=True, slots=True)
class Shown:
    """How a group's moments are addressed and marked."""

    url: str
    asked: Sequence[Clause]
    recording: Recording
    tracks: list[Track]


class Moments:
    """The moments of a page of groups, of the tracks and recordings that the viewer may be shown."""

    def __init__(self, groups: Sequence[Group], asked: Sequence[Clause], viewer: Viewer, reader: str) -> None:
        self.asked = asked
        self.order = {tag: place for place, tag in enumerate(preference(reader))}
        ids = {group.recording_id for group in groups if group.recording_id is not None}
        self.recordings = Recording.objects.listed_to(viewer).in_bulk(ids)
        self.tracks: dict[int, list[Track]] = defaultdict(list)
        for track in Track.objects.listed_to(viewer).published().filter(recording__in=self.recordings):
            self.tracks[track.recording_id].append(track)
        for tracks in self.tracks.values():
            tracks.sort(key=self._rank)

    def of(self, groups: Iterable[Group], urls: dict[int, str], most: int) -> dict[int, tuple[tuple[Moment, ...], int]]:
        """For each item, its first `most` moments and how many more there are."""
        hits = {group.item_id: self._distinct(group) for group in groups}
        cues = self._cues([(group, hit) for group in groups for hit in hits[group.item_id][:most]])
        found = {}
        for group in groups:
            recording = self.recordings.get(group.recording_id or 0)
            moments: list[Moment] = []
            if recording:
                shown = Shown(urls[group.item_id], self.asked, recording, self.tracks[recording.pk])
                made = (self._moment(hit, shown, cues) for hit in hits[group.item_id][:most])
                moments = [moment for moment in made if moment]
            found[group.item_id] = tuple(moments), max(0, len(hits[group.item_id]) - most)
        return found

    def _rank(self, track: Track) -> tuple[int, int, int]:
        kind = _KINDS.index(track.kind) if track.kind in _KINDS else len(_KINDS)
        return self.order.get(track.language, len(self.order)), kind, track.pk

    def _distinct(self, group: Group) -> list[Hit]:
        """One hit for each moment, of several languages the one the reader knows best, in the order of time."""
        chosen: list[Hit] = []
        for track in self.tracks[group.recording_id or 0]:
            # A cue in several languages may have been found in each of them.
            hits = list({hit.cue_uuid: hit for hit in group.hits if hit.track_id == track.pk}.values())
            chosen += [hit for hit, same in zip(hits, pair(hits, chosen), strict=True) if not same]
        return sorted(chosen, key=lambda hit: hit.start_ms)

    def _cues(self, hits: Sequence[tuple[Group, Hit]]) -> dict[int, list[Said]]:
        """By revision, the cues on the screen at any of these hits, in the order of time."""
        asked = [
            Window(track.published_revision_id, hit.start_ms, hit.end_ms, hit.cue_uuid)
            for group, hit in hits
            for track in self.tracks[group.recording_id or 0]
            if track.published_revision_id is not None
        ]
        return said_in(asked, published_cues(track for tracks in self.tracks.values() for track in tracks))

    def _moment(self, hit: Hit, shown: Shown, cues: dict[int, list[Said]]) -> Moment | None:
        """None where the track has another revision by now and the cue is gone."""
        track = next(track for track in shown.tracks if track.pk == hit.track_id)
        here = [cue for cue in cues.get(track.published_revision_id or 0, []) if cue.uuid == hit.cue_uuid]
        if not here:
            return None
        sides = []
        for other in shown.tracks:
            there = cues.get(other.published_revision_id or 0, [])
            indices = pair(here, there)[0] if other.language != track.language else []
            if indices:
                sides.append(_side(other, [there[index] for index in indices], shown, across=hit.across))
        spoken = next((side for side in sides if side.spoken), None)
        beside = spoken or next(iter(sides), None)
        others = tuple(side for side in sides if side is not beside)
        return Moment(_side(track, here, shown, across=hit.across), beside, others)


def _side(track: Track, cues: Iterable[Said], shown: Shown, *, across: bool) -> Side:
    spoken = track.language == shown.recording.language
    lines = tuple(_line(cue, track.language, shown, across=across) for cue in cues)
    return Side(track.language, direction(track.language), spoken, lines)


def _line(cue: Said, language: str, shown: Shown, *, across: bool) -> Line:
    joint = "&" if "?" in shown.url else "?"
    seconds = f"{cue.start_ms / 1000:.3f}".rstrip("0").rstrip(".")
    url = f"{shown.url}{joint}t={seconds}"
    own = language_of(cue.payload, language)
    parts = tuple(spans(cue.payload, language))
    return Line(cue.uuid, own, direction(own), cue.start_ms, cue.end_ms, cue.text, url, shown.asked, across, parts)
