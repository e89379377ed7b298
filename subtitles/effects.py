"""What publishing changes for the public, in numbers and in words, before it is done."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext, ngettext

from archive import timecode
from archive.languages import digits
from archive.models import Recording
from subtitles.models import Cue, Revision, Track

Span = tuple[int, int]  # from and to, in milliseconds
_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Extent:
    """How many cues there are, and for how many milliseconds of the recording one of them stands."""

    cues: int
    covered_ms: int

    @classmethod
    def of(cls, spans: Iterable[Span], lasts_ms: int | None = None) -> "Extent":
        """What stands after the end of a recording that lasts so long covers nothing."""
        cues = covered = reached = 0
        for start, end in sorted(spans):
            cues += 1
            until = end if lasts_ms is None else min(end, lasts_ms)
            covered += max(0, until - max(start, reached))
            reached = max(reached, until)
        return cls(cues, covered)


@dataclass(frozen=True, slots=True)
class Effect:
    """What the public meets `now`, None for nothing, and `then`; `lasts_ms` is the recording's length where it is
    known and where most of it is to be covered. `unchecked`: so many cues a machine made, and nobody has seen."""

    now: Extent | None
    then: Extent
    lasts_ms: int | None
    is_dense: bool = True
    unchecked: int = 0

    @property
    def is_doubtful(self) -> bool:
        """Whether somebody is to be asked before it is published."""
        return self.is_little or self.unchecked > 0

    @property
    def is_little(self) -> bool:
        """Fewer than half the cues, or less than half covered of what was; or of the recording, unless what is
        published already covers no more: then somebody has said yes to that."""
        if self.now and (2 * self.then.cues < self.now.cues or 2 * self.then.covered_ms < self.now.covered_ms):
            return True
        is_less = self.now is None or self.then.covered_ms < self.now.covered_ms
        return bool(is_less and self.is_dense and self.lasts_ms and 2 * self.then.covered_ms < self.lasts_ms)

    def __str__(self) -> str:
        values = {"cues": self._cues(), "covered": _lasting(self.then.covered_ms)}
        if not self.lasts_ms:
            return gettext("%(cues)s; covers %(covered)s") % values
        return gettext("%(cues)s; covers %(covered)s of %(whole)s") % {**values, "whole": _lasting(self.lasts_ms)}

    def _cues(self) -> str:
        after = self.then.cues
        if self.now is None:
            return ngettext("%(after)s cue", "%(after)s cues", after) % {"after": digits(after)}
        words = ngettext("%(before)s cue → %(after)s", "%(before)s cues → %(after)s", self.now.cues)
        return words % {"before": digits(self.now.cues), "after": digits(after)}


def of_revision(revision: Revision) -> Effect:
    """Of publishing this revision."""
    track: Track = revision.track
    unchecked = revision.cues.filter(machine=True).count()
    return of(track, track.recording, track.kind, _spans(revision.cues.order_by()), unchecked)


def of(track: Track | None, recording: Recording, kind: str, spans: Iterable[Span], unchecked: int = 0) -> Effect:
    """Of publishing cues at these times in a track, None for one that is not there yet; so many `unchecked`."""
    lasts = recording.duration_ms
    return Effect(
        Extent.of(_spans(track.published_cues()), lasts) if track and track.published_revision_id else None,
        Extent.of(spans, lasts),
        lasts,
        # What is seen is described where nobody speaks.
        is_dense=kind != Track.Kind.DESCRIPTIONS,
        unchecked=unchecked,
    )


def _spans(cues: QuerySet[Cue]) -> Iterable[Span]:
    return cues.values_list("start_ms", "end_ms")


def _lasting(milliseconds: int) -> str:
    """`8200` as 8 s, `68000` as 1:08."""
    if milliseconds >= _MINUTE_MS:
        return timecode.short(milliseconds)
    return gettext("%(seconds)s s") % {"seconds": digits(milliseconds // 1000)}
