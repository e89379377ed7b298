"""What waits for an archivist, in one place: embargoes that are over, and what the rooms above add."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from archive import over
from archive.access import Layer
from archive.admin.addresses import rule_url
from archive.admin.gate import ArchivistsOnly, Context


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits. `url`: where an archivist does something about it. `said`: by somebody from outside."""

    name: str
    url: str
    detail: str
    since: datetime
    said: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A kind of waiting. `about`: what it is and what one does about it. `find` may return more than is shown."""

    code: str
    heading: str | Promise
    about: str | Promise
    empty: str | Promise
    find: Callable[[], Iterable[Line]]


@dataclass(frozen=True, slots=True)
class Shown:
    """A section with what waits in it, the longest first."""

    code: str
    heading: str | Promise
    about: str | Promise
    empty: str | Promise
    lines: list[Line]


_sections: dict[str, Section] = {}


def register(section: Section) -> None:
    """Add a section; called when the room above starts."""
    _sections[section.code] = section


def shown() -> list[Shown]:
    """Every section, with all that waits in it."""
    return [
        Shown(each.code, each.heading, each.about, each.empty, sorted(each.find(), key=lambda line: line.since))
        for each in _sections.values()
    ]


class WaitingView(ArchivistsOnly, WagtailAdminTemplateMixin, TemplateView):
    """The page of all that waits."""

    page_title = _("Waiting for you")
    header_icon = "time"
    template_name = "archive/waiting.html"

    def get_breadcrumbs_items(self) -> list[Context]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(sections=shown(), **kwargs)


class WaitingPanel(Component):
    """On the front page of the admin: how much waits, and the way there."""

    name = "waiting"
    order = 50
    template_name = "archive/waiting_panel.html"

    def get_context_data(self, parent_context: dict[str, object]) -> dict[str, object]:
        return {"sections": [section for section in shown() if section.lines]}


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """On the front page of the admin; the door takes it away from all but archivists."""
    panels.append(WaitingPanel())


def _over() -> Iterable[Line]:
    for each in over.all_of_them():
        layer = "" if each.layer == Layer.RECORD else str(each.layer.label)
        yield Line(str(each.thing), rule_url(each.thing), layer, each.since)


register(
    Section(
        "over",
        _("Embargoes that are over"),
        _("Each stays closed until you open it on its page, or let it wait on."),
        _("No embargo waits to be ended."),
        _over,
    )
)
