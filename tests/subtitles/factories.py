import io
from typing import Any

import docx
import factory
from factory.django import DjangoModelFactory

from archive.models import Recording
from subtitles import importing, publishing
from subtitles.importing import Imported
from subtitles.models import Track
from tests.archive.factories import RecordingFactory, RestrictionFactory

TIMES = "00:00:0{0}.000 --> 00:00:0{0}.900"


class TrackFactory(DjangoModelFactory):
    """A track that nobody has imported anything into."""

    class Meta:
        model = Track

    recording = factory.SubFactory(RecordingFactory)
    language = "sv"


def vtt(*texts: str) -> bytes:
    """A WebVTT file with a cue of 0.9 s each second; at most nine."""
    cues = [f"{TIMES.format(second)}\n{text}\n" for second, text in enumerate(texts, start=1)]
    return "\n".join(["WEBVTT\n", *cues]).encode()


def public_recording(**fields: Any) -> Recording:
    """A recording that a public work vouches for."""
    return RestrictionFactory(
        recording__duration_ms=60_000, **{f"recording__{key}": fields[key] for key in fields}
    ).recording


def imported(recording: Recording | None = None, *texts: str, language: str = "sv", **fields: Any) -> Imported:
    recording = recording or public_recording()
    return importing.import_track(recording, vtt(*texts or ("Frihet",)), "film.vtt", language, **fields)


def published(recording: Recording | None = None, *texts: str, language: str = "sv", **fields: Any) -> Imported:
    done = imported(recording, *texts, language=language, **fields)
    publishing.publish(done.revision, despite="It is for a test.")
    return done


def reworded(data: bytes, **rows: str) -> bytes:
    """A sheet for proof-reading as Word saves it with other texts in these rows (row1, row2 …)."""
    opened = docx.Document(io.BytesIO(data))
    for row, text in rows.items():
        opened.tables[0].cell(int(row.removeprefix("row")), 3).text = text
    saved = io.BytesIO()
    opened.save(saved)
    return saved.getvalue()
