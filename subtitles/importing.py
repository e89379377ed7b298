"""Take a subtitle file in as a new revision of a track. Nothing that was saved before is touched."""

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import User
from django.db import transaction

from archive import events
from archive.filenames import display_name
from archive.models import Event, Recording
from subtitles import identity, provenance, webvtt
from subtitles.exceptions import SubtitlesError
from subtitles.formats import Reading, format_for
from subtitles.models import Cue, Origin, Revision, Track
from subtitles.webvtt import Dropped

TOOL_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Imported:
    """The new revision, its track, its cues in the order of the file, and every line that was not taken in."""

    track: Track
    revision: Revision
    cues: list[Cue]
    dropped: list[Dropped]


def import_track(
    recording: Recording,
    data: bytes,
    file_name: str,
    language: str,
    *,
    by: User | None = None,
    kind: str = Track.Kind.SUBTITLES,
    origin: str = Origin.IMPORTED,
    tool: str = "",
    track: Track | None = None,
    note: str = "",
) -> Imported:
    """Read a file's bytes into a new revision of `track`, or of the recording's track in this language and kind.

    A track that does not exist is made. What a machine made goes to a machine's track and never to one of people's,
    unless `track` names it; either way the revision says who made it (`origin`) and with what (`tool`). `language` is a
    BCP 47 tag of `archive.languages`. Nothing is published.
    Raises UnsupportedFormat and UnreadableSubtitles; then nothing is saved but the event that says so.
    """
    if track and track.recording_id != recording.pk:
        raise ValueError("The track belongs to another recording.")
    file_name = display_name(file_name)
    try:
        form = format_for(file_name)
        reading = form.read(data, track.language if track else language)
    except SubtitlesError as error:
        record = partial(events.record, agent=by, name=file_name)
        record(Event.Kind.VALIDATION, recording, f"subtitles.{error.code}", Event.Outcome.FAIL)
        raise
    with transaction.atomic():
        # The recording's row is the lock: two imports at once become two revisions of one track.
        Recording.objects.select_for_update().get(pk=recording.pk)
        track = _locked(track or _track(recording, language, kind, by_machine=origin == Origin.MACHINE))
        about = {"origin": origin, "tool": tool[:TOOL_LENGTH], "created_by": by, "note": note}
        revision, cues = _save(track, reading, source=form.name, file_name=file_name, **about)
        provenance.follow(track)
        outcome = Event.Outcome.WARNING if reading.dropped else Event.Outcome.SUCCESS
        counts = {"revision": revision.number, "cues": len(cues), "dropped": len(reading.dropped)}
        code = "track.imported_by_machine" if origin == Origin.MACHINE else "track.imported"
        made = {"origin": str(origin), "tool": revision.tool or "–"}
        events.record(Event.Kind.INGESTION, track, code, outcome, by, name=file_name, **counts, **made)
    return Imported(track, revision, cues, reading.dropped)


def _track(recording: Recording, language: str, kind: str, *, by_machine: bool) -> Track:
    about = {"language": language, "kind": kind, "by_machine": by_machine}
    found: Track | None = recording.tracks.filter(**about).order_by("label", "pk").first()
    return found or Track.objects.create(recording=recording, **about)


def _locked(track: Track) -> Track:
    """So that nobody publishes between our look at what is published and our word about it."""
    locked: Track = Track.objects.select_for_update().get(pk=track.pk)
    return locked


def _save(track: Track, reading: Reading, **about: Any) -> tuple[Revision, list[Cue]]:
    """Write the next revision. `about` says what it was read from, by whom and why."""
    latest = track.revisions.first()
    revision = Revision.objects.create(
        track=track,
        number=latest.number + 1 if latest else 1,
        encoding=reading.encoding,
        header=reading.document.header,
        blocks=_blocks(reading.document),
        report=[{"line": part.line, "reason": str(part.reason), "text": part.text} for part in reading.dropped],
        **about,
    )
    track.saved_at = revision.created_at
    Track.objects.filter(pk=track.pk).note_saved(track.saved_at)
    cues = _cues(revision, reading.document.cues, list(latest.cues.all()) if latest else [])
    Cue.objects.bulk_create(cues, batch_size=500)
    return revision, cues


def _cues(revision: Revision, read: list[webvtt.Cue], before: list[Cue]) -> list[Cue]:
    """Rows for the cues that were read, under the names they had in the revision before."""
    names = [None if index is None else before[index].uuid for index in identity.carry(before, read)]
    return [
        Cue(
            revision=revision,
            uuid=name or uuid4(),
            position=position,
            start_ms=cue.start_ms,
            end_ms=cue.end_ms,
            identifier=cue.identifier,
            settings=cue.settings,
            payload=cue.payload,
        )
        for position, (name, cue) in enumerate(zip(names, read, strict=True))
    ]


def _blocks(document: webvtt.Document) -> list[dict[str, str | int]]:
    """The blocks that are no cues, each with the position of the cue it stands in front of."""
    blocks: list[dict[str, str | int]] = []
    before = 0
    for block in document.blocks:
        if isinstance(block, webvtt.Cue):
            before += 1
        else:
            blocks.append({"kind": block.kind, "text": block.text, "before": before})
    return blocks
