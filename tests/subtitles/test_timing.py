import pytest
from hypothesis import given
from hypothesis import strategies as st

from subtitles import timing


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("00:00.000", 0),
        ("00:01:02.500", 62_500),
        ("59:59.999", 3_599_999),
        ("1:00:00.000", 3_600_000),
        ("0001:00:00.000", 3_600_000),
        ("100:00:00.000", 360_000_000),
    ],
)
def test_a_webvtt_time_is_read_as_milliseconds(text: str, ms: int) -> None:
    assert timing.parse(text) == ms


@pytest.mark.parametrize(
    "text",
    [
        "", "1", "00:01", "0:01.000", "00:1.000", "00:60.000", "60:00.000", "00:60:00.000", "00:00.00", "00:00.0000",
        "00:00,000", "00:00:00:00.000", "-00:01.000", " 00:01.000", "00:01.000\n", "٠٠:٠١.٠٠٠", "9999999999:00:00.000",
    ],
)  # fmt: skip
def test_anything_else_is_no_webvtt_time(text: str) -> None:
    with pytest.raises(ValueError):
        timing.parse(text)


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("00:01:02,500", 62_500),
        ("0:1:2.5", 62_500),
        ("00:01:02", 62_000),
        ("01:02,05", 62_050),
        ("1:00:00,000", 3_600_000),
    ],
)
def test_a_subrip_time_is_read_in_the_shapes_that_occur(text: str, ms: int) -> None:
    assert timing.parse_srt(text) == ms


@pytest.mark.parametrize("text", ["", "00:00:61,000", "00:01:02,5000", "one"])
def test_anything_else_is_no_subrip_time(text: str) -> None:
    with pytest.raises(ValueError):
        timing.parse_srt(text)


def test_times_are_written_with_hours() -> None:
    assert [timing.as_vtt(62_500), timing.as_srt(62_500)] == ["00:01:02.500", "00:01:02,500"]
    assert timing.as_vtt(360_000_001) == "100:00:00.001"


@given(st.integers(0, 10**12))
def test_times_are_written_by_their_parts(ms: int) -> None:
    hours, minutes, seconds = ms // 3_600_000, ms // 60_000 % 60, ms // 1000 % 60
    assert timing.as_vtt(ms) == f"{hours:02}:{minutes:02}:{seconds:02}.{ms % 1000:03}"
    assert timing.as_srt(ms) == f"{hours:02}:{minutes:02}:{seconds:02},{ms % 1000:03}"
