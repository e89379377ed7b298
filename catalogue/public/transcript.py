"""What is said in a recording, to be read beside the player."""

from typing import Any

from subtitles.models import Cue, Track

READ_BESIDE_IT = (Track.Kind.SUBTITLES, Track.Kind.CAPTIONS, Track.Kind.TRANSCRIPT)


def transcript(tracks: list[Track]) -> list[dict[str, Any]]:
    """The context of `components/transcript.html`, for tracks that the gate let through."""
    read = [track for track in tracks if track.kind in READ_BESIDE_IT]
    cues: dict[int | None, list[dict[str, Any]]] = {track.published_revision_id: [] for track in read}
    rows = Cue.objects.filter(revision__in=cues).order_by("start_ms", "-end_ms", "position")
    for cue in rows:
        text = cue.text
        cues[cue.revision_id].append(
            {
                "uuid": cue.uuid,
                "start_ms": cue.start_ms,
                "end_ms": cue.end_ms,
                "text": text,
                "lines": text.split("\n"),
            }
        )
    return [
        {
            "track": {"uuid": track.uuid, "lang": track.language, "dir": track.dir, "label": track.name},
            "cues": cues[track.published_revision_id],
        }
        for track in read
        if cues[track.published_revision_id]
    ]
