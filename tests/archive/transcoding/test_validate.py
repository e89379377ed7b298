from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import translation

from archive.examine.media_info import AudioInfo, MediaInfo, VideoInfo
from archive.transcoding.parts import Part
from archive.transcoding.progress import StreamRead
from archive.transcoding.rungs import Rung
from archive.transcoding.validate import Outcome, Verdict, check
from archive.wording import is_known

pytestmark = pytest.mark.usefixtures("english")

INFO = MediaInfo(
    "video", 60_000, "mov", "video/mp4", VideoInfo(0, "h264", 640, 360, "25/1"), AudioInfo(1, "aac", 2, 48000)
)
FILM = Part(Path("film.mp4"), INFO)
TOP = Rung("v360", "avc1.64001e", 900_000, 800_000, 60_000, 1500, width=640, height=360)
LOW = replace(TOP, name="v240", width=426, height=240)
SOUND = Rung("a128", "mp4a.40.2", 130_000, 128_000, 60_010, 2800, channels=2)
RUNGS = [TOP, LOW, SOUND]
WHOLE = {(0, 0): StreamRead(1500, 1500, 0), (0, 1): StreamRead(2800, 2800, 0)}


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def failed(verdict: Verdict) -> bool:
    return verdict.outcome is Outcome.FAILED and is_known(verdict.said.code)


def told(verdict: Verdict) -> str:
    assert verdict.outcome is Outcome.WARNING
    return str(verdict.said)


def test_what_came_out_whole_is_fine() -> None:
    assert check([FILM], RUNGS, WHOLE) == Verdict(Outcome.OK)


def test_a_file_that_ends_too_early_is_warned_about() -> None:
    short = [replace(rung, duration_ms=31_500) for rung in RUNGS]
    message = "The file ends too early: 0:00:31.5 of 0:01:00.0 could be read."
    assert told(check([FILM], short, WHOLE)) == message


def test_lost_frames_and_lost_sound_are_counted() -> None:
    read = {(0, 0): StreamRead(1500, 1350, 150), (0, 1): StreamRead(2800, 2700, 100)}
    message = (
        "The picture is damaged: frames that could not be read: 150 of 1500. "
        "The sound is damaged: about 4 percent of it could not be read."
    )
    assert told(check([FILM], RUNGS, read)) == message


def test_a_damaged_packet_at_the_edge_of_the_sound_is_not_worth_a_warning() -> None:
    assert check([FILM], RUNGS, {**WHOLE, (0, 1): StreamRead(2800, 2799, 1)}) == Verdict(Outcome.OK)


def test_what_is_joined_is_as_long_as_its_parts_and_as_damaged() -> None:
    half = replace(FILM, in_ms=10_000, out_ms=40_000)
    read = {**WHOLE, (1, 0): StreamRead(750, 740, 10), (1, 1): StreamRead(1400, 1400, 0)}
    message = "The picture is damaged: frames that could not be read: 10 of 2250."
    joined = [replace(rung, duration_ms=90_000) for rung in RUNGS]
    assert told(check([FILM, half], joined, read)) == message
    short = "The file ends too early: 0:01:00.0 of 0:01:30.0 could be read."
    assert told(check([FILM, half], RUNGS, WHOLE)) == short


@pytest.mark.parametrize(
    "rungs",
    [
        [],
        [TOP, replace(LOW, samples=1499), SOUND],
        [TOP, replace(LOW, duration_ms=58_000), SOUND],
        [replace(TOP, samples=0), replace(LOW, samples=0), SOUND],
        [replace(TOP, first_shown=1024), replace(LOW, first_shown=1024), SOUND],
        [replace(rung, duration_ms=2_000) for rung in RUNGS],
    ],
)
def test_renditions_that_disagree_or_hold_next_to_nothing_are_not_published(rungs: list[Rung]) -> None:
    assert failed(check([FILM], rungs, WHOLE))
