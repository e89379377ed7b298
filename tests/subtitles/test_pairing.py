from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from subtitles.pairing import pair


@dataclass(frozen=True)
class Span:
    start_ms: int
    end_ms: int


def test_cues_at_the_same_moment_are_paired() -> None:
    assert pair([Span(0, 1000), Span(1000, 2000)], [Span(50, 990), Span(1010, 2000)]) == [[0], [1]]


def test_a_long_cue_is_paired_with_the_short_ones_it_translates() -> None:
    long, short = [Span(0, 4000)], [Span(0, 1500), Span(1600, 3900), Span(4000, 5000)]
    assert pair(long, short) == [[0, 1]]
    assert pair(short, long) == [[0], [0], []]


def test_a_touch_at_the_edge_does_not_pair_when_there_is_better() -> None:
    assert pair([Span(1000, 3000)], [Span(0, 1100), Span(1100, 3000)]) == [[1]]


def test_the_little_that_is_shared_counts_when_there_is_nothing_else() -> None:
    assert pair([Span(1000, 3000)], [Span(0, 1100), Span(2700, 5000)]) == [[1]]


def test_nothing_shared_pairs_nothing() -> None:
    assert pair([Span(1000, 2000), Span(9000, 9500)], [Span(0, 1000), Span(2000, 3000)]) == [[], []]
    assert pair([], [Span(0, 1)]) == []
    assert pair([Span(0, 1)], []) == [[]]


def test_sources_out_of_order_keep_their_own_indices() -> None:
    assert pair([Span(0, 1000)], [Span(500, 1000), Span(0, 500)]) == [[1, 0]]


def test_a_cue_that_ends_before_it_begins_pairs_with_nothing() -> None:
    assert pair([Span(1000, 500)], [Span(0, 2000)]) == [[]]


spans = st.lists(st.builds(lambda start, length: Span(start, start + length), st.integers(0, 500), st.integers(0, 90)))


@given(spans, spans)
def test_a_pair_shares_time_and_no_sharer_goes_without(targets: list[Span], sources: list[Span]) -> None:
    for target, indices in zip(targets, pair(targets, sources), strict=True):
        sharing = {
            index
            for index, source in enumerate(sources)
            if min(target.end_ms, source.end_ms) > max(target.start_ms, source.start_ms)
        }
        assert set(indices) <= sharing
        assert bool(indices) == bool(sharing)


@given(spans, spans)
def test_pairs_are_what_comparing_each_with_each_would_give(targets: list[Span], sources: list[Span]) -> None:
    assert pair(targets, sources) == [_compared(target, sources) for target in targets]


def _compared(target: Span, sources: list[Span]) -> list[int]:
    shared = {
        at: min(target.end_ms, each.end_ms) - max(target.start_ms, each.start_ms) for at, each in enumerate(sources)
    }
    in_time = sorted((at for at in shared if shared[at] > 0), key=lambda at: sources[at].start_ms)
    lengths = {at: min(target.end_ms - target.start_ms, sources[at].end_ms - sources[at].start_ms) for at in in_time}
    together = [at for at in in_time if 2 * shared[at] >= lengths[at]]
    return together or sorted(in_time, key=lambda at: -shared[at])[:1]


def test_a_source_that_stands_through_the_whole_film_costs_no_look_at_all_others() -> None:
    """Each target compared with each of these sources would be a billion looks."""
    short = [Span(at * 1000, at * 1000 + 900) for at in range(30_000)]
    pairs = pair(short, [Span(0, 30_000_000), *short])
    assert pairs == [[0, at + 1] for at in range(30_000)]
