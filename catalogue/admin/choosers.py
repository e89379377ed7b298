"""Choosing one thing among many in the admin: searched by its words, and only among what the person may see."""

from typing import Any

from django import forms
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.snippets.views import chooser as snippet_chooser

from archive import access
from archive.models import Document, Recording
from catalogue.models import Authority, Work


def words_of(model: Any) -> tuple[str, ...]:
    """The fields that a thing of this kind is searched by."""
    if issubclass(model, Work):
        return ("titles__text", "slug")
    if issubclass(model, Authority):
        return ("names__text", "slug")
    return ("title",)


def matching(things: Any, query: str) -> Any:
    """Those whose words contain the query."""
    condition = Q()
    for field in words_of(things.model):
        condition |= Q(**{f"{field}__icontains": query})
    # Through the key, so that two titles that match do not list a work twice.
    return things.filter(pk__in=things.model._default_manager.order_by().filter(condition).values("pk"))


def with_words(things: Any) -> Any:
    """With titles or names at hand; names in the order of what they say, since a person's address says nothing."""
    if not issubclass(things.model, Authority):
        return things.with_words()
    rows = things.model._meta.get_field("names").related_model
    first = rows._default_manager.filter(**{things.model._meta.model_name: OuterRef("pk")})
    return things.with_words().order_by(Subquery(first.order_by("sort_order", "pk").values("text")[:1]), "pk")


class WordsForm(BaseFilterForm):
    q = forms.CharField(
        label=_("Search"), required=False, widget=forms.TextInput(attrs={"placeholder": _("Search"), "dir": "auto"})
    )

    def filter(self, objects: Any) -> Any:
        objects = super().filter(objects)
        if query := self.cleaned_data.get("q"):
            self.is_searching, self.search_query = True, query
            objects = matching(objects, query)
        return objects


class Gated:
    """What every view of a chooser has in common: it knows only what the person at the screen may see."""

    filter_form_class = WordsForm
    model_class: Any
    request: Any

    def _open(self) -> Any:
        things = self.model_class.objects.visible_to(access.viewer(self.request))
        return things if issubclass(self.model_class, Recording | Document) else with_words(things)

    def get_object_list(self) -> Any:
        return self._open()

    def get_object(self, pk: Any) -> Any:
        return self._open().get(pk=pk)

    def get_objects(self, pks: Any) -> Any:
        return self._open().filter(pk__in=pks)


class FewQueries:
    """Wagtail's own column for the state of a work asks the database twice for every row."""

    model_class: Any
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
