"""What the rules find in the cues that somebody is writing: asked a moment after the last key, for a few at a time."""

from collections.abc import Sequence

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from archive import access
from subtitles import explaining, rules
from subtitles.admin.reach import worked_on
from subtitles.admin.workbench import asked
from subtitles.admin.workbench.answers import in_json
from subtitles.admin.workbench.asked import AskedCue
from subtitles.rules import Finding
from subtitles.workbench import finding

Json = dict[str, object]


@require_POST
@in_json
def findings(request: HttpRequest, pk: int) -> JsonResponse:
    """`{"cues": [cue…], "about": [uuid…]}` → `{"findings": [{cue, code, severity, name, sentence, repair, word}]}`.

    Only those `about` are answered for; the others are their neighbours. A repair is the whole `text` or the `times`
    that the cue has when this finding is mended and nothing else; null where there is none. `word` is one that no
    dictionary knows; "" in a finding about anything else.
    """
    track = worked_on(request, pk, "recording", "profile")
    sent = asked.body(request)
    cues, about = asked.cues(sent.get("cues")), asked.names(sent.get("about")) or set()
    found = finding.find(track, cues, access.viewer(request))
    return JsonResponse({"findings": [_told(each, cues) for each in found if cues[each.cue].uuid in about]})


def _told(found: Finding, cues: Sequence[AskedCue]) -> Json:
    return {
        "cue": cues[found.cue].uuid,
        "code": found.code,
        "severity": found.severity,
        "name": str(explaining.RULE_NAMES[found.code]),
        "sentence": explaining.sentence(found),
        "repair": _repair(found, cues),
        "word": explaining.word_of(found),
    }


def _repair(found: Finding, cues: Sequence[AskedCue]) -> Json | None:
    cue, mended = cues[found.cue], rules.repair(cues, [found]).get(found.cue)
    if mended is None:
        return None
    if mended.payload != cue.payload:
        return {"text": mended.payload}
    return {"times": [mended.start_ms, mended.end_ms]} if mended.end_ms != cue.end_ms else None
