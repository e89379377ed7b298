"""Which cues of a revision translate which of its source's, by what they hang on, wherever either stands in time."""

from collections.abc import Sequence

from subtitles.changes.wording import read_words
from subtitles.models import Link, Track
from subtitles.reviewing import Row

Hung = tuple[list[list[int]], set[int]]


def hung(track: Track, source: Track, cues: Sequence[Row], beside: Sequence[Row]) -> Hung | None:
    """For each cue the places of those that it hangs on, and the places of cues that were held against other words
    than stand there. None where nothing of the track hangs on anything of that source."""
    links = Link.objects.standing().filter(track=track, source=source).order_by("pk")
    rows = list(links.values_list("cue", "held_by", "source_cue", "stands_in", "seen"))
    if not rows:
        return None
    ours, theirs = ({row.uuid: at for at, row in enumerate(side)} for side in (cues, beside))
    places: list[dict[int, None]] = [{} for _ in cues]
    torn: set[int] = set()
    for cue, held_by, source_cue, stands_in, seen in rows:
        # Of either side the revision may be older than a merge.
        at, there = ours.get(cue, ours.get(held_by)), theirs.get(source_cue, theirs.get(stands_in))
        if at is None:
            continue
        if read_words(seen) != (read_words(beside[there].payload) if there is not None else ""):
            torn.add(at)
        if there is not None:
            places[at][there] = None
    return [list(found) for found in places], torn
