"""What everybody meets while the archive is closed by its file: one plain page, made without database or session."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from archive import closing

View = Callable[[HttpRequest], HttpResponseBase]

RETRY_AFTER_SECONDS = 3600
# These pages stand outside the middleware that sends the site's policy.
POLICY = "default-src 'none'; style-src 'self'; font-src 'self'; form-action 'none'; frame-ancestors 'none'"


def closed_to_all(get_response: View) -> View:
    """Answer 503 for everything but the admin. Who is staff stands in the database, so nobody is asked."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if closing.is_closed() and not is_admin(request):
            page = plain_page(request, "closed.html", retry_after_seconds=RETRY_AFTER_SECONDS)
            page._has_been_logged = True  # type: ignore[attr-defined]  # or each visitor would be an error in the log
            return page
        return get_response(request)

    return answer


def is_admin(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("wagtailadmin_home"))


def plain_page(
    request: HttpRequest, template: str, context: dict[str, object] | None = None, *, retry_after_seconds: int
) -> HttpResponse:
    """A 503 in the reader's language that needs nothing but its template."""
    language = translation.get_language_from_request(request, check_path=True)
    with translation.override(language):
        direction = "rtl" if translation.get_language_bidi() else "ltr"
        page = render_to_string(template, {"language": language, "direction": direction, **(context or {})})
    headers = {
        "Retry-After": str(retry_after_seconds),
        "Cache-Control": "no-store",
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
    }
    return HttpResponse(page, status=503, headers=headers)
