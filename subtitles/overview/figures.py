"""What was done in a year, by month and language, for whoever asks what a grant came to. People are counted, never
compared; what machines made is counted by itself, whoever asked for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import reduce

from django.db.models import Exists, Min, OuterRef
from django.utils import timezone

from archive.events import subject
from archive.models import Event
from archive.moment import local, zone
from subtitles.models import Change, Cue, Origin, Revision, Track
from subtitles.webvtt.cuetext import plain_text

PUBLISHED = ("track.published", "track.published_despite", "track.published_undecided")
_WRITING = ("text", "insert", "split", "merge", "delete")
Written = dict[tuple[int, str], int]  # words, by track and cue


@dataclass(slots=True)
class Figures:
    """`written`: the cues that people wrote or rewrote, with their words as they stood at the end of the month;
    `published`: the tracks that the public met for the first time, with the words that it meets of them now, and
    `duration_ms` of their recordings.

    `drafted`: the cues that machines made, with their words as they made them; `machine_words` are those that the
    public meets and nobody has checked, `machine_ms` the recordings of published tracks that are a machine's, neither
    of which is among the others.
    """

    people: set[int] = field(default_factory=set)
    written: Written = field(default_factory=dict)
    published: int = 0
    published_words: int = 0
    duration_ms: int = 0
    drafted: Written = field(default_factory=dict)
    machine_words: int = 0
    machine_ms: int = 0

    @property
    def cues(self) -> int:
        return len(self.written)

    @property
    def words(self) -> int:
        return sum(self.written.values())

    @property
    def minutes(self) -> int:
        return round(self.duration_ms / 60_000)

    @property
    def drafted_words(self) -> int:
        return sum(self.drafted.values())

    @property
    def machine_minutes(self) -> int:
        return round(self.machine_ms / 60_000)

    def with_those_of(self, other: "Figures") -> "Figures":
        """Both together. A cue that was written in two of the months is told once, with its last words."""
        return Figures(
            self.people | other.people,
            self.written | other.written,
            self.published + other.published,
            self.published_words + other.published_words,
            self.duration_ms + other.duration_ms,
            self.drafted | other.drafted,
            self.machine_words + other.machine_words,
            self.machine_ms + other.machine_ms,
        )


@dataclass(frozen=True, slots=True)
class Month:
    """`first` is its first day; `languages` in the order of their tags."""

    first: date
    languages: dict[str, Figures]

    @property
    def whole(self) -> Figures:
        return together(self.languages.values())


def together(parts: Iterable[Figures]) -> Figures:
    return reduce(Figures.with_those_of, parts, Figures())


def of_year(year: int) -> list[Month]:
    """The months in which something was done, in order. Months are those of the archive's own clock."""
    found: dict[tuple[int, str], Figures] = {}
    begin, end = (datetime(each, 1, 1, tzinfo=zone()) for each in (year, year + 1))
    _count_changes(found, begin, end)
    _count_revisions(found, begin, end)
    _count_drafts(found, begin, end)
    _count_published(found, begin, end)
    months = sorted({month for month, _language in found})
    return [
        Month(date(year, month, 1), {each: figures for (of, each), figures in sorted(found.items()) if of == month})
        for month in months
    ]


def years() -> list[int]:
    """From the first in which anything could have been counted to this one, the newest first."""
    now = local(timezone.now()).year
    first = Revision.objects.aggregate(first=Min("created_at"))["first"]
    begun = Change.objects.aggregate(first=Min("at"))["first"]
    return list(range(now, min(local(each).year if each else now for each in (first, begun)) - 1, -1))


def _at(found: dict[tuple[int, str], Figures], at: datetime, language: str) -> Figures:
    return found.setdefault((local(at).month, language), Figures())


def _count_changes(found: dict[tuple[int, str], Figures], begin: datetime, end: datetime) -> None:
    """What machines make goes to tracks of their own, and is nobody's work."""
    rows = Change.objects.filter(at__gte=begin, at__lt=end, track__by_machine=False).order_by("at", "track", "number")
    names = ("at", "track__language", "by_id", "track_id", "kind", "cue", "other", "data", "result")
    for at, language, by, track, kind, cue, other, data, result in rows.values_list(*names).iterator(2000):
        figures = _at(found, at, language)
        if by is not None:
            figures.people.add(by)
        if kind not in _WRITING or "conflict" in result or "gone" in result:
            continue
        for gone in {"delete": [cue], "merge": [other]}.get(kind, []):
            figures.written.pop((track, str(gone)), None)
        for uuid, text in _texts(kind, str(cue), str(other), data | result):
            figures.written[track, uuid] = _words(text)


def _texts(kind: str, cue: str, other: str, said: dict[str, object]) -> Iterator[tuple[str, str]]:
    """The cues that a change wrote, each with what came to stand in it."""
    if kind == "split":
        texts = said.get("merged", said["texts"])
        assert isinstance(texts, list)  # noqa: S101
        yield from zip((other, cue) if said["keeps"] == "second" else (cue, other), map(str, texts), strict=True)
    elif kind != "delete":
        yield cue, str(said.get("merged", said.get("text", "")))


def _count_revisions(found: dict[tuple[int, str], Figures], begin: datetime, end: datetime) -> None:
    """Whoever brought a file, or kept what is written, worked on it too; not who asked a machine for it."""
    rows = Revision.objects.filter(created_at__gte=begin, created_at__lt=end, created_by__isnull=False)
    rows = rows.filter(track__by_machine=False).exclude(origin=Origin.MACHINE).order_by()
    for at, language, by in rows.values_list("created_at", "track__language", "created_by").iterator(2000):
        _at(found, at, language).people.add(by)


def _count_drafts(found: dict[tuple[int, str], Figures], begin: datetime, end: datetime) -> None:
    """Each cue in the month in which a machine made it so; what it had made before is in its later versions too."""
    before = Cue.objects.filter(
        uuid=OuterRef("uuid"),
        payload=OuterRef("payload"),
        revision__track=OuterRef("revision__track"),
        revision__number__lt=OuterRef("revision__number"),
    )
    made = Cue.objects.filter(revision__origin=Origin.MACHINE, machine=True).exclude(Exists(before))
    rows = made.filter(revision__created_at__gte=begin, revision__created_at__lt=end).order_by("revision")
    names = ("revision__created_at", "revision__track__language", "revision__track_id", "uuid", "payload")
    for at, language, track, uuid, text in rows.values_list(*names).iterator(2000):
        _at(found, at, language).drafted[track, str(uuid)] = _words(text)


def _count_published(found: dict[tuple[int, str], Figures], begin: datetime, end: datetime) -> None:
    kind, _none = subject(Track())
    events = Event.objects.filter(code__in=PUBLISHED, subject_type=kind).order_by().values("subject_id")
    first = dict(
        events.annotate(first=Min("at")).filter(first__gte=begin, first__lt=end).values_list("subject_id", "first")
    )
    tracks = {track.pk: track for track in Track.objects.select_related("recording").filter(pk__in=list(first))}
    shown = {track.published_revision_id: track.pk for track in tracks.values() if track.published_revision_id}
    at = {pk: _at(found, first[pk], track.language) for pk, track in tracks.items()}
    cues = Cue.objects.filter(revision__in=list(shown)).order_by()
    for revision, text, by_machine in cues.values_list("revision_id", "payload", "machine").iterator(2000):
        figures = at[shown[revision]]
        if by_machine:
            figures.machine_words += _words(text)
        else:
            figures.published_words += _words(text)
    for pk, track in tracks.items():
        at[pk].published += 1
        if track.origin == Origin.MACHINE:
            at[pk].machine_ms += track.recording.duration_ms or 0
        else:
            at[pk].duration_ms += track.recording.duration_ms or 0


def _words(payload: str) -> int:
    """A dash that stands alone is none."""
    return sum(any(letter.isalnum() for letter in word) for word in plain_text(payload).split())
