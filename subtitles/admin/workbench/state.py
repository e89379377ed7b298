"""What a window of the workbench begins with: the track as it stands, its source beside it, and what plays."""

from dataclasses import asdict

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from archive import access
from archive.access import Viewer
from archive.admin.gate import member
from archive.languages import Tagged
from archive.listening import kept
from archive.streaming import player
from subtitles import changes, reviewing, speaking, workbench
from subtitles.admin.reach import sees_drafts, worked_on
from subtitles.admin.workbench import asked
from subtitles.admin.workbench.answers import in_json
from subtitles.flow import looking
from subtitles.models import Track
from subtitles.workbench import beside, links
from subtitles.workbench.rows import name_of
from subtitles.workbench.standing import last_number

Json = dict[str, object]


@require_GET
@in_json
def state(request: HttpRequest, pk: int) -> JsonResponse:
    track = worked_on(request, pk, "recording", "profile")
    viewer, user = access.viewer(request), member(request)
    looking.note(track, viewer, user)
    at = asked.moment(request, "at")
    stands, rules = workbench.state_at(track, at), reviewing.rules_of(track)
    source = _source(request, track)
    if source and at is None:
        links.begin(track, stands, *source)
    return JsonResponse(
        {
            "track": _about(track),
            "me": name_of(user),
            "number": stands["number"],
            "state": stands,
            "past": None if at is None else _past(track, at),
            "source": {"track": _about(source[0]), **source[1]} if source else None,
            "pairs": links.all_of(track, source[0]) if source else {},
            "media": _media(track, viewer),
            "speakers": _speakers(track, viewer),
            "numbers": asdict(rules.of(track.language)),
            "severities": dict(rules.severities),
            "comments": beside.comments(track, stands),
            "conflicts": beside.conflicts(track, user),
        }
    )


def _past(track: Track, number: int) -> Json:
    """Of a moment that one looks back to: who had just written and when; `newest` is how far the track is by now."""
    row = track.changes.filter(number=number).select_related("by").first()
    return {
        "by": name_of(row.by) if row else "",
        "at": row.at.isoformat() if row else None,
        "newest": last_number(track),
    }


def _about(track: Track) -> Json:
    return {
        "pk": track.pk,
        "title": str(track),
        "language": track.language,
        "dir": track.dir,
        "kind": track.kind,
    }


def _source(request: HttpRequest, track: Track) -> tuple[Track, changes.State] | None:
    """What the track is translated from, as it is being written, where she may see that."""
    source = reviewing.source_of(track, access.viewer(request))
    return (source, workbench.state_at(source)) if source and sees_drafts(request, source) else None


def _speakers(track: Track, viewer: Viewer) -> list[Json]:
    """Who is heard, by the labels that stand in the text, and what readers meet in their place. A name that they do not
    meet is nowhere told."""
    return [
        {"label": voice.label, "shown": voice.shown, "guarded": voice.is_guarded}
        for voice in speaking.voices_of(track, viewer)
    ]


def _media(track: Track, viewer: Viewer) -> Json:
    """What of the recording plays for her; nothing of what is closed to her."""
    recording = track.recording
    plays = player.player(recording, viewer, Tagged.of(str(recording), recording.language or track.language))
    sees = plays is not None and plays.kind == "video"
    heard = kept.read(recording) if plays else None
    return {
        "playlist": plays.src if plays else "",
        "kind": plays.kind if plays else "audio",
        "waveform": (plays.peaks or None) if plays else None,
        "duration": recording.duration_ms or 0,
        "fps": reviewing.frame_rate(recording) if sees else None,
        "shots": heard.shots if heard and sees else [],
        "speech": heard.speech if heard else [],
    }
