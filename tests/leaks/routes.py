"""Every route that the URL resolver knows, as plain data."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern


@dataclass(frozen=True)
class Route:
    """`name` with its namespaces ("" for a route that has none), `path` as the pattern is written."""

    name: str
    path: str
    arguments: tuple[str, ...]

    @property
    def is_admin(self) -> bool:
        return self.path.startswith("admin/")


def all_routes() -> list[Route]:
    return list(_walk(get_resolver(), "", ()))


def _walk(resolver: URLResolver, prefix: str, spaces: tuple[str, ...]) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, path, (*spaces, entry.namespace) if entry.namespace else spaces)
        elif isinstance(entry, URLPattern):
            name = ":".join([*spaces, entry.name]) if entry.name else ""
            yield Route(name, path, _arguments(entry))


def _arguments(entry: URLPattern) -> tuple[str, ...]:
    if isinstance(entry.pattern, RoutePattern):
        return tuple(entry.pattern.converters)
    groups = entry.pattern.regex.groupindex
    return tuple(groups) or ("?",) * entry.pattern.regex.groups
