"""Choosing one thing among many in the admin: searched by its words, and only among what the person may see."""

from typing import TypeVar

from django import forms
from django.db.models import Model, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.snippets.views import chooser as snippet_chooser

from archive import access
from archive.models import Document, Protected, Recording
from catalogue.models import Authority, Name, Work

Choosable = Work | Authority | Recording | Document
P = TypeVar("P", bound=Protected)


def words_of(model: type[Model]) -> tuple[str, ...]:
    """The fields that a thing of this kind is searched by."""
    if issubclass(model, Work):
        return ("titles__text", "slug")
    if issubclass(model, Authority):
        return ("names__text", "slug")
    return ("title",)


def matching(things: QuerySet[P], query: str) -> QuerySet[P]:
    """Those whose words contain the query."""
    condition = Q()
    for field in words_of(things.model):
        condition |= Q(**{f"{field}__icontains": query})
    # Through the key, so that two titles that match do not list a work twice.
    return things.filter(pk__in=things.model._base_manager.filter(condition).values("pk"))


def with_words(things: QuerySet[P]) -> QuerySet[P]:
    """With titles or names at hand; names in the order of what they say, since a person's address says nothing."""
    if issubclass(things.model, Work):
        return things.prefetch_related("titles")
    if issubclass(things.model, Authority):
        first = Name.objects.filter(authority=OuterRef("pk")).order_by("sort_order", "pk").values("text")[:1]
        return things.prefetch_related("names").order_by(Subquery(first), "pk")
    return things


class WordsForm(BaseFilterForm):
    q = forms.CharField(
        label=_("Search"), required=False, widget=forms.TextInput(attrs={"placeholder": _("Search"), "dir": "auto"})
    )

    def filter(self, objects: QuerySet[P]) -> QuerySet[P]:
        objects = super().filter(objects)
        if query := self.cleaned_data.get("q"):
            self.is_searching, self.search_query = True, query
            objects = matching(objects, query)
        return objects


def _kinds() -> list[tuple[str, str]]:
    return [
        ("", str(_("All"))),
        *((code, capfirst(str(each._meta.verbose_name))) for code, each in Authority.kinds.items()),
    ]


class NamesForm(WordsForm):
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=_kinds)

    def filter(self, objects: QuerySet[P]) -> QuerySet[P]:
        objects = super().filter(objects)
        kind = self.cleaned_data.get("kind")
        return objects.filter(kind=kind) if kind else objects


class Gated:
    """What every view of a chooser has in common: it knows only what the person at the screen may see."""

    filter_form_class = WordsForm
    model_class: type[Choosable]
    request: HttpRequest

    def get_object_list(self) -> QuerySet[Protected]:
        return with_words(self.model_class.objects.visible_to(access.viewer(self.request)))

    def get_object(self, pk: object) -> Protected:
        return self.get_object_list().get(pk=pk)

    def get_objects(self, pks: list[object]) -> QuerySet[Protected]:
        return self.get_object_list().filter(pk__in=pks)


class FewQueries:
    """Wagtail's own column for the state of a work asks the database twice for every row."""

    model_class: type[Choosable]
    title_column: Column

    @property
    def columns(self) -> list[Column]:
        if not issubclass(self.model_class, Work):
            return [self.title_column]
        return [self.title_column, Column("state", label=_("State"), accessor="state_label")]


class SnippetChoose(FewQueries, Gated, snippet_chooser.ChooseView):
    pass


class SnippetResults(FewQueries, Gated, snippet_chooser.ChooseResultsView):
    pass


class SnippetChosen(Gated, snippet_chooser.SnippetChosenView):
    pass


class SnippetChosenMultiple(Gated, snippet_chooser.SnippetChosenMultipleView):
    pass


class CatalogueChooser(snippet_chooser.SnippetChooserViewSet):
    """For works and names."""

    choose_view_class = SnippetChoose
    choose_results_view_class = SnippetResults
    chosen_view_class = SnippetChosen
    chosen_multiple_view_class = SnippetChosenMultiple


class Choose(Gated, chooser.ChooseView):
    pass


class Results(Gated, chooser.ChooseResultsView):
    pass


class Chosen(Gated, chooser.ChosenView):
    pass


class ChosenMultiple(Gated, chooser.ChosenMultipleView):
    pass


class ArchiveChooser(ChooserViewSet):
    """For what lies in the archive."""

    choose_view_class = Choose
    choose_results_view_class = Results
    chosen_view_class = Chosen
    chosen_multiple_view_class = ChosenMultiple
    creation_form_class = None


class NameColumns:
    title_column: Column

    @property
    def columns(self) -> list[Column]:
        return [self.title_column, Column("kind", label=_("Kind"), accessor=lambda name: name._meta.verbose_name)]


class ChooseName(NameColumns, Choose):
    filter_form_class = NamesForm


class NameResults(NameColumns, Results):
    filter_form_class = NamesForm


class NameChooser(ArchiveChooser):
    """People, organisations, places and subjects at once, for what a work mentions."""

    model = Authority
    icon = "tag"
    choose_one_text = _("Choose a name")
    choose_another_text = _("Choose another name")
    choose_view_class = ChooseName
    choose_results_view_class = NameResults


class RecordingChooser(ArchiveChooser):
    model = Recording
    icon = "media"
    choose_one_text = _("Choose a recording")
    choose_another_text = _("Choose another recording")


class DocumentChooser(ArchiveChooser):
    model = Document
    icon = "doc-full"
    choose_one_text = _("Choose a document")
    choose_another_text = _("Choose another document")
