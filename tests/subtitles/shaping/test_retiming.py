from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subtitles.shaping.retiming import FRAME_RATES, change_rate, shift, stretch, sync
from subtitles.webvtt import Cue, Word
from tests.subtitles.shaping.timed import cue, times, tracks


def test_shift_moves_cues_and_their_words() -> None:
    moved = shift([cue(1000, 2000, "ord", Word("ord", 1100, 1900))], -500)
    assert moved == [cue(500, 1500, "ord", Word("ord", 600, 1400))]


def test_what_would_begin_before_the_recording_begins_with_it() -> None:
    assert times(shift([cue(1000, 2000), cue(3000, 4000)], -1500)) == [(0, 500), (1500, 2500)]


def test_a_film_of_24_frames_is_over_sooner_at_25() -> None:
    assert times(change_rate([cue(60_000, 61_000)], FRAME_RATES["24"], FRAME_RATES["25"])) == [(57_600, 58_560)]


def test_there_and_back_again_is_the_same() -> None:
    cues = [cue(ms, ms + 1234) for ms in range(0, 7_200_000, 61_111)]
    there = change_rate(cues, FRAME_RATES["23.976"], FRAME_RATES["25"])
    back = change_rate(there, FRAME_RATES["25"], FRAME_RATES["23.976"])
    assert max(abs(ours.start_ms - theirs.start_ms) for ours, theirs in zip(back, cues, strict=True)) <= 1


def test_one_point_shifts() -> None:
    assert times(sync([cue(1000, 2000)], [(5000, 5300)])) == [(1300, 2300)]


def test_time_runs_evenly_between_points_and_goes_on_beyond_them() -> None:
    cues = [cue(0, 500), cue(2000, 3000), cue(6000, 8000)]
    assert times(sync(cues, [(4000, 5000), (1000, 2000), (7000, 11_000)])) == [
        (1000, 1500),
        (3000, 4000),
        (9000, 13_000),
    ]


@pytest.mark.parametrize("points", [[], [(1000, 2000), (1000, 3000)], [(1000, 3000), (2000, 2000)]])
def test_points_that_contradict_each_other_are_refused(points: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match=r"point|Points"):
        sync([cue(0, 1)], points)


@pytest.mark.parametrize("factor", [0, -1])
def test_time_is_not_turned_round(factor: int) -> None:
    with pytest.raises(ValueError, match="stretched"):
        stretch([cue(0, 1)], Fraction(factor))


POINTS = st.lists(st.tuples(st.integers(1, 9000), st.integers(1, 9000)), min_size=1, max_size=4).map(
    lambda steps: [(sum(a for a, _ in steps[: n + 1]), sum(b for _, b in steps[: n + 1])) for n in range(len(steps))]
)


@given(tracks(), POINTS)
def test_order_is_kept_and_nothing_is_lost(cues: list[Cue], points: list[tuple[int, int]]) -> None:
    made = sync(cues, points)
    assert [each.identifier for each in made] == [each.identifier for each in cues]
    assert all(0 <= each.start_ms <= each.end_ms for each in made)
    assert all(each.words[0].start_ms == each.start_ms and each.words[0].end_ms == each.end_ms for each in made)
    ranked = sorted(zip(cues, made, strict=True), key=lambda pair: pair[0].start_ms)
    starts = [theirs.start_ms for _, theirs in ranked]
    assert starts == sorted(starts)


@given(tracks(), st.integers(0, 100_000))
def test_a_shift_and_its_opposite_undo_each_other(cues: list[Cue], by_ms: int) -> None:
    assert shift(shift(cues, by_ms), -by_ms) == cues
