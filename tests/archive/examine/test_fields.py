import pytest

from archive.examine.fields import frame_rate, media_type, rotation, sample_aspect_ratio


@pytest.mark.parametrize(
    ("base", "average", "expected"),
    [
        ("25/1", "25/1", ("25/1", False)),
        ("30000/1001", "30000/1001", ("30000/1001", False)),
        ("30000/1001", "2997/100", ("30000/1001", False)),
        ("25/1", "600/1", ("25/1", False)),
        ("90000/1", "29/1", ("30000/1001", True)),
        ("60/1", "12/1", ("24000/1001", True)),
        ("60/1", "70/1", ("60000/1001", True)),
        ("0/0", "0/0", ("25/1", False)),
        ("", "", ("25/1", False)),
    ],
)
def test_a_believable_rate_is_chosen(base: str, average: str, expected: tuple[str, bool]) -> None:
    assert frame_rate(base, average) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("16:15", "16/15"), ("0:1", "1/1"), ("N/A", "1/1"), ("", "1/1"), ("1:99", "1/1")]
)
def test_a_pixels_shape_is_square_unless_it_says_otherwise(text: str, expected: str) -> None:
    assert sample_aspect_ratio(text) == expected


@pytest.mark.parametrize(("degrees", "expected"), [(-90, 90), (90, 270), (180, 180), (-180, 180), (0, 0), (-89.6, 90)])
def test_rotation_is_turned_clockwise(degrees: float, expected: int) -> None:
    assert rotation([{"side_data_type": "Display Matrix", "rotation": degrees}]) == expected


def test_nothing_said_means_no_rotation() -> None:
    assert rotation([]) == 0


@pytest.mark.parametrize(
    ("container", "kind", "brand", "expected"),
    [
        ("mov,mp4,m4a,3gp,3g2,mj2", "video", "isom", "video/mp4"),
        ("mov,mp4,m4a,3gp,3g2,mj2", "video", "qt  ", "video/quicktime"),
        ("mov,mp4,m4a,3gp,3g2,mj2", "audio", "M4A ", "audio/mp4"),
        ("matroska,webm", "video", "", "video/x-matroska"),
        ("mxf", "video", "", "application/mxf"),
        ("dts", "audio", "", "audio/x-dts"),
    ],
)
def test_a_format_has_a_media_type(container: str, kind: str, brand: str, expected: str) -> None:
    assert media_type(container, kind, brand) == expected
