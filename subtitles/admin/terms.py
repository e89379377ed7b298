"""The glossary in the admin: the terms, one of them, and all of them as a table."""

import django_filters
from django import forms
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from archive.admin.viewsets import ArchiveViewSet
from archive.languages import CHOICES
from subtitles import glossary
from subtitles.models import Term


class TermForm(forms.ModelForm[Term]):
    class Meta:
        model = Term
        fields = ["source_language", "source", "variants", "target_language", "target", "also", "forbidden", "note"]
        widgets = {name: forms.TextInput(attrs={"dir": "auto"}) for name in ("source", "target")} | {
            name: forms.Textarea(attrs={"rows": 3, "dir": "auto"}) for name in ("variants", "also", "forbidden", "note")
        }

    def clean(self) -> dict[str, object]:
        about = super().clean() or {}
        if about.get("source_language") == about.get("target_language"):
            self.add_error("target_language", _("A term is translated to another language."))
        return about


class TableForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("Table (CSV)"))


class TermFilters(WagtailFilterSet):
    q = django_filters.CharFilter(label=gettext_lazy("Word"), method="holding")
    source_language = django_filters.ChoiceFilter(label=gettext_lazy("From"), choices=CHOICES)
    target_language = django_filters.ChoiceFilter(label=gettext_lazy("To"), choices=CHOICES)

    class Meta:
        model = Term
        fields = ["source_language", "target_language"]

    def holding(self, terms: QuerySet[Term], name: str, value: str) -> QuerySet[Term]:
        names = ("source", "variants", "target", "also", "forbidden")
        return terms.filter(Q(*((f"{each}__icontains", value) for each in names), _connector=Q.OR))


def _edit_url(term: Term) -> str:
    return reverse("glossary:edit", args=[term.pk])


class TermIndex(IndexView):
    model = Term
    any_permission_required = ["view", "change"]
    page_title = gettext_lazy("Glossary")
    header_icon = "list-ul"
    index_url_name = "glossary:index"
    index_results_url_name = "glossary:index_results"
    filterset_class = TermFilters
    is_searchable = False
    default_ordering = "source"
    paginate_by = 50
    columns = [
        TitleColumn("source", label=gettext_lazy("Term"), get_url=_edit_url, sort_key="source"),
        Column("source_language", label=gettext_lazy("From"), accessor="get_source_language_display"),
        Column("target", label=gettext_lazy("Translation"), sort_key="target"),
        Column("target_language", label=gettext_lazy("To"), accessor="get_target_language_display"),
        Column("forbidden", label=gettext_lazy("Not to be used"), accessor=lambda term: ", ".join(term.wrong())),
    ]

    def get_base_queryset(self) -> QuerySet[Term]:
        return Term.objects.all()

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        out = HeaderButton(_("Download as a table"), url=reverse("glossary:table"), icon_name="download")
        if not self.request.user.has_perms(["subtitles.add_term", "subtitles.change_term"]):
            return [out]
        return [
            HeaderButton(_("New term"), url=reverse("glossary:add"), icon_name="plus"),
            HeaderButton(_("Take in a table"), url=reverse("glossary:import"), icon_name="upload"),
            out,
        ]


class OfTheGlossary(PermissionRequiredMixin, WagtailAdminTemplateMixin, FormView):
    permission_required = ("subtitles.add_term", "subtitles.change_term")
    raise_exception = True
    header_icon = "list-ul"

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        index = {"url": reverse("glossary:index"), "label": _("Glossary")}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.get_page_title()}]


class TermView(OfTheGlossary):
    """`/add/` makes a term, `/<pk>/` changes one."""

    template_name = "subtitles/term.html"
    form_class = TermForm

    @cached_property
    def term(self) -> Term | None:
        return get_object_or_404(Term, pk=self.kwargs["pk"]) if "pk" in self.kwargs else None

    def get_page_title(self) -> str:
        return str(self.term) if self.term else _("New term")

    def get_form_kwargs(self) -> dict[str, object]:
        return {**super().get_form_kwargs(), "instance": self.term or Term()}

    def form_valid(self, form: TermForm) -> HttpResponse:
        form.save()
        messages.success(self.request, _("The term was saved. Translations are checked by it from now on."))
        return redirect("glossary:index")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        may_delete = self.term is not None and self.request.user.has_perm("subtitles.delete_term")
        return super().get_context_data(term=self.term, may_delete=may_delete, **kwargs)


class TableView(OfTheGlossary):
    """Takes in a table: all of it, or nothing where a line is wrong."""

    page_title = gettext_lazy("Take in a table")
    template_name = "subtitles/term_table.html"
    form_class = TableForm

    def form_valid(self, form: TableForm) -> HttpResponse:
        try:
            count = glossary.take_in(form.cleaned_data["file"].read(glossary.MOST_BYTES + 1))
        except glossary.BadTable as error:
            form.add_error("file", error.sentences)
            return self.form_invalid(form)
        messages.success(self.request, _("Terms that were taken in: %(count)d") % {"count": count})
        return redirect("glossary:index")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(
            columns=glossary.COLUMNS, bar=glossary.BAR, submit_button_label=_("Take in a table"), **kwargs
        )


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("subtitles.view_term"):
        raise PermissionDenied
    answer = HttpResponse(glossary.written().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="glossary.csv"'
    return answer


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.has_perm("subtitles.delete_term"):
        raise PermissionDenied
    get_object_or_404(Term, pk=pk).delete()
    messages.success(request, _("The term was removed."))
    return redirect("glossary:index")


class GlossaryViewSet(ArchiveViewSet):
    name = "glossary"
    icon = "list-ul"
    menu_label = gettext_lazy("Glossary")
    menu_order = 116
    permission = "subtitles.view_term"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", TermIndex.as_view(), name="index"),
            path("results/", TermIndex.as_view(results_only=True), name="index_results"),
            path("add/", TermView.as_view(), name="add"),
            path("import/", TableView.as_view(), name="import"),
            path("glossary.csv", table, name="table"),
            path("<int:pk>/", TermView.as_view(), name="edit"),
            path("<int:pk>/delete/", delete, name="delete"),
        ]
