"""How a list of works is narrowed down. Only what the viewer may be shown in lists is ever offered or counted."""

from collections.abc import Mapping

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from archive import languages
from archive.access import Viewer
from archive.languages import autonym
from archive.models import Recording
from catalogue.models import Kind, RadioSeries, Subject, Work, WorkRecording
from catalogue.querysets import WorkQuerySet

ANY = ("", _("All"))


class WorksForm(forms.Form):
    """The filters above a list of works. Its choices are made for one viewer and, where one is chosen, one kind."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ANY, *Kind.choices])
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    language = forms.ChoiceField(label=_("Language spoken"), required=False)
    subject = forms.ChoiceField(label=_("Subject"), required=False)
    series = forms.ChoiceField(label=_("Series"), required=False)

    def __init__(self, data: Mapping[str, str], viewer: Viewer) -> None:
        super().__init__(data)
        self.viewer = viewer
        works = Work.objects.listed_to(viewer).order_by()
        if self.data.get("kind") in Kind.values:
            works = works.filter(kind=self.data["kind"])
        self.works = works
        reader = languages.reader()
        offered: dict[str, list[tuple[object, object]]] = {
            "year": [(year, year) for year in _years(works)],
            "language": [(tag, autonym(tag)) for tag in _languages(works, viewer)],
            "subject": [(each.slug, each.name_in(reader).text) for each in _subjects(works, viewer)],
            "series": [(each.slug, each.title_in(reader).text) for each in self._series()],
        }
        for name, choices in offered.items():
            self.fields[name].choices = [ANY, *choices]  # type: ignore[attr-defined]
        for name in [name for name in ("year", "language", "subject", "series") if self._has_no_choice(name)]:
            del self.fields[name]
        for field in self.fields.values():
            field.widget.attrs["class"] = "select"

    def _has_no_choice(self, name: str) -> bool:
        return len(self.fields[name].choices) == 1 and not self.data.get(name)  # type: ignore[attr-defined]

    def _series(self) -> QuerySet[RadioSeries]:
        if self.data.get("kind") != Kind.RADIO_EPISODE:
            return RadioSeries.objects.none()
        return RadioSeries.objects.listed_to(self.viewer).with_words().order_by("slug")

    def chosen(self) -> WorkQuerySet:
        """The works that pass, nothing where a value makes no sense (the form then says which)."""
        if not self.is_valid():
            return self.works.none()
        wanted, works = self.cleaned_data, self.works
        if wanted.get("year"):
            works = works.filter(year=wanted["year"])
        if wanted.get("language"):
            works = works.filter(pk__in=_spoken(works, self.viewer).filter(recording__language=wanted["language"]))
        if wanted.get("subject"):
            chosen = {"mentions__authority__kind": "subject", "mentions__authority__slug": wanted["subject"]}
            works = works.filter(**chosen).distinct()
        if wanted.get("series"):
            works = works.filter(radioepisode__series__slug=wanted["series"])
        return works.order_by(*(Work._meta.ordering or []))


def _years(works: QuerySet[Work]) -> list[int | None]:
    years = works.filter(year__isnull=False).values_list("year", flat=True)
    return list(years.distinct().order_by("-year"))


def _spoken(works: QuerySet[Work], viewer: Viewer) -> QuerySet[WorkRecording, int]:
    heard = Recording.objects.listed_to(viewer).order_by()
    return (
        WorkRecording.objects.filter(recording__in=heard, work__in=works.values("pk"))
        .order_by()
        .values_list("work_id", flat=True)
    )


def _languages(works: QuerySet[Work], viewer: Viewer) -> list[str]:
    tags = _spoken(works, viewer).exclude(recording__language="")
    return sorted(set(tags.values_list("recording__language", flat=True).distinct()))


def _subjects(works: QuerySet[Work], viewer: Viewer) -> QuerySet[Subject]:
    return Subject.objects.listed_to(viewer).mentioned_in(works).prefetch_related("names")
