"""The admin's views reach recordings and documents as every other view does: through `archive.access`."""

from typing import Any

from django.contrib.auth.models import User
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from archive import access
from archive.access import Level
from archive.models import Protected
from archive.querysets import ProtectedQuerySet, visible

Value = object  # views have an attribute of that name
Context = dict[str, Value]


class Gated(PermissionCheckedMixin):
    """For a view of one model; `things()` is all of it that the person at the screen may see."""

    model: type[Protected] = Protected  # type: ignore[type-abstract]  # each view names its own
    request: HttpRequest

    def things(self) -> ProtectedQuerySet[Any]:
        return visible(self.model, access.viewer(self.request))


class ArchivistsOnly:
    """Answers everybody else as if there were nothing here."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if access.viewer(request).level < Level.ARCHIVIST:
            raise Http404
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return answer


def member(request: HttpRequest) -> User:
    """Who is at the screen. Raises Http404 for a stranger, whom the admin lets in nowhere."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def key(text: str) -> int:
    """A row's key out of an address or a form; 0, which no row has, for what cannot be one."""
    longest = 18  # digits that fit into a column
    return int(text) if text.isdecimal() and len(text) <= longest else 0
