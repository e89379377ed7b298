"""What a window is told of links."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from subtitles import changes
from subtitles.models import Link, Track
from subtitles.workbench.links.rows import named

# By the names of the source's cues the text that ours was held against; None where its words are those of now.
Seen = dict[str, str | None]


def all_of(track: Track, source: Track) -> dict[str, Seen]:
    """What every cue that has links hangs on."""
    return _told(track.links.filter(source=source, gone=False))


def since(
    track: Track, source: Track, done: Collection[changes.Change], theirs: Collection[changes.Change]
) -> dict[str, Seen]:
    """The same of the cues that links may have come to or gone from, by changes of ours or of the source's; nothing
    hangs on what is empty."""
    ours, others = named(done), named(theirs)
    links = track.links.filter(source=source)
    touched = links.filter(Q(stands_in__in=others) | Q(source_cue__in=others)) if others else links.none()
    names = ours | set(touched.values_list("held_by", flat=True))
    empty: dict[str, Seen] = {str(name): {} for name in sorted(names)}
    return empty | _told(links.filter(held_by__in=names, gone=False)) if names else {}


def _told(links: QuerySet[Link]) -> dict[str, Seen]:
    rows: Iterable[tuple[UUID, UUID, str, bool]] = links.order_by("pk").values_list(
        "held_by", "stands_in", "seen", "stale"
    )
    found: dict[str, Seen] = {}
    for ours, theirs, seen, stale in rows:
        of_cue = found.setdefault(str(ours), {})
        # Of two links to one cue the stale one is told.
        if stale or str(theirs) not in of_cue:
            of_cue[str(theirs)] = seen if stale else None
    return found
