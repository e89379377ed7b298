"""The admin's tables of works and names: filters, search, and nothing that the person may not see."""

from collections.abc import Callable

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, BulkActionsCheckboxColumn, Column, UpdatedAtColumn
from wagtail.admin.widgets import BooleanRadioSelect
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView

from archive import access
from archive.access import Audience
from archive.models import Protected
from catalogue.admin.choosers import P, matching, with_words
from catalogue.models import Authority, Work


class Listing(IndexView):
    """A table that is searched by every title or name in every language."""

    @property
    def is_searchable(self) -> bool:
        return True

    @cached_property
    def columns(self) -> list[Column]:
        """Ticking many is for those who may do something with them."""
        columns: list[Column] = super().columns
        if self.may_act_on_many:
            return columns
        return [column for column in columns if not isinstance(column, BulkActionsCheckboxColumn)]

    @cached_property
    def may_act_on_many(self) -> bool:
        return bool(self.user_has_permission("delete"))

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(may_act_on_many=self.may_act_on_many, **kwargs)

    def search_queryset(self, queryset: QuerySet[P]) -> QuerySet[P]:
        return matching(queryset, self.search_query) if self.is_searching else queryset

    def get_inspect_url(self, instance: Work | Authority) -> str:
        """Where somebody who may not edit looks at it: on the site."""
        return instance.get_absolute_url()

    def get_list_more_buttons(self, instance: Work | Authority) -> list[Button]:
        buttons: list[Button] = super().get_list_more_buttons(instance)
        if self.user_has_permission("change"):
            url = reverse(f"{self.model.snippet_viewset.url_namespace}:access", args=[instance.pk])
            buttons.append(Button(_("Access"), url=url, icon_name="lock", priority=15))
        return buttons


def open_to(model: type[Work | Authority]) -> Callable[[HttpRequest], QuerySet[Protected]]:
    """A viewset's `queryset`: what of `model` the person at the screen may see."""

    def queryset(request: HttpRequest) -> QuerySet[Protected]:
        return with_words(model.objects.visible_to(access.viewer(request)))

    return queryset


class WorkFilters(WagtailFilterSet):
    year = django_filters.NumberFilter(label=gettext_lazy("Year"))
    audience = django_filters.ChoiceFilter(label=gettext_lazy("Audience"), choices=Audience.choices)
    live = django_filters.BooleanFilter(label=gettext_lazy("Published"), widget=BooleanRadioSelect)
    withdrawn = django_filters.BooleanFilter(label=gettext_lazy("Withdrawn"), widget=BooleanRadioSelect)
    heard = django_filters.BooleanFilter(
        label=gettext_lazy("Has a recording"),
        field_name="recordings_links",
        lookup_expr="isnull",
        exclude=True,
        distinct=True,
        widget=BooleanRadioSelect,
    )


def work_filters(model: type[Work], **more: django_filters.Filter) -> type[WagtailFilterSet]:
    """The filters of one kind of work; `more` are further filters of its own."""
    meta = type("Meta", (), {"model": model, "fields": []})
    return type(f"{model.__name__}Filters", (WorkFilters,), {**more, "Meta": meta})


def choice_of(model: type[Work]) -> django_filters.ModelChoiceFilter:
    """A filter by a thing of this kind, which knows only those that the person at the screen may see."""

    def queryset(request: HttpRequest | None) -> QuerySet[Protected]:
        return open_to(model)(request) if request else model.objects.none()

    label = capfirst(model._meta.verbose_name)
    return django_filters.ModelChoiceFilter(queryset=queryset, label=label, widget=forms.Select)


def name_filters(model: type[Authority]) -> type[WagtailFilterSet]:
    meta = type("Meta", (), {"model": model, "fields": ["audience", "withdrawn"]})
    return type(f"{model.__name__}Filters", (WagtailFilterSet,), {"Meta": meta})


AUDIENCE = Column("audience", label=gettext_lazy("Audience"), accessor="get_audience_display", sort_key="audience")
WITHDRAWN = BooleanColumn("withdrawn", label=gettext_lazy("Withdrawn"), sort_key="withdrawn")
YEAR = Column("year", label=gettext_lazy("Year"), sort_key="year")
STATE = Column("live", label=gettext_lazy("State"), accessor="state_label", sort_key="live")
NUMBER = Column("number", label=gettext_lazy("Number"), sort_key="number")

WORK_COLUMNS = ["__str__", YEAR, AUDIENCE, WITHDRAWN, UpdatedAtColumn(), STATE]
EPISODE_COLUMNS = ["__str__", NUMBER, YEAR, AUDIENCE, WITHDRAWN, UpdatedAtColumn(), STATE]
NAME_COLUMNS = ["__str__", AUDIENCE, WITHDRAWN, UpdatedAtColumn()]
