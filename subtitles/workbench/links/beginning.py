"""The first links of a cue: by time, where nobody made any by writing beside its source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from subtitles import changes, pairing, reviewing
from subtitles.changes.wording import read_words
from subtitles.models import Link, Track
from subtitles.workbench.holding import hold
from subtitles.workbench.links.rows import made
from subtitles.workbench.standing import last_number, state_at

# What somebody had before her of a source, by the names of its cues.
Read = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Stretch:
    start_ms: int
    end_ms: int


def begin(
    track: Track, state: changes.State, source: Track, theirs: changes.State, read: Read = MappingProxyType({})
) -> None:
    """Have every cue that says anything hang on those of the source that stand beside it; it was held against what
    they say now, or against what of them was `read`. A cue that has a link, or had one, keeps what it has."""
    names = track.links.filter(source=source).values_list("cue", "held_by")
    linked = {str(name) for both in names for name in both}
    ours = [cue for cue in state["cues"] if cue["uuid"] not in linked and cue["text"].strip()]
    pairs = [
        (ours[at], theirs["cues"][place]) for at, places in enumerate(_paired(ours, theirs["cues"])) for place in places
    ]
    if not pairs:
        return
    with transaction.atomic():
        hold(track)
        if [last_number(each) for each in (track, source)] != [state["number"], theirs["number"]]:
            return  # somebody wrote meanwhile: whoever opens it next meets both as they are
        at = timezone.now()
        links = [made(track, UUID(cue["uuid"]), source, other, by=None, at=at) for cue, other in pairs]
        for link in links:
            text = read.get(str(link.source_cue), link.seen)
            link.seen, link.stale = text, read_words(text) != read_words(link.seen)
        Link.objects.bulk_create(links, batch_size=500, ignore_conflicts=True)


def begin_for(track: Track, read: Read = MappingProxyType({})) -> None:
    """The same where a file or a machine brought the cues, so that what is done to a source from now on is seen in
    those that stand beside it: in the track's own, and in others whose source it is."""
    source = reviewing.source_of(track, reviewing.ALL)
    if source is not None:
        begin(track, state_at(track), source, state_at(source), read)
        return
    others = Track.objects.filter(recording=track.recording_id, revisions__isnull=False)
    beside = list(others.exclude(language=track.language).select_related("recording").distinct())
    if beside and reviewing.source_of(beside[0], reviewing.ALL) == track:
        theirs = state_at(track)
        for each in beside:
            begin(each, state_at(each), track, theirs)


def _paired(ours: Sequence[changes.Cue], theirs: Sequence[changes.Cue]) -> list[list[int]]:
    stretches = ([_Stretch(cue["start"], cue["end"]) for cue in side] for side in (ours, theirs))
    return pairing.pair(*stretches)
