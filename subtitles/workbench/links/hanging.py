"""What is done to the cues of a translation: its links go with them, and somebody holds one against its source."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import User

from subtitles import changes, reviewing
from subtitles.changes.wording import read_words
from subtitles.models import Link, Track
from subtitles.workbench.links.rows import Rows, made, named, of_target
from subtitles.workbench.standing import folded_about, last_number

Theirs = Mapping[str, changes.Cue]


def hang(track: Track, done: Sequence[changes.Change], by: User | None, at: datetime) -> None:
    """Both halves hang on what the whole did, a whole on what its halves did; what comes back has its links again."""
    rows = Rows(of_target(track, named(done)))
    seen = [change for change in done if change["kind"] == "seen"]
    theirs = {source: _standing(source, seen) for source in _sources(track, rows)} if seen else {}
    for change in done:
        cue = UUID(str(change["cue"]))
        if change["kind"] in _MOVES:
            _MOVES[change["kind"]](rows, change, cue)
        for source, cues in theirs.items() if change["kind"] == "seen" else ():
            ours = [link for link in rows.all if link.held_by == cue and link.source_id == source.pk]
            new = [made(track, cue, source, cues[name], by=by, at=at) for name in _missing(ours, change["seen"], cues)]
            _hold([*ours, *map(rows.add, new)], change["seen"], cues, by, at)
    rows.save()


def _sources(track: Track, rows: Rows) -> list[Track]:
    """The tracks of the recording that these cues hang on, or may."""
    # What a translator may not see has no cue whose name she could know.
    source = reviewing.source_of(track, reviewing.ALL)
    wanted = {link.source_id for link in rows.all} | ({source.pk} if source else set())
    return list(Track.objects.filter(pk__in=wanted, recording=track.recording_id).order_by("pk")) if wanted else []


def _standing(source: Track, seen: Collection[changes.Change]) -> Theirs:
    names = {name for change in seen for name in change["seen"]}
    return folded_about(source, names, last_number(source)).cues


def _missing(ours: Collection[Link], seen: Mapping[str, str], theirs: Theirs) -> list[str]:
    """The cues of the source that ours was held against and has no link to."""
    known = {str(name) for link in ours for name in (link.stands_in, link.source_cue)}
    return [name for name in seen if name in theirs and name not in known]


def _hold(links: Collection[Link], seen: Mapping[str, str], theirs: Theirs, by: User | None, at: datetime) -> None:
    for link in links:
        text = seen.get(str(link.stands_in), seen.get(str(link.source_cue)))
        if text is None:
            continue
        stands = theirs.get(str(link.stands_in))
        link.seen, link.by, link.at = text, by, at
        link.stale = read_words(text) != (read_words(stands["text"]) if stands else "")


def _split(rows: Rows, change: changes.Change, cue: UUID) -> None:
    into = UUID(change["into"])
    for link in [link for link in rows.all if link.held_by == cue]:
        # Two that were merged may hang on the same.
        if not any((each.cue, each.source_id, each.source_cue) == (into, *_source(link)) for each in rows.all):
            rows.parted(link, cue=into, held_by=into)


def _source(link: Link) -> tuple[int, UUID]:
    return link.source_id, link.source_cue


def _merge(rows: Rows, change: changes.Change, cue: UUID) -> None:
    other = UUID(change["with"])
    for link in rows.all:
        if link.held_by == other:
            link.held_by = cue


def _delete(rows: Rows, change: changes.Change, cue: UUID) -> None:
    for link in rows.all:
        link.gone = link.gone or link.held_by == cue


def _restore(rows: Rows, change: changes.Change, cue: UUID) -> None:
    for link in rows.all:
        if link.cue == cue:
            link.held_by = cue
        if link.held_by == cue:
            link.gone = False


_MOVES: dict[str, Callable[[Rows, changes.Change, UUID], None]] = {
    "split": _split,
    "merge": _merge,
    "delete": _delete,
    "restore": _restore,
}
