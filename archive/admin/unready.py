"""Whatever page of the admin would have opened something that is not ready says so, and leads back to where one was.

The pages that open things say it themselves, beside what was typed. This is for Wagtail's own: its workflows, its bulk
actions, and those that its next version brings.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.admin import messages

from archive.exceptions import NotReady


class NotReadySaid:
    """As middleware; what was begun in the request was rolled back by then, where it was in a transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        home = reverse("wagtailadmin_home")
        if not isinstance(exception, NotReady) or not request.path.startswith(home):
            return None
        messages.error(request, str(exception))
        came_from = request.headers.get("Referer", "")
        safe = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
        back = came_from if safe else home
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            # What Wagtail's dialogs understand.
            return JsonResponse({"step": "success", "redirect": back})
        return HttpResponseRedirect(back)
