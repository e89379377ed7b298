"""The one door of the admin: what of it stands open to whom.

Wagtail's own views ask nobody. Its bulk actions, histories, usage, reports, workflows, previews and choosers fetch
whatever a key names, and so will the ones that come with its next version. So the admin is for archivists, from whom
nothing is hidden, and answers everybody else as if there were nothing there. Open to other members are only the
addresses that a room opens here by name, because they ask `archive.access` or know nothing of the archive.
"""

from collections.abc import Callable

from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
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
# Of these, what whoever is invited for single things reaches too: less than a translator, she meets nothing else here.
INVITED: set[str] = set(OPEN)
# Names of addresses that a script of a page asks, not a person.
IN_JSON: set[str] = set()
# Names of the panels on the admin's front page that other members see.
OPEN_PANELS: set[str] = set()


def open_up(*names: str) -> None:
    """Let translators reach these addresses. Each of them asks the gate for what it shows."""
    OPEN.update(names)


def open_to_invited(*names: str) -> None:
    """Let all who may enter the admin reach these addresses. Each of them asks the gate, and whether it is her work."""
    open_up(*names)
    INVITED.update(names)


def open_panels(*names: str) -> None:
    """Let all who may enter the admin see these panels of its front page. Each of them asks the gate."""
    OPEN_PANELS.update(names)


def answer_strangers_in_json(*names: str) -> None:
    """Whoever is logged out is told so at these addresses in JSON, which a page that stands open can read."""
    IN_JSON.update(names)


def is_open(request: HttpRequest) -> bool:
    """Whether the door lets this request through. Who may not enter the admin at all is answered by Wagtail."""
    match = request.resolver_match
    name = match.view_name if match is not None else ""
    return (
        name in INVITED
        or not request.user.has_perm("wagtailadmin.access_admin")
        or (name in OPEN and access.viewer(request).level >= Level.TRANSLATOR)
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

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponseBase | None:
        match = request.resolver_match
        if match is not None and match.view_name in IN_JSON and not request.user.is_authenticated:
            sentence = gettext("You are logged out. Log in again; what you wrote is kept in this browser.")
            return JsonResponse({"login": reverse("wagtailadmin_login"), "sentence": sentence}, status=403)
        if request.path.startswith(reverse("wagtailadmin_home")) and not is_open(request):
            raise Http404
        return None
