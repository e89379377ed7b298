"""All work on one recording: its tracks, how far each has come, and each stretch that somebody has."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from archive import access
from archive.access import Level
from archive.admin.gate import Context, Gated
from archive.models import Recording
from subtitles.admin.flow.page import tasks
from subtitles.admin.pages import tracks_crumb
from subtitles.admin.reach import met
from subtitles.flow.progress import Measured
from subtitles.models import Track


class ProjectPage(Gated, WagtailAdminTemplateMixin, TemplateView):
    model = Track
    permission_required = "view"
    page_title = _("All work on the recording")
    header_icon = "tasks"
    template_name = "subtitles/flow/project.html"

    def get_breadcrumbs_items(self) -> list[Context]:
        return [*self.breadcrumbs_items, tracks_crumb(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        viewer = access.viewer(self.request)
        recording = get_object_or_404(Recording.objects.visible_to(viewer), pk=self.kwargs["pk"])
        tracks = met(self.request).filter(recording=recording).select_related("recording", "published_revision")
        rows = []
        for track in tracks.order_by("language", "kind", "pk"):
            measured = Measured(track, viewer)
            rows.append((track, measured.of(), tasks(track, viewer, measured)))
        return super().get_context_data(
            recording=recording, rows=rows, may_assign=viewer.level >= Level.ARCHIVIST, **kwargs
        )
