"""A word that no dictionary knows, at the workbench: what may be meant by it, and that it is right after all."""

from dataclasses import replace

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from archive import access
from archive.admin.gate import member
from subtitles import lexicon, rules
from subtitles.admin.actions import reached
from subtitles.admin.findings import suggested
from subtitles.admin.workbench import asked
from subtitles.admin.workbench.answers import NotABatch, in_json
from subtitles.explaining import word_of
from subtitles.models import Track
from subtitles.rules import Repair
from subtitles.workbench import finding


@require_POST
@in_json
def meant(request: HttpRequest, pk: int) -> JsonResponse:
    """`{"cue": cue, "word"}` → `{"meant": [{"word", "text"}], "may_accept"}`.

    `text` is the cue's with that word in the place of the first that no dictionary knows. It may take a third of a
    second, so it is asked for one word at a time, when somebody wants to know. Whether she may say that the word is
    right is told along with it; who works on what she is lent may not, for the rules are those of the house.
    """
    track = _track(request, pk, "change")
    sent = asked.body(request)
    cues, word = asked.cues([sent.get("cue")]), _word(sent)
    unknown = [each for each in finding.find(track, cues, access.viewer(request)) if word_of(each) == word]
    said = [
        {"word": each, "text": rules.repair(cues, [replace(first, repair=Repair(each))])[0].payload}
        for first in unknown[:1]
        for each in suggested(first, cues, track.language)
    ]
    return JsonResponse({"meant": said, "may_accept": request.user.has_perm("subtitles.add_track")})


@require_POST
@in_json
def right(request: HttpRequest, pk: int) -> JsonResponse:
    """`{"word"}` → `{"sentence"}`: from now on the word is right, in every track that is checked by these rules."""
    track = _track(request, pk, "add")
    word = _word(asked.body(request))
    profile = lexicon.accept(track, word, member(request))
    text = _("“%(word)s” is right from now on, by the rules “%(rules)s”. The page of findings takes it back.")
    return JsonResponse({"sentence": text % {"word": word, "rules": profile.name}})


def _track(request: HttpRequest, pk: int, may: str) -> Track:
    track: Track = get_object_or_404(reached(request, may).select_related("recording", "profile"), pk=pk)
    return track


def _word(sent: asked.Json) -> str:
    word = asked.letters(sent.get("word"), lexicon.LONGEST_WORD).strip()
    if not word:
        raise NotABatch
    return word
