"""The different values of a column, found by steps from each to the next, where DISTINCT would read every row."""

from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL

M = TypeVar("M", bound=Model)


def values_of(rows: QuerySet[M], field: str) -> list[Any]:
    """The values that `field` has among these rows, from low to high, nothing left out but NULL.

    Each step costs one look into an index that begins with the field, and as many rows as come before one that is
    among these.
    """
    first, of_first = _least(rows.filter(**{f"{field}__isnull": False}), field)
    after, of_after = _least(rows.filter(**{f"{field}__gt": RawSQL("found.value", ())}), field)
    sql = f"""
        WITH RECURSIVE found (value) AS (
            SELECT ({first}) UNION ALL SELECT ({after}) FROM found WHERE found.value IS NOT NULL
        ) SELECT value FROM found WHERE value IS NOT NULL"""  # noqa: S608 - Django's own SQL; what was asked is bound
    with connection.cursor() as cursor:
        cursor.execute(sql, [*of_first, *of_after])
        return [value for (value,) in cursor.fetchall()]


def _least(rows: QuerySet[M], field: str) -> tuple[str, tuple[str | int, ...]]:
    sql: tuple[str, tuple[str | int, ...]] = rows.order_by(field).values_list(field)[:1].query.sql_with_params()
    return sql
