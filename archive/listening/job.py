"""The job "listen": where in a recording somebody speaks, and where its picture is cut."""

from pathlib import Path
from typing import cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from archive.derivatives import speech
from archive.jobs.kinds import Report, register
from archive.listening import kept, sound
from archive.models import Assembly, Job, Recording
from archive.transcoding.parts import whole
from archive.transcoding.run import attempt_directory
from archive.wording import NOTHING, Said

KIND = "listen"
DECODED = 700  # per mille of the time that decoding takes


@register(KIND, _("Finding speech and cuts"), targets=["archive.Recording"])
def listen(job: Job, report: Report) -> Said:
    """Keep both lists of `job.target`, a Recording; lists of what it streams today stay. Raises JobFailed."""
    recording = cast(Recording, job.target)
    if kept.read(recording) is None:
        with attempt_directory(job) as directory:
            hear(recording, directory, report)
    return NOTHING


def hear(recording: Recording, directory: Path, report: Report, share: int = 1000) -> kept.Lists:
    """Decode the recording into the directory and keep its lists; its samples stay in `sound.RAW` there.

    `share`: how much of the whole work, in per mille, this is. Raises JobFailed.
    """
    with sound.opened(recording) as parts:
        length_ms = max(1, whole(parts).duration_ms)

        def decoding(per_mille: int) -> None:
            report(per_mille * DECODED * share // 1000_000, gettext_noop("Listening"))

        def finding(ms: int) -> None:
            found = min(1000, ms * 1000 // length_ms)
            report((DECODED + found * (1000 - DECODED) // 1000) * share // 1000, gettext_noop("Finding speech"))

        cuts = sound.decode(parts, directory, decoding, picture=True)
    raw = directory / sound.RAW
    spans = speech.spans(raw, finding) if raw.exists() else []
    lists = kept.Lists(spans, cuts)
    kept.write(recording, cast(Assembly, recording.assembly), lists, directory)
    return lists
