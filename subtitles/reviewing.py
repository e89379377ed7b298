"""What the rules find in a revision: its track's profile, its source beside it, the names of its recording."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from archive.access import Level, Viewer
from archive.listening import kept
from archive.models import Recording
from archive.questions import Question
from subtitles import glossary, rules, speaking, vocabulary
from subtitles.cuelike import Placed
from subtitles.models import Cue, Link, Profile, Revision, Track
from subtitles.rules import Finding, Severity
from subtitles.webvtt import cuetext

# Read on the screen, in its time. A transcript, chapters and descriptions for the blind are not.
ON_SCREEN = frozenset({Track.Kind.SUBTITLES, Track.Kind.CAPTIONS})
# What a source is made from, the best first: a transcript says most.
_SOURCES = (Track.Kind.TRANSCRIPT, Track.Kind.CAPTIONS, Track.Kind.SUBTITLES)
USUAL_FRAME_RATE = 25.0
ALL = Viewer(Level.ARCHIVIST)


class _Kept(Placed, Protocol):
    @property
    def uuid(self) -> UUID: ...


class Row(NamedTuple):
    """A cue as the rules look at it."""

    pk: int
    uuid: UUID
    start_ms: int
    end_ms: int
    settings: str
    payload: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """`cues` stand in the order of their times; a finding's `cue` is an index of them."""

    cues: list[Cue]
    findings: list[Finding]
    source: Track | None

    def count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings)


def default_profile() -> Profile | None:
    return next(iter(_defaults()), None)


@Question
def _defaults() -> QuerySet[Profile]:
    return Profile.objects.filter(is_default=True)[:1]


def profile_of(track: Track) -> Profile | None:
    """The track's own rules, or those for every track; None where nobody made any."""
    return track.profile or default_profile()


def review(revision: Revision, viewer: Viewer = ALL, profile: rules.Profile | None = None) -> Reviewed:
    """All that is found. Tracks and names are read as far as one may see them."""
    cues, source, chosen = in_time(revision), source_of(revision.track, viewer), profile_of(revision.track)
    asked = profile or _rules(chosen)
    return Reviewed(cues, _found(revision, cues, viewer, chosen, asked=asked, source=source), source)


def errors(revision: Revision) -> int:
    """How many findings keep it from the public."""
    chosen = profile_of(revision.track)
    asked = _rules(chosen)
    source = source_of(revision.track, ALL) if rules.wants_source(asked, errors_only=True) else None
    return len(_found(revision, rows(revision), ALL, chosen, asked=asked, source=source, errors_only=True))


def rules_of(track: Track) -> rules.Profile:
    """The numbers and switches that the track is checked by."""
    return _rules(profile_of(track))


def _rules(chosen: Profile | None) -> rules.Profile:
    return chosen.rules() if chosen else rules.DEFAULT


def _found(
    revision: Revision,
    cues: Sequence[_Kept],
    viewer: Viewer,
    chosen: Profile | None,
    *,
    asked: rules.Profile,
    source: Track | None,
    errors_only: bool = False,
) -> list[Finding]:
    beside = _beside(revision, cues, source) if source else None
    return checked(revision.track, cues, viewer, chosen, asked=asked, beside=beside, errors_only=errors_only)


def checked(
    track: Track,
    cues: Sequence[Placed],
    viewer: Viewer,
    chosen: Profile | None,
    *,
    asked: rules.Profile,
    beside: rules.Source | None,
    errors_only: bool = False,
) -> list[Finding]:
    """What the rules `asked` find in cues of a track that stand in the order of their times, also in some of them."""
    ours = chosen.words.splitlines() if chosen else []
    sees_cuts = track.kind in ON_SCREEN and rules.is_asked("near_shot", asked, errors_only=errors_only)
    guards = rules.is_asked("guarded_name", asked, errors_only=errors_only)
    return rules.check(
        cues,
        track.language,
        asked,
        beside,
        on_screen=track.kind in ON_SCREEN,
        frame_rate=frame_rate(track.recording),
        shots=shots(track.recording) if sees_cuts else [],
        known=vocabulary.names(track.recording, viewer).union(ours),
        guarded=speaking.guarded(track, viewer) if guards else {},
        errors_only=errors_only,
    )


def in_time(revision: Revision) -> list[Cue]:
    return list(_ordered(revision))


def rows(revision: Revision) -> list[Row]:
    """The same, with what the rules look at and nothing else: a model of each costs more than all rules together."""
    return [Row(*row) for row in _ordered(revision).values_list(*Row._fields)]


def said_between(source: Track, span: tuple[int, int]) -> list[Row]:
    """What a source, as `source_of` gave it, says between two moments in milliseconds: as the public meets it, or as it
    was saved last."""
    revision: int = source.published_revision_id or getattr(source, "newest")  # noqa: B009 - annotated
    return [Row(*row) for row in _between(revision=revision, begins=span[0], ends=span[1])]


@Question
def _between(revision: int, begins: int, ends: int) -> QuerySet[Cue, tuple[int, UUID, int, int, str, str]]:
    cues = _in_order(Cue.objects.filter(revision=revision, start_ms__lt=ends, end_ms__gt=begins))
    return cues.values_list(*Row._fields)


def _ordered(revision: Revision) -> QuerySet[Cue]:
    return _in_order(revision.cues.all())


def _in_order(cues: QuerySet[Cue]) -> QuerySet[Cue]:
    return cues.order_by("start_ms", "-end_ms", "position")


def source_of(track: Track, viewer: Viewer) -> Track | None:
    """What this track was translated from: the recording's own language, in which most is said."""
    spoken = track.recording.language
    if not spoken or spoken == track.language:
        return None
    return best_source(_spoken(viewer, recording=track.recording_id, language=spoken, at=timezone.now()))


@Question
def _spoken(viewer: Viewer, recording: int, language: str, at: datetime) -> QuerySet[Track]:
    """Those in which anything was saved, each with the key of its `newest` revision."""
    newest = Revision.objects.filter(track=OuterRef("pk")).order_by("-number").values("pk")[:1]
    tracks = Track.objects.visible_to(viewer, at).filter(recording=recording, language=language)
    return tracks.annotate(newest=Subquery(newest)).filter(newest__isnull=False)


def best_source(spoken: Iterable[Track]) -> Track | None:
    """Of a recording's tracks in its own language the one in which most is said."""
    found = [each for each in spoken if each.kind in _SOURCES]
    return min(found, key=lambda each: (_SOURCES.index(each.kind), each.by_machine, each.pk), default=None)


def stands_beside(source: Track) -> Revision | None:
    """What of a source is looked at: what the public meets, or what was saved last."""
    saved: Revision | None = source.published_revision or source.revisions.first()
    return saved


def frame_rate(recording: Recording) -> float:
    """That of what is streamed; 25 a second for sound and where nothing is streamed yet."""
    rates = recording.rendition_set.renditions.values_list("frame_rate", flat=True) if recording.rendition_set else []
    return max((rate for rate in rates if rate), default=USUAL_FRAME_RATE)


def shots(recording: Recording) -> list[int]:
    """Where the picture of what is streamed is cut, in milliseconds, rising; none where nobody has looked yet."""
    lists = kept.read(recording)
    return lists.shots if lists else []


def _beside(revision: Revision, cues: Sequence[_Kept], track: Track) -> rules.Source | None:
    theirs = stands_beside(track)
    if theirs is None:
        return None
    terms = glossary.between(track.language, revision.track.language)
    return rules.Source(rows(theirs), track.language, _stale(revision.track, cues, track), terms)


def _stale(track: Track, cues: Sequence[_Kept], source: Track) -> Mapping[int, str]:
    """By the places of those whose source says something else by now, what it said when they were held against it: as
    it stands at the workbench, whatever revision one looks at."""
    places = {cue.uuid: at for at, cue in enumerate(cues)}
    links = Link.objects.standing().filter(track=track, source=source, stale=True).order_by("pk")
    found: dict[int, list[str]] = {}
    for made_for, held_by, seen in links.values_list("cue", "held_by", "seen"):
        # A revision may be older than a merge.
        at = places.get(made_for, places.get(held_by))
        if at is not None:
            found.setdefault(at, []).append(" ".join(cuetext.plain_text(seen).split()))
    return {at: " / ".join(filter(None, texts)) for at, texts in found.items()}
