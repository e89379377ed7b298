"""Holds the memory at what stands in the tracks and in imported files.

Nothing announces a change to it: what was read of a track is told by a key, and whatever has another key by now is
read again, also what a crash left behind. What is suggested meanwhile is asked of the tracks (`answering`).
"""

import logging
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from django.conf import settings
from django.db.models import Max

from subtitles import reviewing
from subtitles.folding import folded
from subtitles.memory.database import MissingMemory
from subtitles.memory.hanging import hung
from subtitles.memory.store import Pair, Store
from subtitles.models import MemoryFile, MemoryPair, Revision, Track
from subtitles.pairing import pair
from subtitles.webvtt import cuetext

logger = logging.getLogger(__name__)

FOLLOW_EVERY_SECONDS = 60
TIDY_EVERY_SECONDS = 24 * 60 * 60
KINDS = (Track.Kind.SUBTITLES, Track.Kind.CAPTIONS, Track.Kind.TRANSCRIPT)
# What stands together in more cues than this is no translation of one by the other, but a title over a scene.
MOST_CUES = 3

Progress = Callable[[int, int], None]


def store() -> Store:
    return Store(Path(settings.SEARCH_DIR) / "memory" / "memory.sqlite3")


def follow(*, anew: bool = False, progress: Progress = lambda done, of: None) -> int:
    """Read what is not held as it is now, or everything `anew`; returns how many pairs were written.

    `progress` is called with how many tracks and files were read, and how many there are to read.
    """
    kept = store()
    held, newest = ({} if anew else kept.held()), wanted()
    if anew:
        kept.empty()
    for holder in held.keys() - newest.keys():
        kept.replace(holder, None)
    changed = [holder for holder, key in newest.items() if held.get(holder) != key]
    count = 0
    for done, holder in enumerate(changed, start=1):
        count += kept.replace(holder, newest[holder], _pairs(holder))
        progress(done, len(changed))
    return count


def tidy() -> None:
    """Once a day: what was deleted is gone from the file too."""
    try:
        store().tidy()
    except MissingMemory:
        logger.warning("The translation memory was damaged; it is read anew.")


def wanted() -> dict[str, str]:
    """By holder, the key of what there is to read of it now."""
    rows: dict[int, list[tuple[object, ...]]] = defaultdict(list)
    languages: dict[int, str] = {}
    asked = Track.objects.filter(kind__in=KINDS).order_by("pk").annotate(newest=Max("revisions__pk"))
    fields = ("recording_id", "recording__language", "pk", "language", "kind", "published_revision_id", "newest")
    for recording, spoken, *track in asked.exclude(newest=None).values_list(*fields):
        rows[recording].append(tuple(track))
        languages[recording] = spoken
    keys = {
        f"track:{track[0]}": f"{languages[recording]} {zlib.crc32(repr(tracks).encode()):08x}"
        for recording, tracks in rows.items()
        for track in tracks
        if languages[recording] and track[1] != languages[recording]
    }
    return keys | {f"file:{key}": "1" for key in MemoryFile.objects.values_list("pk", flat=True)}


def _pairs(holder: str) -> list[Pair]:
    kind, _, key = holder.partition(":")
    return list(_of_track(int(key)) if kind == "track" else _of_file(int(key)))


def _of_file(key: int) -> Iterator[Pair]:
    for row in MemoryPair.objects.filter(file=key).order_by("pk").iterator():
        said, became = folded(row.source, row.source_language), folded(row.target, row.target_language)
        if said and became:
            yield Pair((row.pk,), (), (row.source_language, row.target_language), said, became)


def _of_track(key: int) -> Iterator[Pair]:
    """The confirmed cues of its newest revision with what they translate, by what they hang on, or by their times where
    nothing of the track hangs on anything; not those whose source was changed since."""
    revision = Revision.objects.filter(track=key).select_related("track__recording").order_by("-number").first()
    confirmed = set(revision.cues.filter(confirmed=True).values_list("pk", flat=True)) if revision else set()
    source = reviewing.source_of(revision.track, reviewing.ALL) if revision and confirmed else None
    if not revision or not source:
        return
    stands = reviewing.stands_beside(source)
    cues, beside = reviewing.rows(revision), reviewing.rows(stands) if stands else []
    languages = source.language, revision.track.language
    pairs, torn = hung(revision.track, source, cues, beside) or (pair(cues, beside), set())
    for places, sources in _together(pairs):
        ours, theirs = [cues[at] for at in places], [beside[at] for at in sources]
        if not all(cue.pk in confirmed for cue in ours) or not torn.isdisjoint(places):
            continue
        said, became = (
            folded("\n".join(cuetext.plain_text(cue.payload) for cue in side), language)
            for side, language in zip((theirs, ours), languages, strict=True)
        )
        if said and became:
            yield Pair(tuple(cue.pk for cue in ours), tuple(cue.pk for cue in theirs), languages, said, became)


def _together(pairs: Sequence[Sequence[int]]) -> Iterator[tuple[list[int], list[int]]]:
    """Targets that share a source are one translation: (their places, the places of all their sources)."""
    groups: dict[int, tuple[set[int], set[int]]] = {}  # by the places of their sources
    for at, sources in enumerate(pairs):
        shared = [groups[each] for each in sources if each in groups]
        places = {at}.union(*(group[0] for group in shared))
        group = places, set(sources).union(*(group[1] for group in shared))
        groups |= dict.fromkeys(group[1], group)
    each_once = {id(group): group for group in groups.values()}.values()
    return ((sorted(ours), sorted(theirs)) for ours, theirs in each_once if max(len(ours), len(theirs)) <= MOST_CUES)
