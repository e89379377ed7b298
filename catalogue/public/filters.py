"""How a list of works is narrowed down. Only what the viewer may be shown in lists is ever offered or counted."""

from collections.abc import Mapping
from datetime import datetime

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive import languages
from archive.access import Viewer
from archive.languages import autonym
from archive.models import Recording
from catalogue.models import Kind, Mention, RadioSeries, Subject, Work, WorkRecording
from catalogue.public.kept import Listed, Shelf
from catalogue.public.selects import Select
from catalogue.public.steps import values_of
from catalogue.querysets import WorkQuerySet

ANY = ("", _("All"))
Choices = list[tuple[str | int, str | int]]


class WorksForm(forms.Form):
    """The filters above a list of works. Its choices are made for one viewer and, where one is chosen, one kind."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ANY, *Kind.choices])
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None, widget=Select)
    language = forms.ChoiceField(label=_("Language spoken"), required=False, widget=Select)
    subject = forms.ChoiceField(label=_("Subject"), required=False, widget=Select)
    series = forms.ChoiceField(label=_("Series"), required=False, widget=Select)

    def __init__(self, data: Mapping[str, str], viewer: Viewer) -> None:
        super().__init__(data)
        self.shelf = Shelf(viewer, timezone.now())
        self.of_kind = self.data["kind"] if self.data.get("kind") in Kind.values else ""
        works = Work.objects.listed_to(viewer, self.shelf.at).order_by()
        self.works = works.filter(kind=self.of_kind) if self.of_kind else works
        for name, choices in self.shelf.keep(("choices", self.of_kind), self._offered).items():
            if choices or self.data.get(name):
                self.fields[name].choices = [ANY, *choices]  # type: ignore[attr-defined]
            else:
                del self.fields[name]
        for field in self.fields.values():
            field.widget.attrs["class"] = "select"

    def _offered(self) -> dict[str, Choices]:
        """What there is to choose between, by the name of the field."""
        reader, viewer, at = languages.reader(), self.shelf.viewer, self.shelf.at
        return {
            "year": [(year, year) for year in reversed(values_of(self.works, "year"))],
            "language": [(tag, autonym(tag)) for tag in _languages(self.works, viewer, at)],
            "subject": [(each.slug, each.name_in(reader).text) for each in _subjects(self.works, viewer, at)],
            "series": [(each.slug, each.title_in(reader).text) for each in self._series()],
        }

    def _series(self) -> QuerySet[RadioSeries]:
        if self.of_kind != Kind.RADIO_EPISODE:
            return RadioSeries.objects.none()
        series = RadioSeries.objects.listed_to(self.shelf.viewer, self.shelf.at)
        return series.prefetch_related("titles").order_by("slug")

    def chosen(self) -> Listed[Work]:
        """The works that pass, nothing where a value makes no sense (the form then says which)."""
        if not self.is_valid():
            return Listed(self.works.none(), self.shelf, "nothing")
        works = self._passing().order_by(*(Work._meta.ordering or []))
        chosen = tuple(sorted((name, value) for name, value in self.cleaned_data.items() if value))
        return Listed(works, self.shelf, chosen)

    def _passing(self) -> WorkQuerySet[Work]:
        wanted, works = self.cleaned_data, self.works
        if wanted.get("year"):
            works = works.filter(year=wanted["year"])
        if wanted.get("language"):
            spoken = _spoken(self.shelf.viewer, self.shelf.at).filter(language=wanted["language"])
            works = works.filter(_holds(spoken))
        if wanted.get("subject"):
            about = Mention.objects.filter(authority__kind="subject", authority__slug=wanted["subject"])
            works = works.filter(pk__in=about.order_by().values("work"))
        if wanted.get("series"):
            works = works.filter(radioepisode__series__slug=wanted["series"])
        return works


def _spoken(viewer: Viewer, at: datetime) -> QuerySet[Recording]:
    return Recording.objects.listed_to(viewer, at).order_by()


def _holds(recordings: QuerySet[Recording]) -> Exists:
    """The condition that one of these recordings is a part of the work."""
    ours = Exists(recordings.filter(pk=OuterRef("recording")))
    return Exists(WorkRecording.objects.filter(ours, work=OuterRef("pk")).order_by())


def _languages(works: QuerySet[Work], viewer: Viewer, at: datetime) -> list[str]:
    """The languages spoken in any of these works."""
    ours = Exists(works.filter(pk=OuterRef("work")))
    tied = Exists(WorkRecording.objects.filter(ours, recording=OuterRef("pk")).order_by())
    found: list[str] = values_of(_spoken(viewer, at).filter(tied).exclude(language=""), "language")
    return found


def _subjects(works: QuerySet[Work], viewer: Viewer, at: datetime) -> QuerySet[Subject]:
    return Subject.objects.listed_to(viewer, at).mentioned_in(works).prefetch_related("names")
