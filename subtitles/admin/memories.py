"""The translation memory in the admin: files of other programs that were taken in, and all of it as a file."""

from django import forms
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from archive import access
from archive.admin.gate import member
from archive.admin.viewsets import ArchiveViewSet
from archive.filenames import display_name
from subtitles.exceptions import SubtitlesError
from subtitles.memory import files, tmx
from subtitles.models import MemoryFile


class MemoryForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("Translation memory (TMX)"))


class MemoriesPage(PermissionRequiredMixin, WagtailAdminTemplateMixin, FormView):
    """What was taken in, and a form for one more."""

    permission_required = "subtitles.add_memoryfile"
    raise_exception = True
    page_title = gettext_lazy("Translation memory")
    header_icon = "history"
    template_name = "subtitles/memories.html"
    form_class = MemoryForm

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def form_valid(self, form: MemoryForm) -> HttpResponse:
        sent = form.cleaned_data["file"]
        try:
            taken = files.take_in(display_name(sent.name), sent.read(tmx.MOST_BYTES + 1), member(self.request))
        except SubtitlesError as error:
            form.add_error("file", error.said(_))
            return self.form_invalid(form)
        said = _("Pairs that were taken in: %(pairs)d; left out: %(left)d")
        messages.success(self.request, said % {"pairs": taken.pairs, "left": taken.left_out})
        return redirect("memory:index")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        held = MemoryFile.objects.select_related("by").annotate(count=Count("pairs"))
        return super().get_context_data(files=held, **kwargs)


@require_safe
def download(request: HttpRequest) -> StreamingHttpResponse:
    """All that the memory holds and she may see."""
    if not request.user.has_perm("subtitles.view_memoryfile"):
        raise PermissionDenied
    answer = StreamingHttpResponse(files.written(access.viewer(request)), content_type="application/xml; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="memory.tmx"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.has_perm("subtitles.delete_memoryfile"):
        raise PermissionDenied
    get_object_or_404(MemoryFile, pk=pk).delete()
    messages.success(request, _("The file was removed; nothing of it is suggested any more."))
    return redirect("memory:index")


class MemoryViewSet(ArchiveViewSet):
    name = "memory"
    icon = "history"
    menu_label = gettext_lazy("Translation memory")
    menu_hook = "register_settings_menu_item"
    permission = "subtitles.add_memoryfile"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", MemoriesPage.as_view(), name="index"),
            path("memory.tmx", download, name="download"),
            path("<int:pk>/delete/", delete, name="delete"),
        ]
