"""The admin's views reach recordings and documents as every other view does: through `archive.access`."""

from typing import Any

from django.http import Http404
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from archive import access
from archive.access import Level


class Gated(PermissionCheckedMixin):
    """For a view of one model; `things()` is all of it that the person at the screen may see."""

    model: Any = None
    request: Any

    def things(self) -> Any:
        return self.model.objects.visible_to(access.viewer(self.request))


class ArchivistsOnly:
    """Answers everybody else as if there were nothing here."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if access.viewer(request).level < Level.ARCHIVIST:
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


def key(text: str) -> int:
    """A row's key out of an address or a form; 0, which no row has, for what cannot be one."""
    longest = 18  # digits that fit into a column
    return int(text) if text.isdecimal() and len(text) <= longest else 0
