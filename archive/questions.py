"""Questions that every page asks, whose SQL is written down once.

Django composes a queryset anew each time it is asked, which takes many times as long as the database needs to answer
it. What is kept here is the words of a question, as it is put for viewers of one level; never an answer.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import update_wrapper
from itertools import count
from typing import Any, ClassVar, Generic, Never, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import ManyToOneRel, Model, QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

from archive.access import Viewer

Value = str | int | datetime | UUID
_SINGLE = (str, int, datetime, UUID)
Given = Mapping[str, Value | list[Value]]
Row = Sequence[Any]  # as the database gives it
Made = Callable[[Row], Any]  # what a row becomes
R = TypeVar("R")
Asked = QuerySet[Any, R]
M = TypeVar("M", bound=Model)

# So many keys at most are written into a question; more are asked for by a question of their own.
MOST_KEYS = 256
# From here on the values count that stand for the given ones in what is written down: no row has one like them.
_MOMENT, _NUMBER = datetime(1857, 4, 9, 3, 2, 1, 987_000, tzinfo=UTC), 31_337


@dataclass(frozen=True, slots=True)
class _Written(Generic[R]):
    """The words, the values in their order as the database takes them, and how a row becomes what was asked for."""

    text: str
    values: tuple[Any, ...]
    made: Callable[[Row], R]


class Question(Generic[R]):
    """Made of a function that composes a queryset, of what makes another question and, by name, of values.

    What makes another question is hashable; of a viewer, it is her level. A value is a single one, or a list of some.
    Numbers are those of columns that hold 32,000 and more.
    """

    all: ClassVar[list["Question[object]"]] = []

    def __init__(self, ask: Callable[..., Asked[R]]) -> None:
        update_wrapper(self, ask)
        self.ask = ask
        self._texts: dict[Hashable, _Written[R] | None] = {}
        self.all.append(self)  # type: ignore[arg-type]

    def __call__(self, *of: Hashable, **values: Value | Sequence[Value]) -> list[R]:
        """The rows, read now. Whom something is granted gets a question of her own; a list without keys, no rows."""
        given = {name: each if isinstance(each, _SINGLE) else list(each) for name, each in values.items()}
        lengths = [len(value) for value in given.values() if isinstance(value, list)]
        if 0 in lengths:
            return []
        granted = any(isinstance(part, Viewer) and part.grants for part in of)
        if granted or any(length > MOST_KEYS for length in lengths):
            return list(self.ask(*of, **given))
        return self._asked(of, {name: _filled(value) for name, value in given.items()})

    def _asked(self, of: tuple[Hashable, ...], values: Given) -> list[R]:
        shape = (
            tuple(Viewer(part.level) if isinstance(part, Viewer) else part for part in of),
            tuple((name, len(value) if isinstance(value, list) else 0) for name, value in values.items()),
        )
        stand_ins = _stand_ins(values)
        if shape not in self._texts:
            self._texts[shape] = _written(self.ask(*shape[0], **stand_ins))
        written = self._texts[shape]
        if written is None:
            return []
        given = dict(zip(_stored(stand_ins), _stored(values), strict=True))
        with connection.cursor() as cursor:
            cursor.execute(written.text, [given.get(value, value) for value in written.values])
            return [written.made(row) for row in cursor.fetchall()]

    @classmethod
    def forget(cls) -> None:
        """Write every question anew when it is next asked: for tests that change what is asked."""
        for question in cls.all:
            question._texts.clear()


def _filled(value: Value | list[Value]) -> Value | list[Value]:
    """Few lengths of lists are few texts: the last key stands in the places up to the next power of two."""
    if not isinstance(value, list):
        return value
    return value + value[-1:] * ((1 << (len(value) - 1).bit_length()) - len(value))


def _stand_ins(values: Given) -> dict[str, Value | list[Value]]:
    """For every value one of its kind that stands for it, each another."""
    places = count()
    return {
        name: [_stand_in(one, next(places)) for one in value]
        if isinstance(value, list)
        else _stand_in(value, next(places))
        for name, value in values.items()
    }


def _stand_in(value: Value, place: int) -> Value:
    if isinstance(value, datetime):
        return _MOMENT + timedelta(microseconds=place)
    if isinstance(value, UUID):
        return UUID(int=_NUMBER + place)
    return f"stands for value {place}" if isinstance(value, str) else _NUMBER + place


def _stored(values: Given) -> Iterator[Any]:
    """The values one after the other, as the database takes them."""
    for value in values.values():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, datetime):
                yield connection.ops.adapt_datetimefield_value(one)
            elif isinstance(one, UUID) and not connection.features.has_native_uuid_field:
                yield one.hex
            else:
                yield one


def _written(asked: Asked[R]) -> _Written[R] | None:
    """The question as SQL; None where it has no rows whatever is stored."""
    compiler = asked.query.get_compiler(connection=connection)
    try:
        text, values = compiler.as_sql()
    except EmptyResultSet:
        return None
    made: Made = _flat(compiler) if asked.query.values_select else _rows(compiler)
    return _Written(text, tuple(values), made)


def _flat(compiler: SQLCompiler) -> Made:
    """A row of values: the one, or a tuple of them."""
    read = _converted(compiler)
    return (lambda row: read(row)[0]) if len(compiler.select) == 1 else (lambda row: tuple(read(row)))


def _rows(compiler: SQLCompiler) -> Made:
    """A row as an object of its model, with those that it was selected along with: as Django's ModelIterable does."""
    read, alias, info = _converted(compiler), connection.alias, compiler.klass_info
    model, columns = info["model"], info["select_fields"]
    first, end = columns[0], columns[-1] + 1
    names = [column[0].target.attname for column in compiler.select[first:end]]
    beside = get_related_populators(info, compiler.select, alias)  # type: ignore[call-arg]
    annotations = list(compiler.annotation_col_map.items())

    def made(row: Row) -> Model:
        row = read(row)
        one = model.from_db(alias, names, row[first:end])
        for populator in beside:
            populator.populate(row, one)
        for name, place in annotations:
            setattr(one, name, row[place])
        return one

    return made


def _converted(compiler: SQLCompiler) -> Callable[[Row], Row]:
    """What turns the database's values into Python's."""
    converters = list(compiler.get_converters([column[0] for column in compiler.select]).items())

    def read(row: Row) -> Row:
        found = list(row)
        for place, (steps, expression) in converters:
            for step in steps:
                found[place] = step(found[place], expression, connection)
        return found

    return read


class _Fetched(QuerySet[M, M]):
    """Rows that were fetched whole."""

    def _chain(self) -> Never:
        raise TypeError("These rows were fetched whole: choose among them in Python.")


def attach(things: Sequence[Model], *names: str) -> None:
    """Fetch the rows that lead back to these things under such names as "titles", as prefetch_related does.

    They can be gone through, counted and measured; a narrower question about them is refused.
    """
    owners = {thing.pk: thing for thing in things}
    for name in names if owners else ():
        relation = things[0]._meta.get_field(name)
        assert isinstance(relation, ManyToOneRel)  # noqa: S101
        model, field = relation.related_model, relation.field
        found: dict[object, list[Model]] = {key: [] for key in owners}
        for row in _leading_to(model, field.name, keys=list(owners)):
            key = getattr(row, field.attname)
            found[key].append(row)
            field.set_cached_value(row, owners[key])
        for key, thing in owners.items():
            rows: _Fetched[Model] = _Fetched(model)
            rows._result_cache = found[key]
            thing.__dict__.setdefault("_prefetched_objects_cache", {})[relation.get_accessor_name()] = rows


@Question
def _leading_to(model: type[Model], name: str, keys: Sequence[int]) -> QuerySet[Model]:
    return model._default_manager.filter(**{f"{name}__in": keys})
