from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from subtitles.identity import carry


@dataclass(frozen=True)
class Line:
    payload: str
    start_ms: int = 0
    end_ms: int = 1000


def lines(*texts: str, shift_ms: int = 0) -> list[Line]:
    return [Line(text, at * 1000 + shift_ms, at * 1000 + 900 + shift_ms) for at, text in enumerate(texts)]


def test_the_same_file_again_is_the_same_cues() -> None:
    assert carry(lines("a", "b", "a"), lines("a", "b", "a")) == [0, 1, 2]


def test_cues_keep_their_names_when_all_are_moved() -> None:
    assert carry(lines("ja", "nej", "ja"), lines("ja", "nej", "ja", shift_ms=60_000)) == [0, 1, 2]


def test_a_reworded_cue_keeps_its_name_between_its_neighbours() -> None:
    assert carry(lines("a", "b", "c"), lines("a", "B!", "c", shift_ms=7000)) == [0, 1, 2]


def test_a_file_reworded_from_end_to_end_keeps_its_names() -> None:
    assert carry(lines("a", "b"), lines("x", "y")) == [0, 1]


def test_a_cue_put_in_is_new_and_a_cue_taken_out_is_gone() -> None:
    assert carry(lines("a", "b"), [Line("a"), Line("new", 950, 990), *lines("", "b")[1:]]) == [0, None, 1]
    assert carry(lines("a", "b", "c"), [Line("a"), Line("c", 2000, 2900)]) == [0, 2]


def test_a_cue_cut_in_two_leaves_its_name_to_the_first() -> None:
    assert carry(
        lines("a", "b", "c"), [Line("a"), Line("b1", 1000, 1400), Line("b2", 1500, 1900), Line("c", 2000)]
    ) == [
        0,
        1,
        None,
        2,
    ]


def test_a_line_said_more_often_keeps_only_what_stands_still() -> None:
    assert carry(lines("ja", "x", "ja"), [*lines("ja", "x", "ja"), Line("ja", 9000, 9900)]) == [0, 1, 2, None]


def test_nothing_before_means_all_is_new() -> None:
    assert carry([], lines("a", "b")) == [None, None]
    assert carry(lines("a"), []) == []


cues = st.lists(st.builds(Line, st.sampled_from("abcd"), st.integers(0, 20), st.integers(0, 30)), max_size=12)


@given(cues, cues)
def test_no_old_cue_is_given_twice(old: list[Line], new: list[Line]) -> None:
    matches = carry(old, new)
    given_out = [match for match in matches if match is not None]
    assert len(matches) == len(new)
    assert len(set(given_out)) == len(given_out)
    assert all(0 <= match < len(old) for match in given_out)
