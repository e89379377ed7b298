"""The report of all that happened to files and rules. It is read here, never written."""

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, UserColumn
from wagtail.admin.views.reports import ReportView

from archive.admin.gate import ArchivistsOnly
from archive.models import Event


class EventFilters(WagtailFilterSet):
    name = django_filters.CharFilter(lookup_expr="icontains", label=_("Name"))

    class Meta:
        model = Event
        fields = ["kind", "outcome", "subject_type", "subject_id", "name"]


class EventReport(ArchivistsOnly, ReportView):
    model = Event
    page_title = _("Events")
    header_icon = "history"
    any_permission_required = ["view"]
    index_url_name = "events:index"
    index_results_url_name = "events:index_results"
    results_template_name = "archive/events_results.html"
    filterset_class = EventFilters
    default_ordering = "-pk"
    is_searchable = False
    list_export = ["at", "kind", "outcome", "subject", "detail", "agent"]
    columns = [
        DateColumn("at", label=_("When")),
        Column("kind", label=_("Event"), accessor="get_kind_display"),
        Column("outcome", label=_("Outcome"), accessor="get_outcome_display"),
        Column("subject", label=_("About")),
        Column("detail", label=_("Detail")),
        UserColumn("agent", label=_("By")),
    ]
