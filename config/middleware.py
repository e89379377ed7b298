"""Which Content-Security-Policy a page gets: strict on the public site, looser under Wagtail's admin only."""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

# Wagtail's own admin pages carry inline scripts and styles that a strict policy would break.
ADMIN_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE, "'unsafe-eval'"],
    "style-src": [SELF, UNSAFE_INLINE],
    "frame-src": [SELF],
}


def content_security_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Send the policy of the settings with every page, and the admin's looser one below the admin's address."""
    loosened = csp_replace(ADMIN_POLICY)(get_response)

    def choose(request: HttpRequest) -> HttpResponse:
        under_admin = request.path.startswith(reverse("wagtailadmin_home"))
        response: HttpResponse = (loosened if under_admin else get_response)(request)
        return response

    middleware: Callable[[HttpRequest], HttpResponse] = CSPMiddleware(choose)
    return middleware
