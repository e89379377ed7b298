"""Recordings by languages: what there is of each, how far it is, and the way to begin what is lacking."""

import django_filters
from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, Table, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import HeaderButton

from archive import access
from archive.access import Layer, Viewer
from archive.admin import panels
from archive.admin.addresses import page_url
from archive.admin.gate import Gated, key, member
from archive.languages import CHOICES, LANGUAGES, autonym, name
from archive.models import Recording
from subtitles import beginning
from subtitles.models import Stage
from subtitles.overview import matrix, people, works
from subtitles.overview.matrix import Cell


def recordings(viewer: Viewer) -> QuerySet[Recording]:
    """Those of which she may read the words."""
    return Recording.objects.visible_to(viewer, layer=Layer.WORDS)


class MatrixFilters(WagtailFilterSet):
    missing = django_filters.ChoiceFilter(
        label=_("Language that is missing"), choices=CHOICES, method="is_missing", widget=forms.Select
    )
    stage = django_filters.ChoiceFilter(
        label=_("State"), choices=Stage.choices, method="has_tracks", widget=forms.RadioSelect, empty_label=_("All")
    )
    written_in = django_filters.ChoiceFilter(
        label=_("Language of the track"), choices=CHOICES, method="has_tracks", widget=forms.Select
    )
    series = django_filters.ChoiceFilter(label=_("Series"), method="in_series", widget=forms.Select)

    class Meta:
        model = Recording
        fields = ["missing", "stage", "written_in", "series", "language"]

    def __init__(self, data: object = None, *args: object, request: HttpRequest, **kwargs: object) -> None:
        super().__init__(data, *args, request=request, **kwargs)
        self.viewer = access.viewer(request)
        self.filters["series"].extra["choices"] = works.series(self.viewer)

    def is_missing(self, found: QuerySet[Recording], field: str, language: str) -> QuerySet[Recording]:
        return matrix.lacking(found, language, self.viewer)

    def has_tracks(self, found: QuerySet[Recording], field: str, value: str) -> QuerySet[Recording]:
        """The state and the language are asked of the same track."""
        asked = self.form.cleaned_data
        return matrix.with_tracks(found, self.viewer, asked["stage"], asked["written_in"])

    def in_series(self, found: QuerySet[Recording], field: str, value: str) -> QuerySet[Recording]:
        return found.filter(works.within(value, self.viewer))


class RecordingColumn(TitleColumn):
    cell_template_name = "subtitles/cells/recording.html"


class LanguageColumn(Column):
    """The cells of one language."""

    cell_template_name = "subtitles/cells/cell.html"

    def __init__(self, language: str, *, may_begin: bool) -> None:
        super().__init__(language, label=autonym(language))
        self.may_begin = may_begin
        self.language_name = name(language)

    def get_value(self, instance: "Row") -> Cell:
        return instance.cells.get(self.name) or Cell(instance.recording, self.name)


class Row:
    """A recording with its works, as (title, address), and its cells by language."""

    def __init__(self, recording: Recording, links: list[tuple[str, str]], cells: dict[str, Cell]) -> None:
        self.recording = recording
        self.pk, self.title = recording.pk, recording.title
        self.works = links
        self.cells = cells


class MatrixIndex(Gated, IndexView):
    model = Recording
    any_permission_required = ["view", "change"]
    page_title = _("Translations")
    header_icon = "table"
    index_url_name = "tracks:matrix"
    index_results_url_name = "tracks:matrix_results"
    results_template_name = "subtitles/overview/matrix_results.html"
    filterset_class = MatrixFilters
    search_fields = ["title"]
    search_backend_name = None
    default_ordering = "-pk"
    paginate_by = 30
    table_classname = "listing archive-stacked archive-matrix"
    columns = [
        RecordingColumn("title", label=_("Recording"), get_url=lambda row: page_url(row.recording), sort_key="title")
    ]

    def get_base_queryset(self) -> QuerySet[Recording]:
        return recordings(self.viewer)

    @cached_property
    def viewer(self) -> Viewer:
        return access.viewer(self.request)

    def search_queryset(self, queryset: QuerySet[Recording]) -> QuerySet[Recording]:
        if not self.is_searching:
            return queryset
        return queryset.filter(Q(title__icontains=self.search_query) | works.titled(self.search_query, self.viewer))

    def get_table(self, object_list: QuerySet[Recording]) -> Table:
        found = list(object_list)
        cells = matrix.cells(found, self.viewer)
        links = panels.works_of(self.request, found)
        shown = self._languages({language for of_one in cells.values() for language in of_one})
        hers = people.languages_of(member(self.request)) if self.request.user.has_perm("subtitles.add_track") else ()
        columns = [LanguageColumn(language, may_begin=language in hers) for language in shown]
        rows = [Row(each, links.get(each.pk, []), cells[each.pk]) for each in found]
        return self.table_class([*self.columns, *columns], rows, **self.get_table_kwargs())

    def _languages(self, met: set[str]) -> list[str]:
        """Those of the site and of this page, and the ones that are asked about, in their usual order."""
        site = {code for code, _name in settings.LANGUAGES}
        asked = {self.request.GET.get(field, "") for field in ("missing", "written_in")}
        return [language for language in LANGUAGES if language in site | met | asked]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("All tracks"), url=reverse("tracks:index"), icon_name="openquote")]


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a translation and open it; `what` is the recording's key and the language, as "12 fa"."""
    if not request.user.has_perm("subtitles.add_track"):
        raise PermissionDenied
    number, _space, language = request.POST.get("what", "").partition(" ")
    if language not in people.languages_of(member(request)):
        raise Http404
    recording = get_object_or_404(recordings(access.viewer(request)), pk=key(number))
    return redirect("tracks:workbench", beginning.begin(recording, language, member(request)).pk)
