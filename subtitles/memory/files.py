"""Translation memories that come in files, and what goes out in one."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction

from archive.access import Viewer
from subtitles.exceptions import UnreadableSubtitles
from subtitles.memory import tmx
from subtitles.memory.database import MissingMemory
from subtitles.memory.keeping import store
from subtitles.memory.reading import told
from subtitles.memory.tmx import Unit
from subtitles.models import MemoryFile, MemoryPair
from subtitles.reasons import Refusal

_AT_ONCE = 500
_BY_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Taken:
    file: MemoryFile
    pairs: int
    left_out: int


def take_in(name: str, data: bytes, by: User | None = None) -> Taken:
    """Keep what a TMX file holds; the memory reads it within a minute. Raises UnreadableSubtitles."""
    found = tmx.read(data)
    units = list(dict.fromkeys(found.units))
    if not units:
        raise UnreadableSubtitles(Refusal.NO_PAIR)
    with transaction.atomic():
        file = MemoryFile.objects.create(name=name, by=by)
        rows = (
            MemoryPair(
                file=file,
                source_language=unit.source_language,
                source=unit.source,
                target_language=unit.target_language,
                target=unit.target,
                by=unit.by[:_BY_LENGTH],
            )
            for unit in units
        )
        MemoryPair.objects.bulk_create(rows, batch_size=_AT_ONCE)
    return Taken(file, len(units), found.left_out)


def written(viewer: Viewer) -> Iterator[str]:
    """A TMX file, in parts: all that the memory holds and this viewer may be suggested."""
    return tmx.written(_units(viewer))


def _units(viewer: Viewer) -> Iterator[Unit]:
    after = 0
    try:
        while found := store().following(after, _AT_ONCE):
            after = found[-1][0]
            for each in told([pair for _, pair in found], viewer):
                yield Unit(each.languages[0], each.source, each.languages[1], each.target, each.by, each.where)
    except MissingMemory:
        return
