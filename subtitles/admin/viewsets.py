"""The subtitles' room in the admin and the addresses in it."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from archive.admin.viewsets import ArchiveViewSet
from subtitles.admin import actions, pages
from subtitles.admin.listings import TrackIndex


class TrackViewSet(ArchiveViewSet):
    name = "tracks"
    icon = "openquote"
    menu_label = _("Subtitles")
    menu_order = 115
    permission = "subtitles.view_track"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", TrackIndex.as_view(), name="index"),
            path("results/", TrackIndex.as_view(results_only=True), name="index_results"),
            path("import/", actions.ImportView.as_view(), name="import"),
            path("<int:pk>/", pages.TrackPage.as_view(), name="page"),
            path("<int:pk>/unpublish/", actions.unpublish, name="unpublish"),
            path("revisions/<int:pk>/", pages.RevisionPage.as_view(), name="revision"),
            path("revisions/<int:pk>/publish/", actions.publish, name="publish"),
            path("revisions/<int:pk>/download/<str:format_name>/", actions.download, name="download"),
        ]
