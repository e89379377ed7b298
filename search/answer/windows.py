"""The cues that stand on the screen in many short windows of time, in one question."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from subtitles.models import Cue
from subtitles.webvtt import cuetext

COLUMNS = ("id", "revision_id", "position", "uuid", "start_ms", "end_ms", "payload")
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


def said_in(windows: Sequence[Window], public: QuerySet[Cue]) -> dict[int, list[Said]]:
    """By revision, the cues of any of its windows, each once, in the order of time.

    Only what is among `public` is found: see `subtitles.models.published_cues`.
    """
    found: dict[int, dict[int, tuple[int, Said]]] = defaultdict(dict)
    for first in range(0, len(windows), AT_ONCE):
        for key, revision, position, said in _rows(windows[first : first + AT_ONCE], public):
            found[revision][key] = position, said
    return {
        revision: [said for position, said in sorted(cues.values(), key=lambda each: (each[1].start_ms, each[0]))]
        for revision, cues in found.items()
    }


def _rows(windows: Sequence[Window], public: QuerySet[Cue]) -> Iterator[tuple[int, int, int, Said]]:
    """A join with the windows themselves: as conditions they would be read one by one for each row."""
    uuids = Cue._meta.get_field("uuid")
    cues, bound = public.order_by().values(*COLUMNS).query.sql_with_params()
    columns = ", ".join(f"cue.{name}" for name in COLUMNS)
    sql = f"""
        WITH asked (revision, start_ms, end_ms, cue) AS (VALUES {", ".join(["(%s, %s, %s, %s)"] * len(windows))})
        SELECT {columns} FROM asked JOIN ({cues}) cue ON cue.revision_id = asked.revision
            AND cue.start_ms < asked.end_ms AND cue.end_ms > asked.start_ms
        UNION SELECT {columns} FROM asked JOIN ({cues}) cue ON cue.revision_id = asked.revision
            AND cue.uuid = asked.cue"""  # noqa: S608 - names of our own; what was asked is bound
    values = [(*window[:3], uuids.get_db_prep_value(window.cue, connection)) for window in windows]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*chain.from_iterable(values), *bound, *bound])
        for key, revision, position, uuid, start_ms, end_ms, payload in cursor.fetchall():
            yield key, revision, position, Said(UUID(str(uuid)), start_ms, end_ms, payload)
