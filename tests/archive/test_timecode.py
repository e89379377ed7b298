from collections.abc import Callable

import pytest
from django.utils import translation

from archive import timecode

PLACES = (0, 2_450, 62_500, 3_723_999)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (timecode.short, ["0:00", "0:02", "1:02", "1:02:03"]),
        (timecode.precise, ["0:00:00.0", "0:00:02.4", "0:01:02.5", "1:02:03.9"]),
        (timecode.duration, ["PT0S", "PT2S", "PT1M2S", "PT1H2M3S"]),
        (timecode.seconds, ["0", "2.45", "62.5", "3723.999"]),
    ],
)
def test_a_place_in_a_recording_is_said_in_four_ways(said: Callable[[int], str], expected: list[str]) -> None:
    assert [said(place) for place in PLACES] == expected


def test_a_persian_reader_has_her_own_digits_and_machines_have_theirs() -> None:
    with translation.override("fa"):
        assert [timecode.short(62_500), timecode.seconds(62_500)] == ["۱:۰۲", "62.5"]
