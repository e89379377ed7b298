"""What is common to all that makes cues from a recording's sound: the revision says that a machine made it."""

from collections.abc import Sequence

from subtitles import importing, webvtt
from subtitles.exporting import UNCHECKED
from subtitles.models import Origin, Revision
from subtitles.models.asked import Asked


def save(asked: Asked, cues: Sequence[webvtt.Cue], file_name: str, tool: str, note: str = "") -> Revision:
    """Write the cues, with the times of their words, as the revision that was asked for. Hold the job's lease."""
    document = webvtt.Document(blocks=[UNCHECKED, *cues])
    return importing.import_track(
        asked.recording,
        webvtt.write(document).encode(),
        file_name,
        asked.language,
        by=asked.created_by,
        kind=asked.kind,
        origin=Origin.MACHINE,
        tool=tool,
        track=asked.track,
        note=note,
        spoken=[cue.words for cue in cues],
    ).revision
