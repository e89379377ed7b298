from django.urls import reverse
from wagtail import hooks
from wagtail.admin.admin_url_finder import ModelAdminURLFinder, register_admin_url_finder

from archive.admin import door
from subtitles.admin.viewsets import TrackViewSet
from subtitles.models import Track

door.open_up(
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
