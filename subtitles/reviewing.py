"""What the rules find in a revision: its track's profile, its source beside it, the names of its recording."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol, cast

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from archive.access import Level, Viewer
from archive.listening import kept
from archive.models import Recording
from archive.questions import Question
from subtitles import glossary, rules, speaking, vocabulary
from subtitles.cuelike import Placed
from subtitles.models import Cue, Profile, Revision, Track
from subtitles.pairing import pair
from subtitles.rules import Finding, Severity

# Read on the screen, in its time. A transcript, chapters and descriptions for the blind are not.
ON_SCREEN = frozenset({Track.Kind.SUBTITLES, Track.Kind.CAPTIONS})
# What a source is made from, the best first: a transcript says most.
_SOURCES = (Track.Kind.TRANSCRIPT, Track.Kind.CAPTIONS, Track.Kind.SUBTITLES)
USUAL_FRAME_RATE = 25.0
ALL = Viewer(Level.ARCHIVIST)


# By cue: since when it has had the words it has, and since when it has been there.
_Since = Mapping[int, tuple[datetime, datetime]]


class _Kept(Placed, Protocol):
    @property
    def pk(self) -> int: ...


class Row(NamedTuple):
    """A cue as the rules look at it."""

    pk: int
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
def _between(revision: int, begins: int, ends: int) -> QuerySet[Cue, tuple[int, int, int, str, str]]:
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


def side_by_side(revision: Revision, source: Track) -> tuple[Sequence[Row], Sequence[Row], frozenset[int]]:
    """The cues of a revision in the order of their times, those that they are checked beside, and the places of those
    whose source was changed after them."""
    cues = rows(revision)
    beside = _beside(revision, cues, source)
    return (cues, cast("Sequence[Row]", beside.cues), beside.stale) if beside else (cues, (), frozenset())


def frame_rate(recording: Recording) -> float:
    """That of what is streamed; 25 a second for sound and where nothing is streamed yet."""
    rates = recording.rendition_set.renditions.values_list("frame_rate", flat=True) if recording.rendition_set else []
    return max((rate for rate in rates if rate), default=USUAL_FRAME_RATE)


def shots(recording: Recording) -> list[int]:
    """Where the picture of what is streamed is cut, in milliseconds, rising; none where nobody has looked yet."""
    lists = kept.read(recording)
    return lists.shots if lists else []


def _beside(revision: Revision, cues: Sequence[_Kept], track: Track) -> rules.Source | None:
    """The source as the public meets it, or as it was saved last."""
    theirs = track.published_revision or track.revisions.first()
    if theirs is None:
        return None
    sources = rows(theirs)
    stale = _stale(cues, sources, _worded(revision), _worded(theirs)) if theirs.number > 1 else frozenset()
    terms = glossary.between(track.language, revision.track.language)
    return rules.Source(sources, track.language, stale, terms)


def _stale(cues: Sequence[_Kept], sources: Sequence[_Kept], ours: _Since, theirs: _Since) -> frozenset[int]:
    """The cues of which a source took other words after they took theirs."""
    stale = set()
    for index, beside in enumerate(pair(cues, sources)):
        written = ours[cues[index].pk][0]
        reworded = [since for since, born in (theirs[sources[each].pk] for each in beside) if since > born]
        if any(since > written for since in reworded):
            stale.add(index)
    return frozenset(stale)


def _worded(revision: Revision) -> _Since:
    """By cue: since when it has had the words it has, and since when it has been there, whatever revision had it."""
    same = Cue.objects.filter(uuid=OuterRef("uuid"), revision__track=OuterRef("revision__track"))
    first = same.order_by("revision__created_at").values("revision__created_at")[:1]
    since = same.filter(payload=OuterRef("payload")).order_by("revision__created_at").values("revision__created_at")[:1]
    rows = Cue.objects.filter(revision=revision).annotate(since=Subquery(since), born=Subquery(first))
    return {pk: (since, born) for pk, since, born in rows.values_list("pk", "since", "born")}
