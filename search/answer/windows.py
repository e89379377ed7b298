"""The cues that stand on the screen in many short windows of time, in one question."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from subtitles.models import Cue
from subtitles.webvtt import cuetext

AT_ONCE = 2000  # windows; SQLite binds some 32,000 values


class Window(NamedTuple):
    """A stretch of a revision, in milliseconds, and a cue that is wanted wherever it stands in it."""

    revision: int
    start_ms: int
    end_ms: int
    cue: UUID


@dataclass(frozen=True)
class Said:
    """What is read of a cue; times in milliseconds. The text is made when it is asked for."""

    uuid: UUID
    start_ms: int
    end_ms: int
    payload: str

    @cached_property
    def text(self) -> str:
        return cuetext.plain_text(self.payload)


def said_in(windows: Sequence[Window]) -> dict[int, list[Said]]:
    """By revision, the cues of any of its windows, each once, in the order of time."""
    found: dict[int, dict[int, tuple[int, Said]]] = defaultdict(dict)
    for first in range(0, len(windows), AT_ONCE):
        for key, revision, position, said in _rows(windows[first : first + AT_ONCE]):
            found[revision][key] = position, said
    return {
        revision: [said for position, said in sorted(cues.values(), key=lambda each: (each[1].start_ms, each[0]))]
        for revision, cues in found.items()
    }


def _rows(windows: Sequence[Window]) -> Iterator[tuple[int, int, int, Said]]:
    """A join with the windows themselves: as conditions they would be read one by one for each row."""
    uuids = Cue._meta.get_field("uuid")
    columns = "cue.id, cue.revision_id, cue.position, cue.uuid, cue.start_ms, cue.end_ms, cue.payload"
    sql = f"""
        WITH asked (revision, start_ms, end_ms, cue) AS (VALUES {", ".join(["(%s, %s, %s, %s)"] * len(windows))})
        SELECT {columns} FROM asked JOIN {Cue._meta.db_table} cue ON cue.revision_id = asked.revision
            AND cue.start_ms < asked.end_ms AND cue.end_ms > asked.start_ms
        UNION SELECT {columns} FROM asked JOIN {Cue._meta.db_table} cue ON cue.revision_id = asked.revision
            AND cue.uuid = asked.cue"""  # noqa: S608 - names of our own; what was asked is bound
    values = [(*window[:3], uuids.get_db_prep_value(window.cue, connection)) for window in windows]
    with connection.cursor() as cursor:
        cursor.execute(sql, list(chain.from_iterable(values)))
        for key, revision, position, uuid, start_ms, end_ms, payload in cursor.fetchall():
            yield key, revision, position, Said(UUID(str(uuid)), start_ms, end_ms, payload)
