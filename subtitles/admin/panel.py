"""What the admin's page about a recording says of its tracks."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from archive import access
from archive.admin.panels import Panel, Thing
from archive.listening import recognisers
from archive.models import Recording
from subtitles.models import Track


def tracks_of(request: HttpRequest, thing: Thing) -> dict[str, object] | None:
    if not isinstance(thing, Recording) or not request.user.has_perm("subtitles.view_track"):
        return None
    tracks = Track.objects.visible_to(access.viewer(request)).filter(recording=thing).with_history()
    may_add = request.user.has_perm("subtitles.add_track")
    return {
        "recording": thing,
        "tracks": tracks.order_by("language", "pk"),
        "may_add": may_add,
        "hears": may_add and recognisers.configured(),
    }


PANEL = Panel("tracks", _("Subtitles"), "subtitles/panel.html", tracks_of, icon="openquote", order=50)
