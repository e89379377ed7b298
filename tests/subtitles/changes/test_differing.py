"""What was done between two states, said as changes."""

from hypothesis import given
from hypothesis import strategies as st

from subtitles.changes import Cue, Folded, between, decide, fold
from tests.subtitles.changes.making import cue

FLAGS = {"confirmed": st.booleans(), "machine": st.booleans(), "settings": st.sampled_from(["", "line:0"])}
CUES = st.lists(
    st.builds(
        lambda number, text, late, flags: cue(number, text, start=number * 10 + late, end=number * 10 + 20, **flags),
        st.integers(1, 6),
        st.sampled_from(["", "ett", "ett två"]),
        st.integers(0, 1),
        st.fixed_dictionaries(FLAGS),
    ),
    unique_by=lambda each: each["uuid"],
    max_size=6,
)


@given(CUES, CUES)
def test_folded_over_the_one_they_come_to_the_other_as_they_were_sent(before: list[Cue], after: list[Cue]) -> None:
    folded = Folded(0, {each["uuid"]: each for each in before})
    for change in between(before, after, 0):
        assert decide(folded, change) == {}
        fold(folded, [change])
    assert folded.cues == {each["uuid"]: each for each in after}


def test_each_part_is_said_by_itself_where_it_can_be() -> None:
    was = cue(1, "ett", machine=True)
    now = cue(1, "en", start=5, confirmed=True)
    assert [change["kind"] for change in between([was], [now], 0)] == ["text", "times", "confirm"]
    assert [change["kind"] for change in between([was], [{**now, "settings": "line:0"}], 0)] == ["restore"]
    assert list(between([was], [was], 0)) == []
