"""Which Content-Security-Policy a page gets: strict on the public site, looser under Wagtail's admin only."""

from collections.abc import Callable
from typing import cast

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from csp.middleware import CSPMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

View = Callable[[HttpRequest], HttpResponseBase]

# Wagtail's own admin pages carry inline scripts and styles that a strict policy would break.
ADMIN_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE, "'unsafe-eval'"],
    "style-src": [SELF, UNSAFE_INLINE],
    "frame-src": [SELF],
}


def content_security_policy(get_response: View) -> View:
    """Send the policy of the settings with every page, and the admin's looser one below the admin's address."""
    loosened = csp_replace(ADMIN_POLICY)(get_response)

    def choose(request: HttpRequest) -> HttpResponseBase:
        under_admin = request.path.startswith(reverse("wagtailadmin_home"))
        return (loosened if under_admin else get_response)(request)

    return cast(View, CSPMiddleware(choose))
