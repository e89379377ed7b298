from itertools import pairwise

from hypothesis import given

from subtitles.shaping.gaps import Pace, chain, keep_apart, lengthen, reading_ms
from subtitles.webvtt import Cue
from tests.subtitles.shaping.timed import cue, times, tracks

PACE = Pace(gap_ms=80, close_ms=480, least_ms=1000, most_ms=7000, cps=10)


def test_a_small_gap_is_closed_and_a_large_one_stays() -> None:
    cues = [cue(0, 1000), cue(1300, 2000), cue(3000, 4000)]
    assert times(chain(cues, PACE)) == [(0, 1220), (1300, 2000), (3000, 4000)]


def test_an_overlap_ends_where_the_next_one_needs_room() -> None:
    assert times(keep_apart([cue(0, 1500), cue(1300, 2000)], PACE)) == [(0, 1220), (1300, 2000)]


def test_two_that_begin_together_are_left_alone() -> None:
    cues = [cue(1000, 2000), cue(1010, 2000)]
    assert chain(cues, PACE) == cues


def test_a_cue_stands_as_long_as_reading_takes() -> None:
    assert times(lengthen([cue(0, 500, "x" * 20)], PACE)) == [(0, 2000)]


def test_it_stands_no_longer_than_the_next_leaves_room() -> None:
    assert times(lengthen([cue(0, 500, "x" * 20), cue(1500, 2600)], PACE)) == [(0, 1420), (1500, 2600)]


def test_a_long_text_does_not_stand_for_ever() -> None:
    assert reading_ms("x" * 500, PACE) == 7000


def test_tags_take_no_time() -> None:
    assert reading_ms("<v Anna><i>" + "x" * 20 + "</i>", PACE) == 2000


@given(tracks())
def test_only_ends_move_and_again_changes_nothing(cues: list[Cue]) -> None:
    for shape in (chain, keep_apart, lengthen):
        once = shape(cues, PACE)
        assert shape(once, PACE) == once
        assert [(each.identifier, each.start_ms, each.payload, each.words) for each in once] == [
            (each.identifier, each.start_ms, each.payload, each.words) for each in cues
        ]
        assert all(each.start_ms <= each.end_ms for each in once)


@given(tracks())
def test_no_new_overlap_comes_of_lengthening(cues: list[Cue]) -> None:
    made = sorted(lengthen(cues, PACE), key=lambda each: each.start_ms)
    before = sorted(cues, key=lambda each: each.start_ms)
    for (first, second), old in zip(pairwise(made), before, strict=False):
        assert first.end_ms <= max(old.end_ms, second.start_ms)
