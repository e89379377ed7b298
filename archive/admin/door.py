"""The one door of the admin: what of it stands open to whom.

Wagtail's own views ask nobody. Its bulk actions, histories, usage, reports, workflows, previews and choosers fetch
whatever a key names, and so will the ones that come with its next version. So the admin is for archivists, from whom
nothing is hidden, and answers everybody else as if there were nothing there. Open to other members are only the
addresses that a room opens here by name, because they ask `archive.access` or know nothing of the archive.
"""

from collections.abc import Callable

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from wagtail.admin.ui.components import Component

from archive import access
from archive.access import Level

# Names of addresses, with their namespaces. These are Wagtail's own that know nothing of the archive.
OPEN: set[str] = {
    "wagtailadmin_home",
    "wagtailadmin_account",
    "wagtailadmin_dismissibles",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_complete",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_sprite",
}
# Names of the panels on the admin's front page that other members see.
OPEN_PANELS: set[str] = set()


def open_up(*names: str) -> None:
    """Let all who may enter the admin reach these addresses. Each of them asks the gate for what it shows."""
    OPEN.update(names)


def open_panels(*names: str) -> None:
    """Let all who may enter the admin see these panels of its front page. Each of them asks the gate."""
    OPEN_PANELS.update(names)


def is_open(request: HttpRequest) -> bool:
    """Whether the door lets this request through. Who may not enter the admin at all is answered by Wagtail."""
    match = request.resolver_match
    return (
        (match is not None and match.view_name in OPEN)
        or not request.user.has_perm("wagtailadmin.access_admin")
        or access.viewer(request).level >= Level.ARCHIVIST
    )


def keep_open_panels(request: HttpRequest, panels: list[Component]) -> None:
    """Take from the admin's front page what was not opened to whoever looks."""
    if access.viewer(request).level < Level.ARCHIVIST:
        panels[:] = [panel for panel in panels if getattr(panel, "name", None) in OPEN_PANELS]


class AdminDoor:
    """The door as middleware; it stands before every view below the admin's address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        if request.path.startswith(reverse("wagtailadmin_home")) and not is_open(request):
            raise Http404
