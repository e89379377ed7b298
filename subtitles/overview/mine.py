"""What awaits somebody who translates: what she is given, what waits for her review, what she wrote last, what others
said of it, and which of her languages is lacking."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from itertools import islice
from operator import or_

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from archive.access import Layer, Viewer
from archive.languages import LANGUAGES
from archive.models import Recording
from subtitles.flow import assigning
from subtitles.flow.progress import Measured, Span, span_of
from subtitles.flow.progress import Progress as StretchProgress
from subtitles.models import Assignment, Change, Link, Revision, Stage, Step, Track
from subtitles.overview import matrix
from subtitles.overview.matrix import Entry
from subtitles.querysets import SEES_UNPUBLISHED, TrackQuerySet
from subtitles.workbench import beside
from subtitles.workbench.rows import name_of

MOST = 10  # of a kind
MOST_ASSIGNED = 20
_LOOKED_AT = 200  # comments, of which those are left out that are seen to
_SAID_LATELY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Work:
    """A track that awaits her. `span` is the stretch of it that is hers, in milliseconds, and `in_span` how
    much of that is done; None for all of it."""

    entry: Entry
    is_review: bool
    due: date | None = None
    span: Span | None = None
    note: str = ""
    in_span: StretchProgress | None = None

    @property
    def far(self) -> tuple[int, int]:
        """How many cues are done, and of how many: confirmed of all for a review, or else written of what the source
        says, 0 where there is none to go by."""
        if self.in_span:
            return self.in_span.confirmed if self.is_review else self.in_span.translated, self.in_span.cues
        progress = self.entry.progress
        return (progress.confirmed, progress.cues) if self.is_review else (progress.written, self.entry.source)

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.due < timezone.localdate()


@dataclass(frozen=True, slots=True)
class Said:
    """A comment on a track; `cue` is the name of the one that it is about, "" for the track."""

    track: Track
    cue: str
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Stale:
    """A track with `count` cues whose source was changed since; `cue` is the name of the first that was written."""

    track: Track
    cue: str
    count: int


@dataclass(frozen=True, slots=True)
class Lacking:
    """How many recordings whose words she may read have nothing in a language."""

    language: str
    count: int


def assigned(user: User, viewer: Viewer) -> tuple[list[Work], int]:
    """What she is given to do, what is due first in front; and how much more than is told there is."""
    rows = list(Assignment.objects.open().filter(person=user, track__in=matrix.met(viewer)))
    told = rows[:MOST_ASSIGNED]
    entries = _entries((row.track_id for row in told), viewer)
    return [_work(row, entries[row.track_id], viewer) for row in told], len(rows) - len(told)


def _work(row: Assignment, entry: Entry, viewer: Viewer) -> Work:
    """A stretch of a track is counted cue by cue, which is asked of each such track by itself."""
    is_review = row.task == Assignment.Task.REVIEW
    if row.is_whole:
        return Work(entry, is_review, row.due, note=row.note)
    span = span_of(row)
    return Work(entry, is_review, row.due, span, row.note, Measured(entry.track, viewer).of(span))


def for_review(user: User, viewer: Viewer) -> list[Work]:
    """Tracks in her languages that somebody else sent to review and nobody is given to review, the oldest first."""
    sent = Step.objects.filter(track=OuterRef("pk"), stage=Stage.REVIEW).order_by("-pk")
    given = Assignment.objects.open().filter(track=OuterRef("pk"), task=Assignment.Task.REVIEW).order_by()
    waiting = (
        matrix.met(viewer)
        .workable_by(viewer)
        .filter(~Exists(given), stage=Stage.REVIEW)
        .annotate(sender=Subquery(sent.values("by")[:1]), sent=Subquery(sent.values("at")[:1]))
        .filter(Q(sender=None) | ~Q(sender=user.pk))
        .order_by("sent", "pk")
    )
    keys = list(waiting.values_list("pk", flat=True)[:MOST])
    entries = _entries(keys, viewer)
    return [Work(entries[key], is_review=True) for key in keys]


def lately(user: User, viewer: Viewer, without: Collection[int] = ()) -> list[Work]:
    """Tracks that she wrote in and that are not in review or beyond, the newest first; without those of these keys."""
    wrote = Change.objects.filter(by=user, track=OuterRef("pk")).order_by().values("track")
    open_ones = (
        matrix.met(viewer)
        .workable_by(viewer)
        .filter(matrix.standing(Stage.DRAFT) | matrix.standing(Stage.TRANSLATING), pk__in=_written(user))
        .exclude(pk__in=without)
        .annotate(wrote=Subquery(wrote.annotate(last=Max("at")).values("last")))
    )
    keys = list(open_ones.order_by("-wrote", "-pk").values_list("pk", flat=True)[:MOST])
    entries = _entries(keys, viewer)
    return [Work(entries[key], is_review=False) for key in keys]


def comments(user: User, viewer: Viewer, now: datetime) -> list[Said]:
    """What others said in the last thirty days and nobody has seen to, the newest first: of tracks that she wrote or
    commented, brought or is given, and to her by name (@ and what she is called, or logs in as)."""
    names = {name for name in (user.get_username(), user.get_full_name()) if name}
    to_her = reduce(or_, (Q(data__text__icontains=f"@{name}") for name in names))
    said = (
        Change.objects.filter(kind="comment", track__in=matrix.met(viewer), at__gte=now - _SAID_LATELY)
        .annotate(is_hers=Exists(_hers(user, viewer).filter(pk=OuterRef("track"))))
        .filter(Q(is_hers=True) | to_her)
        .exclude(by=user)
    )
    rows = list(said.order_by("-at", "-pk").select_related("track__recording", "by")[:_LOOKED_AT])
    resolved = beside.resolved_in({row.track_id for row in rows}) if rows else set()
    named = re.compile(rf"@(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)
    open_ones = (
        row for row in rows if str(row.uuid) not in resolved and (row.is_hers or named.search(str(row.data["text"])))
    )
    return [
        Said(row.track, str(row.cue) if row.cue else "", str(row.data["text"]), name_of(row.by), row.at)
        for row in islice(open_ones, MOST)
    ]


def stale(user: User, viewer: Viewer) -> list[Stale]:
    """Tracks that she wrote, brought or is given, of which the source was changed under some cues; most cues first."""
    links = Link.objects.standing().filter(track=OuterRef("pk"), stale=True, source__in=matrix.met(viewer))
    many = links.order_by().values("track").annotate(many=Count("held_by", distinct=True)).values("many")
    tracks = (
        _hers(user, viewer)
        .workable_by(viewer)
        .filter(Exists(links))
        .annotate(cue=Subquery(links.order_by("pk").values("held_by")[:1]), many=Subquery(many))
        .select_related("recording")
        .order_by("-many", "pk")
    )
    return [Stale(track, str(track.cue), track.many) for track in tracks[:MOST]]


def lacking(user: User, viewer: Viewer) -> list[Lacking]:
    """Of the languages that she is said to write, or else of the site's; none for who sees what she is given alone."""
    if viewer.level < SEES_UNPUBLISHED:
        return []
    hers = assigning.languages_of(user) or [code for code, _name in settings.LANGUAGES]
    heard = Recording.objects.visible_to(viewer, layer=Layer.WORDS)
    asked = [language for language in LANGUAGES if language in hers]
    return [Lacking(language, matrix.lacking(heard, language, viewer).count()) for language in asked]


def _hers(user: User, viewer: Viewer) -> TrackQuerySet[Track]:
    given = Assignment.objects.filter(person=user).values("track")
    brought = Revision.objects.filter(created_by=user).order_by().values("track")
    return matrix.met(viewer).filter(Q(pk__in=_written(user)) | Q(pk__in=brought) | Q(pk__in=given))


def _written(user: User) -> QuerySet[Change, int]:
    return Change.objects.filter(by=user).order_by().values_list("track", flat=True).distinct()


def _entries(keys: Iterable[int], viewer: Viewer) -> dict[int, Entry]:
    """By the key of the track, each with how far it is."""
    wanted = set(keys)
    recordings = list(Recording.objects.filter(tracks__in=wanted).distinct())
    cells = matrix.cells(recordings, viewer).values()
    entries = (entry for of_one in cells for cell in of_one.values() for entry in cell.entries)
    return {entry.track.pk: entry for entry in entries if entry.track.pk in wanted}
