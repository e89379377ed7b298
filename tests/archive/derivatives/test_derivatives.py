import json
from array import array
from pathlib import Path

import pytest
from PIL import Image

from archive.derivatives import loudness, names, poster, sprites, waveform
from archive.derivatives.sprites import Sheet


def test_a_short_film_gets_a_thumbnail_every_two_seconds() -> None:
    assert sprites.plan(5_000, 426, 240) == Sheet(2000, 3, 1, 160, 90)


def test_a_long_film_gets_at_most_two_hundred_thumbnails_whole_seconds_apart() -> None:
    sheet = sprites.plan(3_600_000, 320, 240)
    assert sheet == Sheet(18_000, 10, 20, 160, 120)
    assert sheet.cells == 200


def test_an_upright_film_gets_upright_thumbnails() -> None:
    assert sprites.plan(2_000, 240, 426) == Sheet(2000, 1, 1, 90, 160)


def test_the_index_names_the_cell_of_each_moment() -> None:
    assert sprites.index(Sheet(2000, 2, 2, 160, 90), 4_500) == (
        "WEBVTT\n\n"
        "00:00:00.000 --> 00:00:02.000\nsprites.jpg#xywh=0,0,160,90\n\n"
        "00:00:02.000 --> 00:00:04.000\nsprites.jpg#xywh=160,0,160,90\n\n"
        "00:00:04.000 --> 00:00:04.500\nsprites.jpg#xywh=0,90,160,90\n"
    )


def test_the_index_names_no_moment_that_could_not_be_read() -> None:
    assert sprites.index(Sheet(2000, 10, 3, 160, 90), 1_900).count("-->") == 1


def test_peaks_are_the_greatest_deflection_of_each_interval(tmp_path: Path) -> None:
    path = tmp_path / "samples"
    quiet, loud, rest = array("h", [100, -328] * 200), array("h", [-32768] + [0] * 399), array("h", [16384])
    path.write_bytes(b"".join(part.tobytes() for part in (quiet, loud, rest)))
    assert waveform.peaks(path, 50) == [0.01, 1.0, 0.5]


def test_the_waveform_is_drawn_as_loud_as_it_is_played(tmp_path: Path) -> None:
    path = tmp_path / "samples"
    path.write_bytes(array("h", [3277] * 400 + [32767] * 400).tobytes())
    expected = {"version": 1, "interval_ms": 50, "peaks": [0.2, 1.0]}
    assert json.loads(waveform.document(path, 100, gain_db=6.02)) == expected


def test_a_long_programme_has_at_most_four_thousand_peaks() -> None:
    assert waveform.interval_ms(3_600_000) == 900


@pytest.mark.parametrize(("said", "lufs"), [("-23.1", -23.1), ("-70.0", None), ("-inf", None), ("nan", None)])
def test_loudness_is_read_from_what_ffmpeg_says_last(said: str, lufs: float | None) -> None:
    words = f"Summary:\n\n  Integrated loudness:\n    I:         {said} LUFS\n    Threshold: -33.1 LUFS\n"
    assert loudness.parse(words) == lufs


def test_nothing_heard_is_silence() -> None:
    assert loudness.parse("") is None


@pytest.mark.parametrize(("lufs", "gain"), [(-18.0, 0.0), (-23.0, 5.0), (-4.3, -13.7), (-60.0, 20.0), (None, 0.0)])
def test_the_gain_leads_to_the_target_but_does_not_lift_noise(lufs: float | None, gain: float) -> None:
    assert loudness.gain(lufs) == gain


def picture(path: Path, colour: str, size: tuple[int, int] = (160, 90)) -> Path:
    path.parent.mkdir(exist_ok=True)
    Image.new("RGB", size, colour).save(path)
    return path


def test_the_sheet_is_laid_out_row_by_row_and_the_thumbnails_are_gone(tmp_path: Path) -> None:
    for number, colour in enumerate(("red", "lime", "blue"), start=1):
        picture(tmp_path / sprites.FOLDER / f"{number:05}.jpg", colour)
    sprites.assemble(tmp_path, Sheet(2000, 2, 2, 160, 90))
    assert [path.name for path in tmp_path.iterdir()] == [names.SHEET]
    with Image.open(tmp_path / names.SHEET) as sheet:
        assert sheet.size == (320, 180)
        spots = [sheet.getpixel(spot) for spot in ((80, 45), (240, 45), (80, 135), (240, 135))]
    strongest = [max(range(3), key=lambda channel: spot[channel]) for spot in spots[:3]]  # type: ignore[index]
    assert strongest == [0, 1, 2]
    assert sum(spots[3]) < 20  # type: ignore[arg-type]


def test_the_poster_is_the_candidate_with_most_to_see(tmp_path: Path) -> None:
    picture(tmp_path / poster.FOLDER / "00001.jpg", "black")
    rich = picture(tmp_path / poster.FOLDER / "00002.jpg", "white")
    Image.linear_gradient("L").save(rich)
    picture(tmp_path / poster.FOLDER / "00003.jpg", "red")
    expected = rich.read_bytes()
    poster.choose(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [names.POSTER]
    assert (tmp_path / names.POSTER).read_bytes() == expected
