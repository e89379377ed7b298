"""What the workbench is told of earlier translations. It is asked by POST: what is said in closed recordings is written
into no server's log."""

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from archive import access
from archive.languages import direction
from subtitles import glossary
from subtitles.admin.workbench import asked
from subtitles.admin.workbench.answers import NotABatch, in_json
from subtitles.memory import answering
from subtitles.memory.likeness import pieces
from subtitles.memory.reading import Told
from subtitles.rules import Entry

MOST_LETTERS = 2000


@require_POST
@in_json
def suggestions(request: HttpRequest, pk: int) -> JsonResponse:
    """{"text": what is to be translated, "cue": whose own translation is left out} →
    {"terms": [{"term", "expected", "also", "wrong", "note"}], "marked": [[text, whether it is a term]],
    "suggestions": [{"score", "source": [[text, whether it differs]], "target", "where", "by", "url", "at"}]}"""
    track = asked.reached_track(request, pk)
    sent = asked.body(request)
    text, languages = _text(sent), (track.recording.language, track.language)
    found = answering.suggest(track, text, access.viewer(request), asked.name(sent.get("cue")))
    said = [{"score": each.score, "source": each.source, **_about(each.told)} for each in found]
    terms = glossary.between(*languages).find(text)
    marked = pieces(text, [(each.start, each.end) for each in terms])
    entries = [_said(entry) for entry in dict.fromkeys(each.entry for each in terms)]
    about = [{"language": language, "dir": direction(language)} for language in languages]
    return JsonResponse({"suggestions": said, "terms": entries, "marked": marked, "languages": about})


@require_POST
@in_json
def concordance(request: HttpRequest, pk: int) -> JsonResponse:
    """{"text": words} → {"places": [{"source": [[text, whether it was sought]], "target": the same, "where", …}]}"""
    track = asked.reached_track(request, pk)
    found = answering.places(track, _text(asked.body(request)), access.viewer(request))
    said = [{**_about(each.told), "source": each.source, "target": each.target} for each in found]
    return JsonResponse({"places": said})


def _text(sent: asked.Json) -> str:
    text = sent.get("text")
    if not isinstance(text, str) or len(text) > MOST_LETTERS:
        raise NotABatch
    return text


def _said(entry: Entry) -> dict[str, object]:
    others = [form for form in entry.right if form != entry.expected]
    return {"term": entry.term, "expected": entry.expected, "also": others, "wrong": entry.wrong, "note": entry.note}


def _about(told: Told) -> dict[str, object]:
    """`at` is the moment in milliseconds, and `url` where it is heard; both null for what came in a file."""
    url = reverse("tracks:workbench", args=[told.track]) + f"#t={(told.at_ms or 0) / 1000:g}" if told.track else None
    return {
        "target": told.target,
        "languages": [{"language": language, "dir": direction(language)} for language in told.languages],
        "where": told.where,
        "by": told.by,
        "at": told.at_ms,
        "url": url,
    }
