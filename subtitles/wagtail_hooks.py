from wagtail import hooks

from archive import admin_door
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
