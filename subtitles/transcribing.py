"""What is said in a recording, written down by a recogniser: its cues become a revision that says a machine made it.

The recording is heard in pieces. What a piece came to is kept as soon as it is known, so that an attempt after a crash,
or after a server's bad hour, goes on where the one before ended. Nothing that was saved before is touched.
"""

import hashlib
from dataclasses import astuple, replace
from pathlib import Path
from typing import TypedDict, cast

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from archive import access
from archive.access import Layer
from archive.exceptions import JobFailed
from archive.jobs import lease, plan
from archive.jobs.kinds import Pool, Report, register
from archive.listening import pieces, recognisers
from archive.listening.job import hear
from archive.listening.pieces import Piece
from archive.listening.recognisers import Heard, Recogniser
from archive.listening.sound import RAW
from archive.models import Assembly, Job, Recording
from archive.transcoding.run import attempt_directory
from archive.wording import NOTHING, Said
from subtitles import formats, from_sound, webvtt, wordtimes
from subtitles.exceptions import SubtitlesError
from subtitles.models import Track, Transcription
from subtitles.reasons import Refusal
from subtitles.shaping.gaps import DEFAULT, keep_apart, lengthen
from subtitles.shaping.linebreaks import break_lines
from subtitles.shaping.retiming import shift

KIND = "transcribe"
LISTENED, HEARD = 150, 980  # per mille of the work that is done when speech was found, and when all pieces were heard


class Known(TypedDict):
    """What a piece came to; see `Transcription.heard`."""

    of: str
    from_ms: int
    to_ms: int
    cues: list[tuple[int, int, str, list[tuple[str, int, int, float | None]]]]


def ask(
    recording: Recording,
    language: str,
    recogniser: str,
    *,
    by: User | None = None,
    kind: str = Track.Kind.SUBTITLES,
    track: Track | None = None,
) -> tuple[Transcription, Job]:
    """Plan that a recogniser, by its name, hears the recording. What waits or runs is answered with its job, and what
    was called off or failed goes on where it ended.

    Its cues become a revision of `track`, or of the machine's track of this language and kind. Raises JobFailed where
    the settings name no such recogniser, and where nothing of the recording can be heard.
    """
    if track and track.recording_id != recording.pk:
        raise ValueError("The track belongs to another recording.")
    recognisers.named(recogniser)
    if recording.assembly_id is None:
        raise JobFailed(Said("listening.nothing"))
    about = {"recording": recording, "language": language, "kind": kind, "track": track, "recogniser": recogniser}
    with transaction.atomic():
        Recording.objects.select_for_update().get(pk=recording.pk)
        unfinished = Transcription.objects.filter(revision=None, **about).first()
        asked = unfinished or Transcription.objects.create(created_by=by, **about)
        return asked, plan.plan(KIND, asked, by)


@register(KIND, _("Writing down what is said"), pool=Pool.HEAVY, targets=["subtitles.Transcription"])
def transcribe(job: Job, report: Report) -> Said:
    """Make the cues of `job.target`, a Transcription. Raises JobFailed."""
    asked = cast(Transcription, job.target)
    if asked.revision_id is None:
        recogniser = recognisers.named(asked.recogniser)
        with attempt_directory(job) as directory:
            cues = _heard(job, asked, recogniser, directory, report)
        report(HEARD, gettext_noop("Saving the cues"))
        _save(job, asked, recogniser, _shaped(cues, asked.language))
    return NOTHING


def _heard(job: Job, asked: Transcription, recogniser: Recogniser, directory: Path, report: Report) -> list[webvtt.Cue]:
    """All cues, at the times of the recording; what earlier attempts heard is not asked again."""
    lists = hear(asked.recording, directory, report, LISTENED)
    if not lists.speech:
        raise JobFailed(Said("listening.no_speech"))
    of = _identity(asked.recording, recogniser)
    length_ms = (directory / RAW).stat().st_size // pieces.BYTES_A_MS
    cues: list[webvtt.Cue] = []
    parts = pieces.divide(lists.speech, length_ms)
    for number, piece in enumerate(parts):
        done = LISTENED + (HEARD - LISTENED) * number // len(parts)

        def watch(done: int = done) -> None:
            report(done, gettext_noop("Writing down what is said"))

        watch()
        known = _known(asked, of, piece)
        if known is None:
            _refuse_closed(asked)
            sound = directory / "piece.wav"
            pieces.write(directory / RAW, piece, sound)
            cues_of_it = shift(read(recogniser.hear(sound, asked.language, watch), asked.language), piece.start_ms)
            known = _as_known(of, piece, cues_of_it)
            with lease.hold(job):
                asked.heard = [*asked.heard, known]
                asked.save(update_fields=["heard"])
        cues += [
            webvtt.Cue("", start_ms, end_ms, "", payload, words=tuple(webvtt.Word(*word) for word in words))
            for start_ms, end_ms, payload, words in known["cues"]
        ]
    return cues


def _refuse_closed(asked: Transcription) -> None:
    """Nobody has a recording heard that she may not hear, also when it was closed since she asked. Raises JobFailed.

    Where nobody is named it was asked on the command line, by whoever runs the server.
    """
    if asked.created_by is None:
        return
    heard = Recording.objects.visible_to(access.viewer_of(asked.created_by), layer=Layer.SOUND)
    if not heard.filter(pk=asked.recording_id).exists():
        raise JobFailed(Said("recogniser.closed"))


def _identity(recording: Recording, recogniser: Recogniser) -> str:
    streamed = cast(Assembly, recording.assembly).identity
    return hashlib.sha256(f"{streamed} {recogniser.identity}".encode()).hexdigest()


def _known(asked: Transcription, of: str, piece: Piece) -> Known | None:
    which = (of, piece.start_ms, piece.end_ms)
    return next((each for each in asked.heard if (each["of"], each["from_ms"], each["to_ms"]) == which), None)


def _as_known(of: str, piece: Piece, cues: list[webvtt.Cue]) -> Known:
    return {
        "of": of,
        "from_ms": piece.start_ms,
        "to_ms": piece.end_ms,
        "cues": [(cue.start_ms, cue.end_ms, cue.payload, [astuple(word) for word in cue.words]) for cue in cues],
    }


def read(heard: Heard, language: str) -> list[webvtt.Cue]:
    """The cues of an answer; none where nobody was heard. Raises JobFailed for what is no timed text."""
    try:
        reading = formats.read(heard.data, heard.file_name, language)
    except SubtitlesError as error:
        if error.code == Refusal.NO_CUE:
            return []
        raise JobFailed(Said("recogniser.unreadable", {"why": error.code})) from error
    return [cue for cue in reading.document.cues if cue.payload.strip()]


def _shaped(cues: list[webvtt.Cue], language: str) -> list[webvtt.Cue]:
    """In the order of time, with their lines broken, long enough to be read and none in the other's time."""
    broken = [
        replace(
            cue,
            payload=break_lines(cue.payload, language).payload,
            words=wordtimes.fitted(cue.words, cue.payload),
        )
        for cue in sorted(cues, key=lambda cue: (cue.start_ms, cue.end_ms))
    ]
    return keep_apart(lengthen(broken, DEFAULT), DEFAULT)


def _save(job: Job, asked: Transcription, recogniser: Recogniser, cues: list[webvtt.Cue]) -> None:
    """Write the revision, or nothing. Raises LeaseLost, and JobFailed where nobody was heard."""
    if not cues:
        raise JobFailed(Said("recogniser.nothing"))
    with lease.hold(job):
        asked.revision, asked.heard = from_sound.save(asked, cues, "transcript.vtt", recogniser.tool), []
        asked.save(update_fields=["revision", "heard"])
