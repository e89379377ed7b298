"""Who translates, and which languages each of them writes; an archivist says so."""

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from archive.admin.gate import ArchivistsOnly, Context
from archive.languages import autonym
from subtitles.admin.flow.forms import LanguagesForm, called, people
from subtitles.admin.pages import tracks_crumb
from subtitles.flow.assigning import languages_of, say_languages


class TranslatorsPage(ArchivistsOnly, WagtailAdminTemplateMixin, TemplateView):
    page_title = gettext_lazy("Translators and their languages")
    header_icon = "group"
    template_name = "subtitles/flow/translators.html"

    def get_breadcrumbs_items(self) -> list[Context]:
        return [*self.breadcrumbs_items, tracks_crumb(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        rows = [(user, called(user), self._groups(user), self._languages(user)) for user in self._people()]
        return super().get_context_data(rows=rows, **kwargs)

    def _people(self) -> list[User]:
        return list(people().select_related("translator").prefetch_related("groups"))

    def _groups(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all())

    def _languages(self, user: User) -> str:
        said = getattr(user, "translator", None)
        return ", ".join(autonym(code) for code in said.languages) if said and said.languages else _("every language")


class LanguagesView(ArchivistsOnly, WagtailAdminTemplateMixin, FormView):
    form_class = LanguagesForm
    header_icon = "group"
    template_name = "subtitles/flow/form.html"

    @cached_property
    def person(self) -> User:
        return get_object_or_404(people(), pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return called(self.person)

    def get_breadcrumbs_items(self) -> list[Context]:
        everybody: Context = {"url": reverse("tracks:translators"), "label": TranslatorsPage.page_title}
        return [*self.breadcrumbs_items, tracks_crumb(), everybody, {"url": "", "label": called(self.person)}]

    def get_initial(self) -> dict[str, object]:
        return {"languages": languages_of(self.person)}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(submit=_("Save"), **kwargs)

    def form_valid(self, form: LanguagesForm) -> HttpResponse:
        say_languages(self.person, form.cleaned_data["languages"])
        messages.success(self.request, _("The languages were saved."))
        return redirect("tracks:translators")
