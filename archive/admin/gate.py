"""The admin's views reach recordings and documents as every other view does: through `archive.access`."""

from typing import Any

from django.http import Http404
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from archive.access import Level, viewer_of


class Gated(PermissionCheckedMixin):
    """For a view of one model; `things()` is all of it that the person at the screen may see."""

    model: Any = None
    request: Any

    def things(self) -> Any:
        return self.model.objects.visible_to(viewer_of(self.request.user))


class ArchivistsOnly:
    """Answers everybody else as if there were nothing here."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if viewer_of(request.user).level < Level.ARCHIVIST:
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


def key(text: str) -> int:
    """A row's key out of an address or a form; 0, which no row has, for what cannot be one."""
    longest = 18  # digits that fit into a column
    return int(text) if text.isdecimal() and len(text) <= longest else 0
