"""The archive's rooms in the admin and the addresses in them."""

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from archive.admin import files, jobs, joining, pages, rule_pages, streamed, uploads
from archive.admin.listings import DocumentIndex, RecordingIndex
from archive.admin.reports import EventReport
from archive.admin.waiting import WaitingView
from archive.models import Document, Recording
from archive.models.restrictable import Restrictable


class ArchiveViewSet(ViewSet):
    """A room whose menu item is shown to those who hold `permission`."""

    permission = ""
    add_to_admin_menu = True

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        permission = self.permission

        class Item(MenuItem):
            def is_shown(self, request: HttpRequest) -> bool:
                return request.user.has_perm(permission)

        return Item


def rule_paths(model: type[Restrictable], namespace: str) -> list[URLPattern]:
    """Where it is said who may reach one of these things."""
    views = {"access": rule_pages.AccessView, "withdraw": rule_pages.WithdrawView, "lift": rule_pages.LiftView}
    return [
        path(f"<int:pk>/{name}/", view.as_view(model=model, namespace=namespace), name=name)
        for name, view in views.items()
    ]


class RecordingViewSet(ArchiveViewSet):
    name = "recordings"
    model = Recording
    icon = "media"
    menu_label = _("Recordings")
    menu_order = 110
    permission = "archive.view_recording"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", RecordingIndex.as_view(), name="index"),
            path("results/", RecordingIndex.as_view(results_only=True), name="index_results"),
            path("upload/", uploads.UploadView.as_view(), name="upload"),
            path("upload/send/", uploads.send, name="send"),
            path("<int:pk>/", pages.RecordingPage.as_view(), name="page"),
            *rule_paths(Recording, self.name),
            path("<int:pk>/join/", joining.JoinView.as_view(), name="join"),
            path("<int:pk>/preview/", files.preview, name="preview"),
            path("originals/<int:pk>/", files.download, name="original"),
            path("originals/<int:pk>/stream/", streamed.ChooseView.as_view(), name="stream_from"),
        ]


class DocumentViewSet(ArchiveViewSet):
    name = "documents"
    model = Document
    icon = "doc-full"
    menu_label = _("Documents")
    menu_order = 120
    permission = "archive.view_document"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", DocumentIndex.as_view(), name="index"),
            path("results/", DocumentIndex.as_view(results_only=True), name="index_results"),
            path("<int:pk>/", pages.DocumentPage.as_view(), name="page"),
            *rule_paths(Document, self.name),
        ]


class JobViewSet(ArchiveViewSet):
    name = "jobs"
    icon = "cogs"
    menu_label = _("Jobs")
    menu_order = 130
    permission = "archive.view_job"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", jobs.JobIndex.as_view(), name="index"),
            path("results/", jobs.JobIndex.as_view(results_only=True), name="index_results"),
            path("state/", jobs.state, name="state"),
            path("<int:pk>/cancel/", jobs.cancel, name="cancel"),
            path("<int:pk>/again/", jobs.again, name="again"),
        ]


class WaitingViewSet(ArchiveViewSet):
    name = "waiting"
    icon = "time"
    menu_label = _("Waiting for you")
    menu_order = 105
    permission = "archive.change_recording"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", WaitingView.as_view(), name="index")]


class EventViewSet(ArchiveViewSet):
    name = "events"
    icon = "history"
    menu_label = _("Events")
    menu_hook = "register_reports_menu_item"
    permission = "archive.view_event"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", EventReport.as_view(), name="index"),
            path("results/", EventReport.as_view(results_only=True), name="index_results"),
        ]
