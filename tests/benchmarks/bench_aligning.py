"""How near to the truth a text without times is laid, where another voice says it, and what that costs."""

import resource
import tempfile
import time
from pathlib import Path

import numpy as np

from archive.derivatives import speech
from archive.listening import speaking
from subtitles.shaping.align.judging import Flag
from subtitles.shaping.align.placing import Alignment, Sound, align
from subtitles.shaping.align.sentences import Sentence
from subtitles.shaping.align.voices import Utterance
from tests.archive.listening import voices
from tests.archive.listening.voices import Recorded
from tests.subtitles.shaping import corpus

MUSIC = 400
TIMES = {"sv": 4, "en": 1, "fa": 1}  # so often the whole corpus is said: in Swedish for more than an hour


def rows() -> list[tuple[str, str, str]]:
    """(what, processor seconds for each second of the recording, note)."""
    return [_row(language, times) for language, times in TIMES.items()]


def _row(language: str, times: int) -> tuple[str, str, str]:
    lines = [cue.replace("\n", " ") for cue in corpus.cues(language)] * times
    recorded = voices.record(lines, language, music=MUSIC)
    seconds = len(recorded.samples) / voices.RATE
    started = time.process_time()
    alignment = _aligned(lines, language, recorded)
    spent = time.process_time() - started
    off = _off(alignment, recorded)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    flagged = sum(each.flag is not Flag.NONE for each in alignment.placed)
    note = (
        f"{len(lines)} sentences, {seconds / 60:.0f} min: median {np.median(off):.0f} ms, "
        f"95 % {np.percentile(off, 95):.0f}, worst {max(off)}; {flagged} flagged; {spent:.0f} s, {memory} MB"
    )
    return f"Manuscript laid along, {language}: to the recording's length", f"{spent / seconds:.3f}", note


def _aligned(lines: list[str], language: str, recorded: Recorded) -> Alignment:
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "sound.s16"
        recorded.samples.tofile(raw)
        voice = speaking.say(lines, language, Path(folder))
        utterances = [Utterance(each.samples, each.words) for each in voice.sentences]
        sound = Sound(np.memmap(raw, np.int16, mode="r"), voices.RATE, speech.spans(raw))
        return align([Sentence(line) for line in lines], utterances, voice.rate, sound)


def _off(alignment: Alignment, recorded: Recorded) -> list[int]:
    pairs = zip(alignment.placed, recorded.times, strict=True)
    return [abs(each.start_ms - start) for each, (start, _) in pairs if each.flag is not Flag.MISSING]
