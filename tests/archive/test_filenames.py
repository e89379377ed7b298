import pytest

from archive.filenames import display_name, working_title


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("film.mp4", "film.mp4"),
        ("../../etc/passwd", "passwd"),
        ("C:\\tapes\\side a.wav", "side a.wav"),
        ("$(rm -rf ~); `id`.mp4", "$(rm -rf ~); `id`.mp4"),
        ("two\nlines\r\n.mp4", "two lines .mp4"),
        ("null\0byte\x1b[31m.mp4", "null byte [31m.mp4"),
        ("innocent\u202e4pm.exe", "innocent4pm.exe"),
        ("می\u200cخواهم.mp3", "می\u200cخواهم.mp3"),
        ("bad\udcff.mp3", "bad .mp3"),
        ("", "?"),
        ("///", "?"),
    ],
)
def test_a_name_is_kept_as_it_may_be_shown(given: str, shown: str) -> None:
    assert display_name(given) == shown


def test_a_long_name_is_cut_in_the_middle_and_keeps_its_ending() -> None:
    shown = display_name("x" * 300 + ".mp4")
    assert (len(shown), shown.endswith("xxx.mp4"), "…" in shown) == (255, True, True)


@pytest.mark.parametrize(
    ("name", "title"), [("Side A.wav", "Side A"), (".hidden", ".hidden"), ("no extension", "no extension")]
)
def test_a_working_title_is_the_name_without_its_extension(name: str, title: str) -> None:
    assert working_title(name) == title
