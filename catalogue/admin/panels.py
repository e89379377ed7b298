"""What an archivist fills in about a work or a name, tab by tab."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, ObjectList, Panel, TabbedInterface
from wagtail.snippets.widgets import AdminSnippetChooser

from catalogue.admin.forms import LanguageSelect, NameForm, WorkForm
from catalogue.admin.numbering import PartsPanel
from catalogue.models import Authority


def _language() -> FieldPanel:
    return FieldPanel("language", widget=LanguageSelect)


def _access() -> HelpPanel:
    return HelpPanel(template="catalogue/admin/access_panel.html", heading=_("Access"))


def _address() -> list[Panel]:
    return [
        FieldPanel("slug"),
        HelpPanel(template="catalogue/admin/address_panel.html", heading=_("New address")),
    ]


def work_tabs(*, own: list[Panel], parts: bool = True, more: list[Panel] | None = None) -> TabbedInterface:
    """The tabs of a work. `own`: fields of its kind; `parts`: it has recordings; `more`: child rows of its kind."""
    titles = [_language(), FieldPanel("text"), FieldPanel("kind")]
    texts = [_language(), FieldPanel("kind"), FieldPanel("body")]
    linked = [FieldPanel("part"), _language(), FieldPanel("label")]
    recordings = PartsPanel("recordings_links", [FieldPanel("recording"), *linked], label=_("Recording"))
    documents = PartsPanel("documents_links", [FieldPanel("document"), *linked], label=_("Document"))
    mention = [FieldPanel("authority"), FieldPanel("role")]
    award = [_language(), FieldPanel("name"), FieldPanel("year")]
    tabs = {
        _("Title"): [
            InlinePanel("titles", titles, label=_("Title"), min_num=1),
            *own,
            FieldRowPanel([FieldPanel("year"), FieldPanel("year_end")]),
            *_address(),
            FieldPanel("stand_in"),
            _access(),
        ],
        _("Texts"): [InlinePanel("texts", texts, label=_("Text"))],
        _("Recordings and documents"): [*([recordings] if parts else []), documents],
        _("People and places"): [InlinePanel("mentions", mention, label=_("Name"))],
        _("Broadcasts and awards"): [
            *(more or []),
            InlinePanel("broadcasts", [FieldPanel("date"), FieldPanel("channel")], label=_("Broadcast")),
            InlinePanel("awards", award, label=_("Award")),
        ],
    }
    lists = [ObjectList(panels, heading=heading) for heading, panels in tabs.items()]
    return TabbedInterface(lists, base_form_class=WorkForm)


DOCUMENTARY = work_tabs(own=[])
RADIO_SERIES = work_tabs(own=[])
RADIO_EPISODE = work_tabs(own=[FieldPanel("series"), FieldPanel("number")])
BOOK = work_tabs(
    own=[],
    parts=False,
    more=[
        InlinePanel(
            "editions",
            [_language(), FieldPanel("year"), FieldPanel("isbn"), FieldPanel("publisher"), FieldPanel("pages")],
            label=_("Edition"),
        )
    ],
)


def name_panels(model: type[Authority]) -> ObjectList:
    """The page of a name."""
    return ObjectList(
        [
            InlinePanel("names", [_language(), FieldPanel("text"), FieldPanel("kind")], label=_("Name"), min_num=1),
            *(_own(model, field) for field in model.of_kind.own),
            InlinePanel("notes", [_language(), FieldPanel("body")], label=_("Text")),
            *_address(),
            _access(),
        ],
        base_form_class=NameForm,
    )


def _own(model: type[Authority], field: str) -> FieldPanel:
    # What it is part of is of its own kind.
    return FieldPanel(field, widget=AdminSnippetChooser(model) if field == "part_of" else None)
