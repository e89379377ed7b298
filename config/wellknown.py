"""Files that machines ask every site for: robots.txt (RFC 9309) and security.txt (RFC 9116)."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

# In every language of the site. A search engine that searches us finds nothing that it does not find by walking.
_NOT_FOR_ROBOTS = ("search:search", "login", "logout", "account:password", "account:reset")
_EXPIRES_AFTER = timedelta(days=180)  # the standard asks for less than a year


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Ask search engines to stay away from what is not a page, or with ROSTARKIVET_ROBOTS=false from everything."""
    closed = [reverse("wagtailadmin_home"), "/stream/"]
    for language, _name in settings.LANGUAGES:
        with override(language):
            closed += [reverse(name) for name in _NOT_FOR_ROBOTS]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in (closed if settings.ROBOTS else ["/"]))]
    return _text(lines)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Say where a weakness can be reported; not there as long as nobody is named."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    until = datetime.now(UTC) + _EXPIRES_AFTER
    languages = ", ".join(language for language, _name in settings.LANGUAGES)
    return _text(
        [
            *(f"Contact: {contact}" for contact in settings.SECURITY_CONTACT),
            f"Expires: {until:%Y-%m-%dT00:00:00Z}",
            f"Preferred-Languages: {languages}",
            f"Canonical: {settings.WAGTAILADMIN_BASE_URL}{request.path}",
        ]
    )


def _text(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
