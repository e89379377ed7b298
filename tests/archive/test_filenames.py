import os

import pytest

from archive.filenames import display_name, kept_name, working_title


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


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (" 50%25%20x \u202e.wav\n", " 50%25%20x \u202e.wav\n"),
        ("A\u030a.wav", "A\u030a.wav"),
        (os.fsdecode(b"tape \xe5\xff.wav"), "tape \\xe5\\xff.wav"),
        (os.fsdecode("å".encode() + b"\xe5"), "å\\xe5"),
        ("half a pair \ud83d.wav", "half a pair \\ud83d.wav"),
        ("a\0b", "a\\x00b"),
        ("", ""),
    ],
)
def test_a_name_is_kept_as_given_and_what_no_row_can_hold_as_an_escape(given: str, kept: str) -> None:
    assert kept_name(given) == kept
    kept.encode()


def test_the_longest_name_of_a_disk_is_kept_whole() -> None:
    assert kept_name(os.fsdecode(b"\xff" * 255)) == "\\xff" * 255
