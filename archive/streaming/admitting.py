"""The gate's question about a stream. It is asked for every piece, so its SQL is written down once and asked again.

What is kept is the words of the question, as `visible_to` puts it for viewers of one level; never an answer.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from archive.access import Layer, Level, Viewer
from archive.models import Recording, RenditionSet

# They stand for the set and the moment in a question that is written down.
SOME_SET, SOME_MOMENT = UUID("5a3b0d4c-9f0e-4a59-8e53-0c6f5a1f7e21"), datetime(1857, 4, 9, 3, 2, 1, 987_654, tzinfo=UTC)
Value = str | int | bool | datetime | UUID


def directory(viewer: Viewer, live: UUID, shown: frozenset[Layer]) -> str:
    """Where the files of a set lie, if it is live and this viewer may have all of these layers of it now; else ""."""
    at = timezone.now()
    if viewer.grants_at(at):  # what is granted to her alone is in no other's question
        return next(iter(question(viewer, live, at, shown)[:1]), "")
    text, values = written(viewer.level, shown)
    given = _as_stored(live, at)
    with connection.cursor() as cursor:
        cursor.execute(text, [given.get(value, value) for value in values])
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def question(viewer: Viewer, live: UUID, at: datetime, shown: frozenset[Layer]) -> QuerySet[Recording, str]:
    """The directory of this set, if all that may be."""
    # Only the set that the pointer names: the one before may show what a newer one was made to leave out.
    recordings = Recording.objects.filter(rendition_set__uuid=live).order_by()
    for layer in sorted(shown):
        recordings = recordings.visible_to(viewer, at, layer)
    return recordings.values_list("rendition_set__directory", flat=True)


@lru_cache(maxsize=64)
def written(level: Level, shown: frozenset[Layer]) -> tuple[str, tuple[Value, ...]]:
    """The question of whom nothing is granted, as SQL, and its values in their order."""
    asked = question(Viewer(level), SOME_SET, SOME_MOMENT, shown)[:1]
    text, values = asked.query.get_compiler(connection=connection).as_sql()
    return text, tuple(values)


def _as_stored(live: UUID, at: datetime) -> Mapping[Value, Value]:
    """What to put in the place of what stands for it."""
    a_set, a_moment = RenditionSet._meta.get_field("uuid"), Recording._meta.get_field("until")
    return {
        a_set.get_db_prep_value(SOME_SET, connection): a_set.get_db_prep_value(live, connection),
        a_moment.get_db_prep_value(SOME_MOMENT, connection): a_moment.get_db_prep_value(at, connection),
    }
