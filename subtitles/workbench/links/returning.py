"""A track comes to a recording: what hung on what there before does so again, as both sides are by now."""

from uuid import UUID

from django.db.models import F, Q

from subtitles.changes import Folded
from subtitles.changes.wording import read_words
from subtitles.models import Link, Track
from subtitles.workbench.standing import folded_at


def come_back(track: Track) -> None:
    """Have the links between the track and others of its recording say what is so now. What was done to a source while
    one of the two was elsewhere was not followed. `hold` the track."""
    either = Link.objects.filter(Q(track=track) | Q(source=track), source__recording=F("track__recording"))
    links = list(either.select_related("source"))
    sources: dict[int, Folded] = {}
    for link in links:
        if link.source_id not in sources:
            sources[link.source_id] = folded_at(link.source)
        cue = sources[link.source_id].find(str(link.stands_in))
        link.stands_in = UUID(cue["uuid"]) if cue else link.stands_in
        link.stale = read_words(link.seen) != (read_words(cue["text"]) if cue else "")
    Link.objects.bulk_update(links, ["stands_in", "stale"], batch_size=100)
