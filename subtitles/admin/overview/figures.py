"""The page of what was done by month and language, and the same as a table for a spreadsheet. For archivists alone."""

import csv
import io

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from archive.admin.gate import ArchivistsOnly
from archive.languages import name
from subtitles.formats.table import safe
from subtitles.overview import figures


def asked_year(request: HttpRequest, years: list[int]) -> int:
    """The year that the address names, the newest where it names none that there is."""
    asked = request.GET.get("year", "")
    return next((year for year in years if str(year) == asked), years[0])


class FiguresPage(ArchivistsOnly, WagtailAdminTemplateMixin, TemplateView):
    page_title = gettext_lazy("Work on subtitles")
    header_icon = "table"
    template_name = "subtitles/overview/figures.html"

    @cached_property
    def years(self) -> list[int]:
        return figures.years()

    @cached_property
    def year(self) -> int:
        return asked_year(self.request, self.years)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        url = f"{reverse('figures:csv')}?year={self.year}"
        return [HeaderButton(_("Take home as a table (CSV)"), url=url, icon_name="download")]

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        months = figures.of_year(self.year)
        whole = figures.together(month.whole for month in months)
        return super().get_context_data(years=self.years, year=self.year, months=months, whole=whole, **kwargs)


class FiguresTable(ArchivistsOnly, View):
    """UTF-8 with a mark, as spreadsheets open it; a row for each month and language."""

    def get(self, request: HttpRequest) -> HttpResponse:
        year = asked_year(request, figures.years())
        return HttpResponse(
            written(figures.of_year(year)).encode("utf-8-sig"),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="subtitles-{year}.csv"'},
        )


def written(months: list[figures.Month]) -> str:
    """Whoever worked in two languages is among the people of both, and once among those of the month."""
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(safe(str(heading)) for heading in _headings())
    for month in months:
        people = len(month.whole.people)
        for language, each in month.languages.items():
            counts = (each.cues, each.words, each.published, each.minutes, each.published_words, len(each.people))
            machines = (each.drafted_words, each.machine_minutes, each.machine_words)
            row = (f"{month.first:%Y-%m}", language, name(language), *counts, people, *machines)
            writer.writerow(safe(str(cell)) for cell in row)
    return table.getvalue()


def _headings() -> list[str]:
    return [
        _("Month"),
        _("Language code"),
        _("Language"),
        _("Cues written"),
        _("Words written"),
        _("Tracks published"),
        _("Minutes published"),
        _("Words published"),
        _("People"),
        _("People in the month"),
        _("Words drafted by machines"),
        _("Minutes published by machines"),
        _("Words published unchecked"),
    ]
