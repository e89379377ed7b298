"""What rooms above add to the admin's pages about a recording or document; this app never asks what it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

from archive.models import Document, Recording, Restriction

Thing = Recording | Document


@dataclass(frozen=True, slots=True)
class Panel:
    """A section of the page about a thing, such as its tracks.

    `context` gets the request and the thing and returns the template's context, or None to stay away. It asks the gate
    for what it shows, like every view.
    """

    name: str
    heading: str | Promise
    template: str
    context: Callable[[HttpRequest, Thing], dict[str, object] | None]
    icon: str = "list-ul"
    order: int = 100


@dataclass(frozen=True, slots=True)
class Rendered:
    name: str
    heading: str | Promise
    icon: str
    html: SafeString


# For the lists: what to say about each of these things, by primary key, as (text, address).
Links = dict[int, list[tuple[str, str]]]
Describe = Callable[[HttpRequest, Sequence[Thing]], Links]

# Names what rules follow from, such as work:12, by (name, address); it leaves out what the person may not see.
NameSources = Callable[[HttpRequest, Sequence[str]], dict[str, tuple[str, str]]]

_panels: dict[str, Panel] = {}
_works: list[Describe] = []
_sources: list[NameSources] = []


def register(panel: Panel) -> None:
    """Add a panel; called when the app above starts."""
    _panels[panel.name] = panel


def register_works(describe: Describe) -> None:
    """Fill the column "Works" of the lists; called when the app above starts."""
    _works.append(describe)


def register_sources(name: NameSources) -> None:
    """Say what the rules of things follow from; called when the app above starts."""
    _sources.append(name)


def restrictions_of(request: HttpRequest, thing: Thing) -> list[tuple[Restriction, str, str]]:
    """What others ask for of this thing, each with the name and address of what it follows from."""
    rows = list(thing.restrictions.order_by("basis", "source", "pk"))
    found: dict[str, tuple[str, str]] = {}
    for name in _sources:
        found |= name(request, [row.source for row in rows])
    return [(row, *found.get(row.source, (row.source, ""))) for row in rows]


def render(request: HttpRequest, thing: Thing) -> list[Rendered]:
    """The panels about this thing, in order."""
    found = []
    for panel in sorted(_panels.values(), key=lambda panel: panel.order):
        context = panel.context(request, thing)
        if context is not None:
            html = mark_safe(render_to_string(panel.template, context, request))  # noqa: S308 - a template's output
            found.append(Rendered(panel.name, panel.heading, panel.icon, html))
    return found


def works_of(request: HttpRequest, things: Sequence[Thing]) -> Links:
    """The works that each of these things is tied to."""
    found: Links = {}
    for describe in _works:
        for pk, links in describe(request, things).items():
            found.setdefault(pk, []).extend(links)
    return found
