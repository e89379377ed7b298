from django.urls import reverse
from wagtail import hooks
from wagtail.admin.admin_url_finder import ModelAdminURLFinder, register_admin_url_finder

from archive import admin_door
from subtitles.models import Track
from subtitles.viewsets import TrackViewSet

admin_door.open_up(
    "tracks:download",
    "tracks:import",
    "tracks:index",
    "tracks:index_results",
    "tracks:page",
    "tracks:publish",
    "tracks:revision",
    "tracks:unpublish",
)


@hooks.register("register_admin_viewset")
def register_viewset() -> TrackViewSet:
    return TrackViewSet()


class TrackURLFinder(ModelAdminURLFinder):
    """For rooms below, which know no track: where its page is."""

    def construct_edit_url(self, instance: Track) -> str:
        return reverse("tracks:page", args=[instance.pk])


register_admin_url_finder(Track, TrackURLFinder)
