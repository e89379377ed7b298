"""Take a subtitle file in as a new revision of a track. Nothing that was saved before is touched."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import partial
from uuid import uuid4

from django.contrib.auth.models import User
from django.db import transaction

from archive import events
from archive.filenames import display_name
from archive.models import Event, Recording
from subtitles import effects, identity, provenance, speaking, webvtt, wordtimes, workbench
from subtitles.doubts import NOTHING_SAID, Answers
from subtitles.exceptions import SubtitlesError, UnreadableSubtitles
from subtitles.exporting import UNCHECKED
from subtitles.formats import Reading
from subtitles.formats import read as read_file
from subtitles.models import Cue, Origin, Revision, SourceFile, Track
from subtitles.reasons import Refusal
from subtitles.workbench import links, state_of

TOOL_LENGTH = 100
HEAD_BYTES = 4096  # in which a file shows what it is


@dataclass(frozen=True, slots=True)
class Imported:
    """The new revision, its track, its cues in the order of the file, and what was read: kept, mended and dropped."""

    track: Track
    revision: Revision
    cues: list[Cue]
    reading: Reading


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
    answers: Answers = NOTHING_SAID,
    decided: bool = False,
    spoken: Sequence[Sequence[webvtt.Word]] = (),
) -> Imported:
    """Read a file's bytes into a new revision of `track`, or of the recording's track in this language and kind.

    A track that does not exist is made. What a machine made goes to a machine's track and never to one of people's,
    unless `track` names it; either way the revision says who made it (`origin`) and with what (`tool`). `language` is a
    BCP 47 tag of `archive.languages`. `answers` are what a person said to the guesses about the file; with `decided` a
    file with an open one is refused. `spoken`: of each cue of the file its words, where more is known of them than its
    format holds. Nothing is published.
    Raises UnsupportedFormat and UnreadableSubtitles; then nothing is saved but the event that says so.
    """
    reading = read(recording, data, file_name, track.language if track else language, by=by, answers=answers)
    if decided and reading.open_guesses:
        raise UnreadableSubtitles(Refusal.OPEN_GUESSES)
    _put_words(reading.document.cues, spoken)
    file_name = display_name(file_name)
    with transaction.atomic():
        # The recording's row is the lock: two imports at once become two revisions of one track.
        Recording.objects.select_for_update().get(pk=recording.pk)
        # So that nobody publishes between our look at what is published and our word about it.
        track = workbench.hold(track or _track(recording, language, kind, by_machine=origin == Origin.MACHINE))
        if track.recording_id != recording.pk:
            raise ValueError("The track belongs to another recording.")
        about = {"origin": origin, "tool": tool[:TOOL_LENGTH], "created_by": by, "note": note}
        revision, cues = _save(track, reading, source=reading.format, file_name=file_name, **about)
        SourceFile.keep(revision, data)
        links.begin_for(track)
        provenance.follow(track)
        outcome = Event.Outcome.WARNING if reading.dropped else Event.Outcome.SUCCESS
        counts = {"revision": revision.number, "cues": len(cues)}
        counts |= {"mended": len(reading.mended), "dropped": len(reading.dropped)}
        code = "track.imported_by_machine" if origin == Origin.MACHINE else "track.imported"
        made = {"origin": str(origin), "tool": revision.tool or "–"}
        events.record(Event.Kind.INGESTION, track, code, outcome, by, name=file_name, **counts, **made)
    return Imported(track, revision, cues, reading)


def _put_words(cues: list[webvtt.Cue], spoken: Sequence[Sequence[webvtt.Word]]) -> None:
    if len(cues) != len(spoken):  # of which cue they are is not known
        return
    for cue, words in zip(cues, spoken, strict=True):
        cue.words = tuple(words)


def read(
    recording: Recording,
    data: bytes,
    file_name: str,
    language: str,
    *,
    by: User | None = None,
    answers: Answers = NOTHING_SAID,
) -> Reading:
    """What an import of this file would take in; nothing is saved.

    Raises UnsupportedFormat and UnreadableSubtitles, and leaves an event that says so.
    """
    name = display_name(file_name)
    try:
        return read_file(data, name, language, answers, recording.duration_ms)
    except SubtitlesError as error:
        record = partial(events.record, agent=by, name=name)
        record(Event.Kind.VALIDATION, recording, f"subtitles.{error.code}", Event.Outcome.FAIL, **error.values)
        raise


def goes_to(recording: Recording, language: str, kind: str, *, by_machine: bool) -> Track | None:
    """The track to which a file comes that names none; None where there is none yet."""
    found: Track | None = (
        recording.tracks.filter(language=language, kind=kind, by_machine=by_machine).order_by("label", "pk").first()
    )
    return found


def effect_of(
    reading: Reading, recording: Recording, language: str, kind: str, *, origin: str, track: Track | None
) -> effects.Effect:
    """Of publishing a file as it was read, in `track` or in the one that it goes to."""
    spans = [(cue.start_ms, cue.end_ms) for cue in reading.document.cues]
    track = track or goes_to(recording, language, kind, by_machine=origin == Origin.MACHINE)
    return effects.of(track, recording, kind, spans, unchecked=len(spans) if origin == Origin.MACHINE else 0)


def _track(recording: Recording, language: str, kind: str, *, by_machine: bool) -> Track:
    found = goes_to(recording, language, kind, by_machine=by_machine)
    about = {"language": language, "kind": kind, "by_machine": by_machine}
    return found or Track.objects.create(recording=recording, **about)


def _save(track: Track, reading: Reading, **about: object) -> tuple[Revision, list[Cue]]:
    """Write the next revision. `about` says what it was read from, by whom and why."""
    latest = track.revisions.first()
    revision = Revision.objects.create(
        track=track,
        number=latest.number + 1 if latest else 1,
        encoding=reading.encoding,
        header=reading.document.header,
        blocks=_blocks(reading.document),
        **outcomes(reading),
        **about,
    )
    track.saved_at = revision.created_at
    Track.objects.filter(pk=track.pk).note_saved(track.saved_at)
    before = list(latest.cues.all()) if latest else []
    cues = _cues(revision, reading.document.cues, before)
    Cue.objects.bulk_create(cues, batch_size=500)
    workbench.adopt(latest, map(state_of, before), revision, map(state_of, cues), revision.created_by)
    speaking.note(track.recording_id, cues)
    return revision, cues


def outcomes(reading: Reading) -> dict[str, list[dict[str, object]]]:
    """What a revision keeps of how it was read, as its fields have it."""
    return {
        "report": [{"line": part.line, "reason": str(part.reason), "text": part.text} for part in reading.dropped],
        "mended": [
            {"line": part.line, "reason": str(part.reason), "was": part.was, "became": part.became}
            for part in reading.mended
        ],
        "guesses": [
            {"code": str(guess.code), "count": guess.count, "answer": guess.answer, "values": dict(guess.values)}
            for guess in reading.guesses
        ],
    }


def _cues(revision: Revision, read: list[webvtt.Cue], before: list[Cue]) -> list[Cue]:
    """Rows for the cues that were read, under the names they had in the revision before."""
    same = [None if index is None else before[index] for index in identity.carry(before, read)]
    return [
        Cue(
            revision=revision,
            uuid=was.uuid if was else uuid4(),
            position=position,
            start_ms=cue.start_ms,
            end_ms=cue.end_ms,
            identifier=cue.identifier,
            settings=cue.settings,
            payload=cue.payload,
            words=[astuple(word) for word in words_of(cue, was)],
            machine=_by_machine(revision, cue, was),
            confirmed=was is not None and was.confirmed,
        )
        for position, (cue, was) in enumerate(zip(read, same, strict=True))
    ]


def words_of(cue: webvtt.Cue, was: Cue | None) -> tuple[webvtt.Word, ...]:
    """What is known of the cue's words: what the file says, or else what was known of them in the revision before."""
    if cue.words or was is None:
        return wordtimes.fitted(cue.words, cue.payload)
    known = wordtimes.reworded(was.spoken(), was.payload, cue.payload)
    return wordtimes.moved(known, (was.start_ms, was.end_ms), (cue.start_ms, cue.end_ms))


def _by_machine(revision: Revision, cue: webvtt.Cue, was: Cue | None) -> bool:
    """A text that comes again, from whomever, is as much a person's as it was."""
    if was is not None and was.payload == cue.payload:
        return was.machine
    return revision.origin == Origin.MACHINE


def _blocks(document: webvtt.Document) -> list[dict[str, str | int]]:
    """The blocks that are no cues, each with the position of the cue it stands in front of.

    That nobody has checked a cue is said anew whenever it is so.
    """
    blocks: list[dict[str, str | int]] = []
    before = 0
    for block in document.blocks:
        if isinstance(block, webvtt.Cue):
            before += 1
        elif block.text != UNCHECKED.text:
            blocks.append({"kind": block.kind, "text": block.text, "before": before})
    return blocks
