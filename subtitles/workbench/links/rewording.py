"""What is done to the cues of a source: those that hang on them go along, and are stale where the words are others."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import UUID

from subtitles import changes
from subtitles.changes.cues import key
from subtitles.changes.wording import read_words, same_words
from subtitles.models import Link, Track
from subtitles.workbench.links.rows import Rows, named, of_source

Cues = Mapping[str, changes.Cue]


def reword(track: Track, before: Cues, after: Cues, done: Sequence[changes.Change]) -> None:
    """Mark what hangs on these cues. Words that only went from one cue to another, by a split, a merge, or taking one
    back, make nothing stale, nor does a word that comes back as it was seen."""
    names = named(done)
    rows = Rows(of_source(track, names))
    if not rows.all:
        return
    beside = _beside(rows.all, done)
    for change in done:
        if change["kind"] in _MOVES:
            _MOVES[change["kind"]](rows, change, UUID(str(change["cue"])))
    kept = {name: _only_moved(group, before, after) for group in beside for name in group}
    for link in rows.all:
        if link.stands_in not in names:
            continue
        cue = after.get(str(link.stands_in))
        text = cue["text"] if cue else ""
        if not link.stale and kept.get(link.stands_in):
            link.seen = text
        link.stale = read_words(link.seen) != read_words(text)
    rows.save()


def _only_moved(group: Iterable[UUID], before: Cues, after: Cues) -> bool:
    """Whether the cues of these names say together, one after another, what they said."""
    was, now = (sorted((cues[str(name)] for name in group if str(name) in cues), key=key) for cues in (before, after))
    return same_words("".join(cue["text"] for cue in was), "".join(cue["text"] for cue in now))


def _beside(links: Iterable[Link], done: Sequence[changes.Change]) -> list[set[UUID]]:
    """The cues among which words may have gone: those that one change names, or that one of the others hangs on."""
    together = [named([change]) for change in done]
    together += [{link.source_cue, link.stands_in} for link in links]
    hung: dict[tuple[int, UUID], set[UUID]] = {}
    for link in links:
        hung.setdefault((link.track_id, link.held_by), set()).add(link.stands_in)
    groups: dict[UUID, set[UUID]] = {}
    for names in [*together, *hung.values()]:
        whole = names.union(*(groups.get(name, set()) for name in names))
        groups |= dict.fromkeys(whole, whole)
    return list({id(group): group for group in groups.values()}.values())


def _split(rows: Rows, change: changes.Change, cue: UUID) -> None:
    into = UUID(change["into"])
    for link in [link for link in rows.all if link.stands_in == cue]:
        if not any((each.track_id, each.cue, each.source_cue) == (link.track_id, link.cue, into) for each in rows.all):
            rows.parted(link, source_cue=into, stands_in=into, seen="")


def _merge(rows: Rows, change: changes.Change, cue: UUID) -> None:
    other = UUID(change["with"])
    for link in rows.all:
        if link.stands_in == other:
            link.stands_in = cue


def _restore(rows: Rows, change: changes.Change, cue: UUID) -> None:
    for link in rows.all:
        if link.source_cue == cue:
            link.stands_in = cue


_MOVES: dict[str, Callable[[Rows, changes.Change, UUID], None]] = {
    "split": _split,
    "merge": _merge,
    "restore": _restore,
}
