"""What a translation lacks, and what is older than its source."""

import pytest

from subtitles.rules import Source, check
from subtitles.webvtt import Cue
from tests.subtitles.rules.tables import cue

SOURCE = [cue("یک", 0, 2000), cue("دو نفر", 3000, 2000), cue("سه نفر", 6000, 2000), cue("[موسیقی]", 9000, 2000)]


def said(cues: list[Cue], source: Source, code: str) -> list[tuple[int, object]]:
    return [(each.cue, each.values["said"]) for each in check(cues, "sv", source=source) if each.code == code]


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        ([0, 3000, 6000], []),
        ([0, 6000], [(1, "دو نفر")]),
        ([3000, 6000], [(0, "یک")]),
        ([0, 3000], [(1, "سه نفر")]),
        ([6000], [(0, "یک"), (0, "دو نفر")]),
        ([0, 3500, 6900], []),
        ([200_000], [(0, "یک"), (0, "دو نفر"), (0, "سه نفر")]),
        ([0, 3000, 6000, 9000], []),  # music needs no words
    ],
)
def test_what_nobody_translated_is_said_where_it_should_stand(
    starts: list[int], expected: list[tuple[int, str]]
) -> None:
    cues = [cue("Så.", start, 2000) for start in starts]
    assert said(cues, Source(SOURCE, "fa"), "missing_translation") == expected


def test_a_cue_that_is_older_than_its_source_is_shown_what_the_source_said_then() -> None:
    cues = [cue("En.", 0, 2000), cue("Två.", 3000, 2000)]
    found = check(cues, "sv", source=Source(SOURCE, "fa", {1: "دو زن"}))
    assert [(each.cue, each.values) for each in found if each.code == "stale"] == [(1, {"was": "دو زن"})]
    assert [each for each in check(cues, "sv", source=Source(SOURCE, "fa")) if each.code == "stale"] == []


def test_without_a_source_nothing_is_compared() -> None:
    assert {each.code for each in check([cue("12 kvinnor", 0, 2000)], "sv")} == set()


def test_a_long_source_that_nobody_translated_is_told_whole() -> None:
    """Looking through all cues for the place of each of these would be most of a billion looks."""
    source = [cue("یک", at * 1000, 400) for at in range(20_000)]
    cues = [cue("Så.", at * 1000 + 500, 400) for at in range(20_000)]
    cues[0] = cue("Så.", 0, 400)
    assert len(said(cues, Source(source, "fa"), "missing_translation")) == 19_999
