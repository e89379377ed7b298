"""The page on which an archivist confirms that another original is to be streamed."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from archive import streamed
from archive.admin.addresses import page_url
from archive.admin.gate import Context, Value, member
from archive.admin.pages import ThingView
from archive.models import Original, Recording
from archive.transcoding.assembling import Piece


class ChooseView(ThingView, TemplateView):
    """Says what will change; changes it when asked to."""

    model = Recording
    namespace = "recordings"
    any_permission_required = ["change"]
    page_title = gettext_lazy("Choose what is streamed")
    header_icon = "media"
    template_name = "archive/choose.html"
    original: Original

    def dispatch(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponseBase:
        self.original = get_object_or_404(Original, pk=self.kwargs["pk"], recording__in=self.things())
        assert self.original.recording  # noqa: S101 - it was asked for among recordings
        self.object = self.original.recording
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[Context]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Value) -> Context:
        index = reverse("recordings:page", args=[self.object.pk])
        return super().get_context_data(original=self.original, object=self.object, back=index, **kwargs)

    def post(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponse:
        streamed.choose([Piece(self.original)], member(request))
        messages.success(request, _("“%(name)s” will be streamed once its job is done.") % {"name": self.original})
        return HttpResponseRedirect(page_url(self.object))
