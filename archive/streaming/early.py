"""A piece of a stream for who brings no session, before any is looked at: the address itself says who was let in."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers

from archive.streaming.asking import brings_session

View = Callable[[HttpRequest], HttpResponseBase]
ROUTES = "archive.urls"


def streams_to_strangers(get_response: View) -> View:
    """Let the view answer at once. All that it refuses goes the long way, so that what is closed answers like what does
    not exist."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        return _at_once(request) or get_response(request)

    return answer


def _at_once(request: HttpRequest) -> HttpResponseBase | None:
    if request.method not in {"GET", "HEAD"} or brings_session(request):
        return None
    try:
        route = resolve(request.path_info, ROUTES)
        if route.url_name != "stream":
            return None
        request.get_host()
        response: HttpResponseBase = route.func(request, **route.kwargs)
    except (Resolver404, Http404, DisallowedHost):
        return None
    return _as_ever(response)


def _as_ever(response: HttpResponseBase) -> HttpResponseBase:
    """With what Django's own middleware says on the long way, so that an answer does not tell who asked."""
    patch_vary_headers(response, ["Accept-Language"])
    response["Content-Language"] = settings.LANGUAGE_CODE
    if isinstance(response, HttpResponse):
        response.headers.setdefault("Content-Length", str(len(response.content)))
    return response
