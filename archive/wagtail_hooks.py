from typing import NoReturn

from django.http import Http404, HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.api.v2.router import WagtailAPIRouter

from archive.admin import door, waiting
from archive.admin.viewsets import DocumentViewSet, EventViewSet, JobViewSet, RecordingViewSet, WaitingViewSet

door.open_up(
    "documents:index",
    "documents:index_results",
    "documents:page",
    "recordings:index",
    "recordings:index_results",
    "recordings:page",
    "recordings:preview",
)
hooks.register("construct_homepage_panels", waiting.add_panel)
# After everybody else's, so that nothing is put back.
hooks.register("construct_homepage_panels", door.keep_open_panels, order=1000)
hooks.register("construct_homepage_summary_items", door.keep_open_panels, order=1000)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ViewSet]:
    return [WaitingViewSet(), RecordingViewSet(), DocumentViewSet(), JobViewSet(), EventViewSet()]


@hooks.register("insert_global_admin_css")
def archive_styles() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin-archive.css"))


class NoDocuments:
    """Every page of Wagtail's admin names the address of its own documents, which this site does without."""

    model = type("NoModel", (), {})

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        return [path("", cls.listing, name="listing")]

    @staticmethod
    def listing(request: HttpRequest) -> NoReturn:
        raise Http404


@hooks.register("construct_admin_api")
def name_the_missing_address(router: WagtailAPIRouter) -> None:
    router.register_endpoint("documents", NoDocuments)
