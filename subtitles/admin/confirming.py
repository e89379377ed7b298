"""A person says that she has checked what a machine made."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from archive.admin.gate import member
from archive.languages import digits
from subtitles import revising
from subtitles.admin.actions import reached
from subtitles.exceptions import NotTheNewest
from subtitles.models import Revision


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm the cues that were chosen (`cue`, their UUIDs), or all of them (`all`), in a new revision."""
    revision = get_object_or_404(Revision, pk=pk, track__in=reached(request, "add"))
    try:
        made = revising.confirm(revision, None if "all" in request.POST else _chosen(request), member(request))
    except NotTheNewest as error:
        text = _("Revision %(number)s was saved meanwhile; nothing was confirmed here.")
        messages.error(request, text % {"number": digits(error.number)})
        return redirect("tracks:revision", revision.pk)
    if made == revision:
        messages.warning(request, _("No cue was chosen that a machine made; nothing was confirmed."))
    else:
        left = revising.unchecked(made)
        said = _("Confirmed in the new revision %(number)s.") % {"number": digits(made.number)}
        rest = ngettext("%(left)s cue is left to check.", "%(left)s cues are left to check.", left)
        messages.success(request, f"{said} {rest % {'left': digits(left)}}")
    return redirect("tracks:revision", made.pk)


def _chosen(request: HttpRequest) -> set[UUID]:
    found = set()
    for name in request.POST.getlist("cue"):
        with suppress(ValueError):
            found.add(UUID(name))
    return found
