"""Paste the manuscript, get the cues: a text without times becomes a revision, with times from the recording's sound.

The text is a person's and the times are a machine's, so the revision says that a machine made it until somebody has
looked it through. Nothing that was saved before is touched.
"""

from dataclasses import asdict
from pathlib import Path
from typing import cast

import numpy as np
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from archive.derivatives import speech
from archive.exceptions import JobFailed
from archive.jobs import lease, plan
from archive.jobs.kinds import Report, register
from archive.listening import speaking
from archive.listening.job import hear
from archive.listening.sound import RAW
from archive.models import Job, Recording
from archive.transcoding.run import attempt_directory
from archive.wording import NOTHING, Said
from subtitles import from_sound
from subtitles.models import Manuscript, Track
from subtitles.shaping.align.cueing import cues_of
from subtitles.shaping.align.judging import Flag
from subtitles.shaping.align.placing import Alignment, Sound, align
from subtitles.shaping.align.sentences import Sentence, sentences
from subtitles.shaping.align.voices import Utterance

KIND = "align_text"
TOOL = "espeak-ng"
HEARD, SAID = 450, 550  # per mille of the work that is done when the recording was heard, and the text said


def ask(
    recording: Recording,
    text: str,
    language: str,
    *,
    by: User | None = None,
    kind: str = Track.Kind.SUBTITLES,
    track: Track | None = None,
    file_name: str = "",
) -> tuple[Manuscript, Job]:
    """Keep the manuscript, and plan the work of laying it along the recording.

    Its cues become a revision of `track`, or of the machine's track of this language and kind. Raises JobFailed for a
    text without a sentence, and for a language that no voice speaks.
    """
    if track and track.recording_id != recording.pk:
        raise ValueError("The track belongs to another recording.")
    speaking.voice_of(language)
    if len(text) > speaking.MOST_CHARACTERS:
        raise JobFailed(Said("listening.too_much"))
    if not sentences(text, language):
        raise JobFailed(Said("align.no_text"))
    with transaction.atomic():
        manuscript = Manuscript.objects.create(
            recording=recording,
            track=track,
            language=language,
            kind=kind,
            text=text,
            file_name=file_name,
            created_by=by,
        )
        return manuscript, plan.plan(KIND, manuscript, by)


@register(KIND, _("Laying a manuscript along a recording"), targets=["subtitles.Manuscript"])
def align_text(job: Job, report: Report) -> Said:
    """Make the cues of `job.target`, a Manuscript. Returns how many things are to be looked at. Raises JobFailed."""
    manuscript = cast(Manuscript, job.target)
    if manuscript.revision_id is None:
        with attempt_directory(job) as directory:
            alignment = _align(manuscript, directory, report)
        report(990, gettext_noop("Saving the cues"))
        _save(job, manuscript, alignment)
    count = len(manuscript.findings)
    return Said("align.look", {"count": count}) if count else NOTHING


def _align(manuscript: Manuscript, directory: Path, report: Report) -> Alignment:
    lists = hear(manuscript.recording, directory, report, HEARD)
    if not lists.speech:
        raise JobFailed(Said("listening.no_speech"))
    parts = sentences(manuscript.text, manuscript.language)

    def should_stop() -> bool:
        report(HEARD, gettext_noop("Saying the text"))
        return False

    should_stop()
    said = speaking.say([part.text for part in parts], manuscript.language, directory, should_stop)
    utterances = [Utterance(each.samples, each.words) for each in said.sentences]
    samples = np.memmap(directory / RAW, np.int16, mode="r")
    sound = Sound(samples, speech.SAMPLE_RATE, lists.speech)

    def watch(done: float) -> None:
        report(SAID + round(done * (980 - SAID)), gettext_noop("Comparing the voices"))

    watch(0)
    return align(parts, utterances, said.rate, sound, watch)


def _save(job: Job, manuscript: Manuscript, alignment: Alignment) -> None:
    """Write the revision and what is to be looked at, or nothing. Raises LeaseLost, and JobFailed for no cue at all."""
    cues = cues_of(alignment.placed, manuscript.language)
    if not cues:
        raise JobFailed(Said("align.nothing_heard"))
    with lease.hold(job):
        manuscript.revision = from_sound.save(manuscript, cues, "manuscript.vtt", TOOL, manuscript.file_name)
        manuscript.findings = findings(alignment)
        manuscript.save(update_fields=["revision", "findings"])


def findings(alignment: Alignment) -> list[dict[str, object]]:
    """What a person should look at, in the order of time."""
    flagged = [
        _finding(each.flag, each.sentence, each.start_ms, each.end_ms, each.sure)
        for each in alignment.placed
        if each.flag is not Flag.NONE
    ]
    unsaid = [_finding(Flag.INSERTED, Sentence(""), start, end, 0.0) for start, end in alignment.inserted]
    return sorted([*flagged, *unsaid], key=lambda finding: cast(int, finding["start_ms"]))


def _finding(flag: Flag, sentence: Sentence, start_ms: int, end_ms: int, sure: float) -> dict[str, object]:
    about = {key: value for key, value in asdict(sentence).items() if key in ("text", "line")}
    return {"flag": str(flag), **about, "start_ms": start_ms, "end_ms": end_ms, "sure": sure}
