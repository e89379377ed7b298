"""What a translator says of a word that no dictionary knows: it is right after all, or another one is meant."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from archive import access
from archive.admin.gate import member
from subtitles import lexicon, reviewing, revising
from subtitles.admin.actions import reached
from subtitles.admin.findings import FILTERS, suggested
from subtitles.exceptions import NotTheNewest
from subtitles.explaining import key_of, word_of
from subtitles.models import Revision
from subtitles.rules import Repair


@require_POST
def replace_word(request: HttpRequest, pk: int) -> HttpResponse:
    """Put what was suggested (`word`) in the place of the word of one finding (`one`), into a new revision."""
    revision = _revision(request, pk)
    key, _between, meant = request.POST.get("one", "").partition("=")
    found = reviewing.review(revision, access.viewer(request))
    finding = next((each for each in found.findings if word_of(each) and key_of(each, found.cues) == key), None)
    if finding is None or meant not in suggested(finding, found.cues, revision.track.language):
        raise Http404
    try:
        made = revising.repair(revision, found.cues, [replace(finding, repair=Repair(meant))], member(request))
    except NotTheNewest as error:
        text = _("Revision %(number)s was saved meanwhile; nothing was repaired here.")
        messages.error(request, text % {"number": error.number})
        return _back(request, revision)
    text = _("“%(word)s” became “%(meant)s” in the new revision %(number)s.")
    messages.success(request, text % {"word": word_of(finding), "meant": meant, "number": made.number})
    return _back(request, made)


@require_POST
def accept_word(request: HttpRequest, pk: int) -> HttpResponse:
    """From now on the word is right, in every track that is checked by these rules."""
    revision = _revision(request, pk)
    if word := request.POST.get("word", ""):
        profile = lexicon.accept(revision.track, word, member(request))
        text = _("“%(word)s” is right from now on, by the rules “%(rules)s”. It can be taken back below.")
        messages.success(request, text % {"word": word, "rules": profile.name})
    return _back(request, revision)


@require_POST
def take_back_word(request: HttpRequest, pk: int) -> HttpResponse:
    revision = _revision(request, pk)
    word = request.POST.get("word", "")
    lexicon.take_back(revision.track, word, member(request))
    messages.success(request, _("“%(word)s” is what the dictionaries say of it again.") % {"word": word})
    return _back(request, revision)


def _revision(request: HttpRequest, pk: int) -> Revision:
    return get_object_or_404(Revision, pk=pk, track__in=reached(request, "add"))


def _back(request: HttpRequest, revision: Revision) -> HttpResponse:
    """To the findings, narrowed as they were."""
    chosen = {name: value for name in FILTERS if (value := request.POST.get(f"filter_{name}", ""))}
    return redirect(reverse("tracks:findings", args=[revision.pk]) + f"?{urlencode(chosen)}#findings")
