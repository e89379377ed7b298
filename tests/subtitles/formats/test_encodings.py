import pytest

from subtitles.exceptions import UnreadableSubtitles
from subtitles.formats.encodings import decode

SWEDISH = "Kvinnorna på Örebros torg sade att friheten är värd en kamp. Så började vår resa, berättar hon.\n" * 3
PERSIAN = "زنان و دختران جوان می‌خواهند آزاد باشند و خودشان انتخاب کنند که چگونه زندگی کنند.\n" * 3
# As it was typed where the code page has neither the Persian yeh nor the keheh.
TYPED = PERSIAN.replace("ی", "ي").replace("ک", "ك")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides(encoding: str) -> None:
    assert decode(PERSIAN.encode(encoding), "fa")[0] == PERSIAN


def test_utf_8_is_tried_before_any_guess() -> None:
    assert decode(PERSIAN.encode(), "fa") == (PERSIAN, "utf-8")
    assert decode(TYPED.encode(), "fa") == (TYPED, "utf-8")


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_old_swedish_files_are_recognised(encoding: str) -> None:
    assert decode(SWEDISH.encode(encoding), "sv")[0] == SWEDISH


@pytest.mark.parametrize("language", ["fa", "prs", "fa-AF"])
def test_persian_from_the_arabic_code_page_gets_its_own_letters(language: str) -> None:
    assert decode(TYPED.encode("cp1256"), language) == (PERSIAN, "cp1256")


def test_arabic_from_the_arabic_code_page_keeps_its_letters() -> None:
    assert decode(TYPED.encode("cp1256"), "ar") == (TYPED, "cp1256")


def test_bytes_in_no_encoding_are_refused_or_read_without_a_crash() -> None:
    noise = bytes(range(256)) * 8
    try:
        text, _ = decode(noise, "sv")
    except UnreadableSubtitles as error:
        assert error.code == "encoding"
    else:
        assert text
