from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.examine.media_info import AudioInfo, VideoInfo
from archive.transcoding.ladder import Sound, film_sound, frame_rate, pictures, radio_sound


def video(width: int, height: int, **values: object) -> VideoInfo:
    return VideoInfo(0, "h264", width, height, **{"frame_rate": "25/1", **values})  # type: ignore[arg-type]


def sizes(source: VideoInfo) -> list[tuple[str, int, int]]:
    return [(rung.name, rung.width, rung.height) for rung in pictures(source)]


def test_full_hd_gets_four_rungs() -> None:
    assert sizes(video(1920, 1080)) == [
        ("v1080", 1920, 1080),
        ("v720", 1280, 720),
        ("v480", 852, 480),
        ("v240", 426, 240),
    ]


def test_what_is_larger_than_full_hd_is_made_smaller() -> None:
    assert sizes(video(3840, 2160))[0] == ("v1080", 1920, 1080)


def test_pal_is_shown_in_square_pixels() -> None:
    expected = [("v576", 768, 576), ("v360", 480, 360), ("v240", 320, 240)]
    assert sizes(video(720, 576, sample_aspect_ratio="16/15")) == expected


def test_wide_pal_is_wide() -> None:
    assert sizes(video(720, 576, sample_aspect_ratio="64/45"))[0] == ("v576", 1024, 576)


def test_an_upright_film_stays_upright() -> None:
    assert sizes(video(1280, 720, rotation=90)) == [("v720", 720, 1280), ("v480", 480, 852), ("v240", 240, 426)]


def test_odd_sizes_become_even() -> None:
    assert sizes(video(321, 241)) == [("v240", 320, 240)]


def test_a_tiny_film_has_one_rung_of_its_own_size() -> None:
    assert sizes(video(64, 48)) == [("v48", 64, 48)]


@given(st.integers(2, 9000), st.integers(2, 9000), st.sampled_from(["1/1", "16/15", "12/11", "64/45"]))
def test_no_film_is_ever_made_larger_or_uneven_or_named_twice(width: int, height: int, shape: str) -> None:
    source = video(width, height, sample_aspect_ratio=shape)
    rungs = pictures(source)
    shown = source.display_size
    assert all(2 <= rung.width <= shown[0] and 2 <= rung.height <= shown[1] for rung in rungs)
    assert all(rung.width % 2 == rung.height % 2 == 0 for rung in rungs)
    assert len({rung.name for rung in rungs}) == len(rungs)
    assert [rung.bitrate for rung in rungs] == sorted((rung.bitrate for rung in rungs), reverse=True)


@pytest.mark.parametrize(
    ("rate", "expected"),
    [("25/1", Fraction(25)), ("30000/1001", Fraction(30000, 1001)), ("120/1", Fraction(60)), ("100/1", Fraction(50))],
)
def test_fast_footage_is_thinned_evenly(rate: str, expected: Fraction) -> None:
    assert frame_rate(video(640, 360, frame_rate=rate)) == expected


def test_sound_keeps_one_channel_or_gets_two() -> None:
    mono, surround = AudioInfo(0, "mp3", 1, 44100), AudioInfo(0, "ac3", 6, 48000)
    assert radio_sound(mono) == [Sound(1, 96_000), Sound(1, 48_000)]
    assert radio_sound(surround) == [Sound(2, 128_000), Sound(2, 64_000)]
    assert film_sound(surround) == [Sound(2, 128_000)]
    assert film_sound(None) == []
