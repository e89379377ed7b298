"""The last key that a table ever gave. A new row gets a higher one, also after the row that had it was removed."""

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Max, Model, QuerySet


def follow(model: type[Model], source: str, target: str) -> None:
    """Let a table of `target` go on counting where that of `source` stands; both by their aliases."""
    if model._meta.auto_field is None or model._meta.auto_field not in model._meta.local_fields:
        return
    highest = QuerySet(model, using=source).aggregate(last=Max("pk"))["last"] or 0
    last = max(highest, _last(model, connections[source]))
    if last:
        _set(model, connections[target], last)


def _last(model: type[Model], connection: BaseDatabaseWrapper) -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
            return int((cursor.fetchone() or [0])[0])
        cursor.execute(f"SELECT last_value, is_called FROM {_name(model, connection)}")  # noqa: S608 - its own name
        last, is_given = cursor.fetchone()
        return int(last) if is_given else 0


def _set(model: type[Model], connection: BaseDatabaseWrapper, last: int) -> None:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
        else:
            cursor.execute("SELECT setval(%s, %s)", [_name(model, connection), last])


def _name(model: type[Model], connection: BaseDatabaseWrapper) -> str:
    """The name of the sequence that numbers a table of PostgreSQL's."""
    column = model._meta.pk.column if model._meta.pk else ""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_serial_sequence(%s, %s)", [connection.ops.quote_name(model._meta.db_table), column]
        )
        return str(cursor.fetchone()[0])
