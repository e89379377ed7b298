"""Every row of one database into another, whatever kinds the two are of: an SQLite file into PostgreSQL, and back.

It is one transaction of the target, which then holds the whole archive or nothing. Rows keep their keys, and new keys
follow on the last that was ever given, so that what is written of a thing elsewhere (in the ledger of withdrawals, in
the search index) goes on meaning the same thing. Foreign keys are deferred in both kinds of databases and are looked at
once, at the end: so the tables may go in any order, those that point at each other in a circle too.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any, TypeAlias

from django.db import DatabaseError, connections, transaction
from django.db.models import F, Field, Model, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from archive.exceptions import PreservationFailed
from archive.preservation import schema, sequences, tables
from archive.preservation.progress import Progress, counted, unwatched
from archive.preservation.tables import Counts

MOST_VALUES = 900  # in one statement: SQLite takes 999
CHUNK = 2000  # rows held at a time

Column: TypeAlias = "Field[Any, Any]"


def move(source: str, target: str, progress: Progress = unwatched) -> Counts:
    """Copy all rows of the database `source` into `target`, both by their aliases; returns the rows of each table.

    Raises PreservationFailed in one sentence where either is not fit, or something goes wrong on the way: then `target`
    is as it was. `source` is never changed.
    """
    for alias in (source, target):
        schema.refuse_unfit(alias)
        tables.refuse_strange(alias)
    tables.refuse_used(target)
    with _one_moment(source):
        expected = tables.count(source)
        _fill(source, target, expected, progress)
    return expected


def _fill(source: str, target: str, expected: Counts, progress: Progress) -> None:
    watch = counted(progress, _("Copying rows"), sum(expected.values()))
    try:
        with transaction.atomic(using=target):
            tables.clear(target)
            for model in tables.models():
                _copy(model, source, target, watch)
            connections[target].check_constraints()
            for model in tables.models():
                sequences.follow(model, source, target)
            _compare(expected, tables.count(target))
    except DatabaseError as error:
        raise PreservationFailed(
            _("Nothing was changed: the rows could not be copied: %(error)s.") % {"error": _line(error)}
        ) from error


@contextmanager
def _one_moment(alias: str) -> Iterator[None]:
    """Read what was true at one moment, whoever writes meanwhile."""
    with transaction.atomic(using=alias):
        if connections[alias].vendor == "postgresql":
            with connections[alias].cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _copy(model: type[Model], source: str, target: str, watch: Callable[[int], None]) -> None:
    fields = model._meta.local_concrete_fields
    rows = QuerySet(model, using=source).order_by("pk").values_list(*map(_as_kept, fields)).iterator(CHUNK)
    most, last = MOST_VALUES // len(fields), 0  # `last` is the key up to which all is well
    try:
        for row in rows:
            batch = [row, *islice(rows, most - 1)]
            _insert(model, batch, target)
            watch(len(batch))
            last = batch[-1][0]
    except (DatabaseError, ValueError) as error:
        raise PreservationFailed(
            _("Nothing was changed: the rows of %(table)s after %(last)s could not be copied: %(error)s.")
            % {"table": model._meta.db_table, "last": last, "error": _line(error)}
        ) from error


def _is_json(field: Column) -> bool:
    return field.get_internal_type() == "JSONField"


def _as_kept(field: Column) -> F | Cast:
    # JSON as text: Python takes null for nothing, which some columns do not bear, and a page's blocks for more than it.
    return Cast(F(field.attname), TextField()) if _is_json(field) else F(field.attname)


def _insert(model: type[Model], rows: list[tuple[Any, ...]], target: str) -> None:
    connection, fields = connections[target], model._meta.local_concrete_fields
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * len(rows))
    values = [
        value if _is_json(field) else field.get_db_prep_save(value, connection)
        for field, value in chain.from_iterable(zip(fields, row, strict=True) for row in rows)
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES {marks}", values)  # noqa: S608 - its own names


def _compare(expected: Counts, found: Counts) -> None:
    for table, rows in expected.items():
        if found[table] != rows:
            raise PreservationFailed(
                _("Nothing was changed: the table %(table)s has %(rows)s rows, and %(found)s came.")
                % {"table": table, "rows": rows, "found": found[table]}
            )


def _line(error: Exception) -> str:
    """What a database says in several lines, in one."""
    return " ".join(str(error).split()).rstrip(".")
