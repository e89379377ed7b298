"""What every answer says to browsers: its Content-Security-Policy, who may use it, and that nobody else may keep it.

And whose session is staff's, for the web server, which keeps threads for them.
"""

import time
from collections.abc import Callable
from http import HTTPStatus
from typing import cast

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace, csp_update
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from config import import_map
from config.closed import is_admin
from config.serving import heads, shares

View = Callable[[HttpRequest], HttpResponseBase]

# Wagtail's own admin pages carry inline scripts and styles that a strict policy would break.
ADMIN_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE, "'unsafe-eval'"],
    "style-src": [SELF, UNSAFE_INLINE],
    "frame-src": [SELF],
}


# The admin's pages that are wholly ours, by the name of their address, and the map of modules that each brings.
STRICT = {"tracks:workbench": "workbench"}

# What a page of ours, or a frame in it, may ask of the device: to fill the screen and to play.
_ALLOWED = ("autoplay", "fullscreen", "picture-in-picture")
_REFUSED = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
PERMISSIONS = ", ".join([*(f"{name}=(self)" for name in _ALLOWED), *(f"{name}=()" for name in _REFUSED)])


def for_this_site_alone(get_response: View) -> View:
    """Nothing of ours may be built into another site, and none of our pages reaches for the reader's device.

    Stands first, so that static files carry it too.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response["Permissions-Policy"] = PERMISSIONS
        if not settings.ROBOTS:
            response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer


def content_security_policy(get_response: View) -> View:
    """Send the policy of the settings with every page, and with Wagtail's own pages of the admin a looser one."""

    def choose(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        match = request.resolver_match
        room = STRICT.get(match.view_name) if match else None
        if room is None and request.path.startswith(reverse("wagtailadmin_home")):
            return csp_replace(ADMIN_POLICY)(lambda _: response)(request)
        map_of_modules = import_map.source(room or import_map.SITE)
        return csp_update({"script-src": [map_of_modules]})(lambda _: response)(request)

    return cast(View, CSPMiddleware(choose))


def kept_by_nobody_else(get_response: View) -> View:
    """Who may see what changes at once: what a view says nothing about is asked for anew each time.

    A member's pages are not kept at all, so that the next person at the screen cannot go back to them.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        if is_page and settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
        elif "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-cache"
        return response

    return answer


def staff_have_threads(get_response: View) -> View:
    """Let the web server know the sessions of those who may use the admin. Costs no query: the admin asked already."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        user = getattr(request, "_cached_user", None)
        if cookie and is_admin(request) and response.status_code < HTTPStatus.BAD_REQUEST and user is not None:
            session = heads.hashed(cookie.encode())
            if user.is_authenticated and user.has_perm("wagtailadmin.access_admin"):
                shares.staff.seen(session, time.monotonic())
            else:
                shares.staff.gone(session)
        return response

    return answer
