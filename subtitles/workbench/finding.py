"""What the rules find in cues while they are written: all that the browser cannot tell from numbers alone.

A rule looks at a cue, at what stands beside it in the source, and at most at a few cues around it (`REACH`). So some
cues with their neighbours are answered as they would be among all others.
"""

from collections.abc import Sequence

from archive.access import Viewer
from subtitles import reviewing, rules
from subtitles.cuelike import Placed
from subtitles.models import Track
from subtitles.rules import OFF, Finding

# The rules that numbers alone decide: the browser asks them itself, while somebody types.
COUNTED = (
    "empty",
    "no_time",
    "reading_speed",
    "too_short",
    "too_long",
    "gap",
    "blink",
    "overlap",
    "line_length",
    "lines",
)
# What is not translated has a row of its own in the list; what is older than its source is marked upon the cue.
_SHOWN_OTHERWISE = ("missing_translation", "stale")
_UNASKED = dict.fromkeys((*COUNTED, *_SHOWN_OTHERWISE), OFF)


def find(track: Track, cues: Sequence[Placed], viewer: Viewer) -> list[Finding]:
    """What is found in some cues that follow each other, in the order of their times; a finding's `cue` is an index of
    these. Cues at the ends of a longer row of cues are answered rightly where `rules.REACH` neighbours stand by them.
    """
    chosen = reviewing.profile_of(track)
    asked = (chosen.rules() if chosen else rules.DEFAULT).changed("live", {}, _UNASKED)
    return reviewing.checked(track, cues, viewer, chosen, asked=asked, beside=_beside(track, cues, viewer))


def _beside(track: Track, cues: Sequence[Placed], viewer: Viewer) -> rules.Source | None:
    """What of the source stands in the time of these cues, as the public meets it or as it was saved last."""
    source = reviewing.source_of(track, viewer) if cues else None
    if source is None:
        return None
    span = min(cue.start_ms for cue in cues), max(cue.end_ms for cue in cues)
    return rules.Source(reviewing.said_between(source, span), source.language)
