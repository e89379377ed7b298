from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from subtitles.shaping.gaps import Pace
from subtitles.shaping.snapping import nearest, snap_to_shots, snap_to_speech
from subtitles.webvtt import Cue
from tests.subtitles.shaping.timed import cue, times, tracks

PACE = Pace(gap_ms=80, least_ms=1000)


def test_a_cue_begins_at_the_cut_and_ends_before_the_next() -> None:
    assert times(snap_to_shots([cue(1200, 3900)], [1000, 4000], PACE)) == [(1000, 3920)]


def test_a_cut_far_away_is_none_of_its_business() -> None:
    assert times(snap_to_shots([cue(1200, 3900)], [400, 6000], PACE)) == [(1200, 3900)]


def test_a_cue_does_not_run_into_its_neighbour() -> None:
    cues = [cue(0, 1150), cue(1200, 3900)]
    assert times(snap_to_shots(cues, [1000], PACE)) == [(0, 1150), (1200, 3900)]


def test_a_cue_begins_and_ends_with_the_voice() -> None:
    assert times(snap_to_speech([cue(1200, 3900)], [(1000, 3700), (9000, 9900)], PACE)) == [(1000, 3700)]


def test_a_cue_stays_long_enough_to_be_seen() -> None:
    assert times(snap_to_speech([cue(1000, 2000)], [(1300, 1800)], PACE)) == [(1000, 2000)]


def test_the_earlier_of_two_moments_that_are_as_near() -> None:
    assert nearest([100, 300], 200, 100) == 100
    assert nearest([100, 300], 200, 99) is None


@given(tracks(), st.lists(st.integers(0, 25_000), max_size=20))
def test_none_is_lost_or_turned_and_no_overlap_grows(cues: list[Cue], moments: list[int]) -> None:
    shots = sorted(moments)
    made = snap_to_shots(cues, shots, PACE)
    assert [each.identifier for each in made] == [each.identifier for each in cues]
    assert all(0 <= each.start_ms <= each.end_ms for each in made)
    order = sorted(range(len(cues)), key=lambda index: cues[index].start_ms)
    for first, second in pairwise(order):
        overlap_ms = cues[first].end_ms - cues[second].start_ms
        assert made[first].end_ms - made[second].start_ms <= max(0, overlap_ms)
