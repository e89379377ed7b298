"""The ways to narrow a search down, each choice with how many results it gives and the address that makes it."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive import languages
from catalogue.models import Kind
from search.engines.base import Facets, Query


@dataclass(frozen=True, slots=True)
class Choice:
    """`query` is the query string of the same search with this choice made; empty `value`: with none made."""

    value: str
    label: str
    count: int | None
    chosen: bool
    query: str


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: Promise
    choices: tuple[Choice, ...]


def facets(counts: Facets, text: str, query: Query) -> tuple[Facet, ...]:
    """The facets worth showing: those with something to choose between, or something chosen."""
    made = {"kind": query.kind, "language": query.language, "year": "" if query.year is None else str(query.year)}
    kinds = {kind.value: str(kind.label) for kind in Kind}
    offered = (
        ("language", _("Found in"), {tag: (languages.name(tag), count) for tag, count in counts.languages.items()}),
        ("kind", _("Kind"), {kind: (kinds.get(kind, kind), count) for kind, count in counts.kinds.items()}),
        ("year", _("Year"), {str(year): (str(year), count) for year, count in sorted(counts.years.items())}),
    )
    return tuple(
        Facet(name, label, _choices(name, values, text, made))
        for name, label, values in offered
        if len(values) > 1 or made[name]
    )


def _choices(name: str, values: dict[str, tuple[str, int]], text: str, made: dict[str, str]) -> tuple[Choice, ...]:
    chosen = made[name]
    if chosen and chosen not in values:
        values = {chosen: (_label(name, chosen), 0), **values}
    every = Choice("", gettext("All"), None, not chosen, _address(text, {**made, name: ""}))
    return every, *(
        Choice(value, label, count, value == chosen, _address(text, {**made, name: value}))
        for value, (label, count) in values.items()
    )


def _label(name: str, value: str) -> str:
    if name == "kind":
        return str(Kind(value).label)
    return languages.name(value) if name == "language" else value


def _address(text: str, made: dict[str, str]) -> str:
    query = QueryDict(mutable=True)
    query["q"] = text
    query.update({name: value for name, value in made.items() if value})
    return query.urlencode()
