"""What a translator does about findings: repair them, or choose other rules."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from archive import access
from archive.admin.gate import key, member
from subtitles import reviewing, revising
from subtitles.admin.actions import reached
from subtitles.admin.findings import FILTERS
from subtitles.exceptions import NotTheNewest
from subtitles.explaining import key_of
from subtitles.models import Profile, Revision, Track
from subtitles.reviewing import Reviewed
from subtitles.rules import Finding


@require_POST
def repair(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend one finding (`one`), or all of a rule that can be mended (`code`), into a new revision."""
    revision = get_object_or_404(Revision, pk=pk, track__in=reached(request, "add"))
    found = reviewing.review(revision, access.viewer(request))
    wanted = _wanted(request, found)
    findings = [finding for finding in found.findings if finding.repair and wanted(finding)]
    back = {name: value for name in FILTERS if (value := request.POST.get(f"filter_{name}", ""))}
    place = f"?{urlencode(back)}#findings"
    try:
        made = revising.repair(revision, found.cues, findings, member(request))
    except NotTheNewest as error:
        text = _("Revision %(number)s was saved meanwhile; nothing was repaired here.")
        messages.error(request, text % {"number": error.number})
        made = revision
    else:
        _tell(request, made, revision, len(findings))
    return redirect(reverse("tracks:findings", args=[made.pk]) + place)


def _wanted(request: HttpRequest, found: Reviewed) -> Callable[[Finding], bool]:
    one, code = request.POST.get("one", ""), request.POST.get("code", "")
    if one:
        return lambda finding: key_of(finding, found.cues) == one
    return lambda finding: finding.code == code


def _tell(request: HttpRequest, made: Revision, revision: Revision, count: int) -> None:
    if made == revision:
        messages.warning(request, _("There was nothing to repair."))
        return
    text = ngettext(
        "%(count)s finding repaired in the new revision %(number)s. Revision %(before)s is as it was.",
        "%(count)s findings repaired in the new revision %(number)s. Revision %(before)s is as it was.",
        count,
    )
    messages.success(request, text % {"count": count, "number": made.number, "before": revision.number})


@require_POST
def choose_rules(request: HttpRequest, pk: int) -> HttpResponse:
    """Which rules a track is checked by; `back` is the revision one looked at."""
    track: Track = get_object_or_404(reached(request, "change"), pk=pk)
    revision = get_object_or_404(Revision, pk=key(request.POST.get("back", "")), track=track)
    track.profile = Profile.objects.filter(pk=key(request.POST.get("profile", ""))).first()
    track.save(update_fields=["profile"])
    messages.success(request, _("The track is checked by these rules now."))
    return redirect("tracks:findings", revision.pk)
