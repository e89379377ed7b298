"""The admin's list of tracks: what one may see, a row each, filtered and sorted."""

import django_filters
from django import forms
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button, HeaderButton

from archive import access
from archive.access import Level
from archive.admin.gate import Gated
from archive.models import Recording
from subtitles.models import Track
from subtitles.querysets import SEES_UNPUBLISHED, TrackQuerySet


class StateColumn(Column):
    cell_template_name = "subtitles/cells/state.html"


class LanguageColumn(Column):
    cell_template_name = "subtitles/cells/language.html"


def recordings(request: HttpRequest | None) -> QuerySet[Recording]:
    """The recordings with tracks that whoever asks may see."""
    if request is None:
        return Recording.objects.none()
    return Recording.objects.visible_to(access.viewer(request)).filter(tracks__isnull=False).distinct()


class TrackFilters(WagtailFilterSet):
    # A recording's own page leads here; to choose among thousands, its title is searched for.
    recording = django_filters.ModelChoiceFilter(
        queryset=recordings, label=gettext_lazy("Recording"), widget=forms.HiddenInput
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        method="in_state",
        widget=forms.RadioSelect,
        empty_label=gettext_lazy("All"),
        choices=[
            ("published", gettext_lazy("Published")),
            ("newer", gettext_lazy("A newer revision waits")),
            ("unpublished", gettext_lazy("Not published")),
            ("stale", gettext_lazy("The source was changed")),
        ],
    )

    class Meta:
        model = Track
        fields = ["language", "kind", "origin"]

    def in_state(self, tracks: QuerySet[Track], name: str, value: str) -> QuerySet[Track]:
        if value == "stale":
            return tracks.filter(Q(stale_count__gt=0))
        if value == "newer":
            return tracks.filter(published_revision__number__lt=F("latest"))
        return tracks.filter(published_revision__isnull=value == "unpublished")


def page_url(track: Track) -> str:
    return reverse("tracks:page", args=[track.pk])


class TrackIndex(Gated, IndexView):
    model = Track
    any_permission_required = ["view", "change"]
    page_title = gettext_lazy("Subtitles")
    header_icon = "openquote"
    index_url_name = "tracks:index"
    index_results_url_name = "tracks:index_results"
    results_template_name = "subtitles/index_results.html"
    filterset_class = TrackFilters
    search_fields = ["recording__title", "label"]
    search_backend_name = None
    default_ordering = "-saved_at"
    paginate_by = 30
    columns = [
        TitleColumn("recording", label=gettext_lazy("Recording"), get_url=page_url, sort_key="recording__title"),
        LanguageColumn("name", label=gettext_lazy("Language"), sort_key="language"),
        Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("origin", label=gettext_lazy("Origin"), accessor="get_origin_display", sort_key="origin"),
        StateColumn("state", label=gettext_lazy("State"), accessor="published_revision"),
        Column("revisions", label=gettext_lazy("Revisions"), accessor="revision_count"),
        DateColumn("saved_at", label=gettext_lazy("Last saved"), sort_key="saved_at"),
    ]

    def get_base_queryset(self) -> QuerySet[Track]:
        tracks = self.things()
        assert isinstance(tracks, TrackQuerySet)  # noqa: S101
        viewer = access.viewer(self.request)
        return tracks.met_by(viewer).with_history().with_stale(viewer)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        level = access.viewer(self.request).level
        buttons = []
        if level >= SEES_UNPUBLISHED:
            buttons = [HeaderButton(_("By language"), url=reverse("tracks:matrix"), icon_name="table")]
        if self.user_has_permission("add"):
            buttons += [HeaderButton(_("Import subtitles"), url=reverse("tracks:import"), icon_name="upload")]
        return buttons

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        if access.viewer(self.request).level < Level.ARCHIVIST:
            return []
        return [Button(_("Translators and their languages"), url=reverse("tracks:translators"), icon_name="group")]
