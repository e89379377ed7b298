"""Taking in and publishing a track of twenty thousand cues, with its place in the index, against reading the file."""

import time
from collections.abc import Callable, Iterable

from archive.models import Recording
from search.engines.chosen import engine
from search.index import build
from subtitles import importing, publishing
from subtitles.formats import FORMATS
from tests.archive.factories import RecordingFactory
from tests.benchmarks.archives import SAID
from tests.benchmarks.timing import fastest
from tests.catalogue.factories import DocumentaryFactory

CUES = 20_000


def rows() -> Iterable[tuple[str, str, str]]:
    """(what, seconds divided by seconds of reading, note)."""
    recording = RecordingFactory(language="en", duration_ms=CUES * 3000)
    DocumentaryFactory(recordings=[recording])
    build.rebuild()
    for language in ("en", "sv", "fa"):
        yield from _taken_in(recording, language)


def _taken_in(recording: Recording, language: str) -> Iterable[tuple[str, str, str]]:
    """English first, so that the others are checked and published beside it."""
    data = sample(language)
    read_s = fastest(lambda: FORMATS["srt"].read(data, language))
    made: list[importing.Imported] = []
    steps: dict[str, Callable[[], object]] = {
        "taken in": lambda: made.append(importing.import_track(recording, data, "film.srt", language)),
        "published and findable": lambda: publishing.publish(made[-1].revision, despite="Measured."),
        "taken in again, reworded": lambda: made.append(
            importing.import_track(recording, sample(language, "!"), "film.srt", language)
        ),
        "published again": lambda: publishing.publish(made[-1].revision, despite="Measured."),
    }
    for what, step in steps.items():
        seconds = once(step)
        yield f"{CUES:,} cues, {language}: {what}", f"{seconds / read_s:.1f}", f"{seconds:.2f} CPU s"
    assert len(made[-1].cues) == CUES
    assert sum(1 for _ in engine().versions())


def once(step: Callable[[], object]) -> float:
    started = time.process_time()
    step()
    return time.process_time() - started


def sample(language: str, end: str = "") -> bytes:
    said = SAID[language].split()
    return "".join(_cue(number, said, end if number % 10 == 0 else "") for number in range(CUES)).encode()


def _cue(number: int, said: list[str], end: str) -> str:
    words = [said[(number * 7 + at * 3) % len(said)] for at in range(10)]
    minutes, seconds = divmod(number * 3, 60)
    times = f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    return f"{number + 1}\n{times},000 --> {times},900\n{' '.join(words[:5])}\n{' '.join(words[5:])} {number}{end}\n\n"
