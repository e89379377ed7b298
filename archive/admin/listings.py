"""The admin's lists of recordings and documents: what one may see, a row each, filtered and sorted."""

from typing import Any

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import HeaderButton

from archive import access, timecode
from archive.access import Viewer
from archive.admin import panels
from archive.admin.addresses import page_url
from archive.admin.gate import Gated
from archive.models import Assembly, Document, Job, Recording
from archive.models.restrictable import Restrictable
from archive.streaming.player import poster

STATES = dict(Job.State.choices)


class ThumbnailColumn(TitleColumn):
    cell_template_name = "archive/cells/thumbnail.html"


class WorksColumn(Column):
    cell_template_name = "archive/cells/works.html"


class ThingIndex(Gated, IndexView):
    any_permission_required = ["view", "change"]
    search_fields = ["title"]
    search_backend_name = None
    default_ordering = "-pk"
    paginate_by = 30

    def get_base_queryset(self) -> QuerySet[Restrictable]:
        return self.things()

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.user_has_permission("add"):
            return []
        return [HeaderButton(_("Upload"), url=reverse("recordings:upload"), icon_name="upload")]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context = super().get_context_data(**kwargs)
        things = list(context["object_list"])
        works = panels.works_of(self.request, things)
        viewer = access.viewer(self.request)
        for thing in things:
            thing.works = works.get(thing.pk, [])
            thing.thumbnail = thumbnail(thing, viewer)
        return context


def thumbnail(thing: Recording | Document, viewer: Viewer) -> str:
    """The address of a recording's poster; "" where there is none."""
    return poster(thing, viewer) if isinstance(thing, Recording) else ""


class RecordingFilters(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(choices=Recording.Kind.choices, label=gettext_lazy("Kind"))
    job_state = django_filters.ChoiceFilter(choices=Job.State.choices, label=gettext_lazy("Last job"))

    class Meta:
        model = Recording
        fields = ["kind", "language"]


def with_job_state(recordings: QuerySet[Any]) -> QuerySet[Any]:
    """Each recording with the state of the latest job on anything that was to be streamed of it, as `job_state`."""
    assemblies = Assembly.objects.filter(recording=OuterRef(OuterRef("pk"))).values("pk")
    kind = ContentType.objects.get_for_model(Assembly)
    jobs = Job.objects.filter(target_type=kind, target_id__in=assemblies).order_by("-pk")
    return recordings.annotate(job_state=Subquery(jobs.values("state")[:1]))


class RecordingIndex(ThingIndex):
    model = Recording
    header_icon = "media"
    index_url_name = "recordings:index"
    index_results_url_name = "recordings:index_results"
    filterset_class = RecordingFilters
    columns = [
        ThumbnailColumn("title", label=gettext_lazy("Recording"), get_url=page_url, sort_key="title"),
        Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column(
            "duration_ms",
            label=gettext_lazy("Duration"),
            accessor=lambda recording: timecode.short(recording.duration_ms) if recording.duration_ms else "",
            sort_key="duration_ms",
        ),
        Column("language", label=gettext_lazy("Language"), accessor="get_language_display"),
        Column(
            "job_state", label=gettext_lazy("Last job"), accessor=lambda recording: STATES.get(recording.job_state, "–")
        ),
        WorksColumn("works", label=gettext_lazy("Works")),
        DateColumn("created_at", label=gettext_lazy("Taken in"), sort_key="created_at"),
    ]

    def get_base_queryset(self) -> QuerySet[Any]:
        return (
            with_job_state(super().get_base_queryset()).select_related("rendition_set").prefetch_related("restrictions")
        )


class DocumentIndex(ThingIndex):
    model = Document
    header_icon = "doc-full"
    index_url_name = "documents:index"
    index_results_url_name = "documents:index_results"
    columns = [
        TitleColumn("title", label=gettext_lazy("Document"), get_url=page_url, sort_key="title"),
        WorksColumn("works", label=gettext_lazy("Works")),
        DateColumn("created_at", label=gettext_lazy("Taken in"), sort_key="created_at"),
    ]
