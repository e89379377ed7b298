import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subtitles.doubts import Answers
from subtitles.exceptions import UnreadableSubtitles
from subtitles.formats.encodings import decode

SWEDISH = "Kvinnorna på Örebros torg sade att friheten är värd en kamp. Så började vår resa, berättar hon.\n" * 3
PERSIAN = "زنان و دختران جوان می‌خواهند آزاد باشند و خودشان انتخاب کنند که چگونه زندگی کنند.\n" * 3
ARABIC = "قالت المرأة إن الحرية حق لكل إنسان، ثم أغلقت الباب ببطء وجلست.\n" * 3
KURDISH = "Jinên ciwan dixwazin azad bijîn û xwe hilbijêrin çawa bijîn, şev û roj.\n" * 3
# As it was typed where the code page has neither the Persian yeh nor the keheh.
TYPED = PERSIAN.replace("ی", "ي").replace("ک", "ك")


def read(data: bytes, language: str, **said: bool) -> tuple[str, str]:
    found = decode(data, language, Answers(said))
    return found.text, found.encoding


def guesses(data: bytes, language: str) -> list[str]:
    return [str(guess.code) for guess in decode(data, language).guesses]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides(encoding: str) -> None:
    assert decode(PERSIAN.encode(encoding), "fa").text == PERSIAN
    assert guesses(PERSIAN.encode(encoding), "fa") == []


def test_utf_8_is_tried_before_any_guess() -> None:
    assert read(PERSIAN.encode(), "fa") == (PERSIAN, "utf-8")
    assert read(TYPED.encode(), "fa") == (TYPED, "utf-8")


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac-roman", "cp850"])
@pytest.mark.parametrize("text", [SWEDISH, "Två", "Ö", "ÄNGEN", "Vi går nu.\n– Nej, sade hon."])
def test_old_swedish_files_are_recognised_however_short_and_asked_about(encoding: str, text: str) -> None:
    data = text.encode(encoding, errors="replace")
    assert decode(data, "sv").text == data.decode(encoding)
    assert guesses(data, "sv") == (["encoding"] if any(byte > 0x7F for byte in data) else [])


@pytest.mark.parametrize("language", ["fa", "prs", "fa-AF"])
def test_persian_from_the_arabic_code_page_gets_its_own_letters_and_that_is_told(language: str) -> None:
    found = decode(TYPED.encode("cp1256"), language)
    assert (found.text, found.encoding) == (PERSIAN, "cp1256")
    assert [(part.line, part.was, part.became) for part in found.mended] == [(1, "ي ك", "ی ک")]


@pytest.mark.parametrize("encoding", ["cp1256", "iso8859-6", "mac-arabic"])
def test_arabic_is_recognised_in_its_three_old_encodings(encoding: str) -> None:
    assert decode(ARABIC.encode(encoding), "ar").text == ARABIC


def test_persian_is_recognised_as_a_macintosh_wrote_it() -> None:
    assert decode(TYPED.replace("\u200c", " ").encode("mac-farsi"), "fa").text == PERSIAN.replace("\u200c", " ")


@pytest.mark.parametrize("encoding", ["cp1254", "iso8859-9"])
def test_kurmanji_is_read_in_the_turkish_page_and_not_in_the_western(encoding: str) -> None:
    assert read(KURDISH.encode(encoding), "kmr") == (KURDISH, "cp1254")


def test_arabic_from_the_arabic_code_page_keeps_its_letters() -> None:
    assert read(TYPED.encode("cp1256"), "ar") == (TYPED, "cp1256")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(("text", "language"), [("1\n00:00:01,000 --> 00:00:02,000\nHello\n", "en"), (PERSIAN, "fa")])
def test_two_bytes_a_character_are_seen_without_a_mark_and_asked_about(encoding: str, text: str, language: str) -> None:
    assert read(text.encode(encoding), language) == (text, encoding)
    assert guesses(text.encode(encoding), language) == ["encoding"]


def test_one_byte_that_is_no_utf_8_costs_that_byte_and_no_more() -> None:
    data = PERSIAN[:40].encode() + b"\xff" + PERSIAN[40:].encode()
    found = decode(data, "fa")
    assert (found.text.replace("\ufffd", ""), found.encoding) == (PERSIAN, "utf-8")
    assert [(part.line, str(part.reason)) for part in found.mended] == [(1, "bytes")]
    assert "\\xff" in found.mended[0].was
    assert "\ufffd" in found.mended[0].became


def test_a_line_in_a_code_page_among_utf_8_is_offered_and_read_when_accepted() -> None:
    data = SWEDISH.encode() + "en återstående rad".encode("cp1252")
    assert decode(data, "sv").text.endswith("en \ufffdterst\ufffdende rad")
    assert guesses(data, "sv") == ["mixed_encoding"]
    assert read(data, "sv", mixed_encoding=True)[0].endswith("en återstående rad")
    assert read(data, "sv", mixed_encoding=False)[0].endswith("\ufffdende rad")


def test_webvtt_is_utf_8_whatever_it_looks_like() -> None:
    data = b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + "Två år".encode("cp1252")
    assert read(data, "sv") == ("WEBVTT\n\n00:01.000 --> 00:02.000\nTv\ufffd \ufffdr", "utf-8")
    assert read(data, "sv", mixed_encoding=True)[0].endswith("Två år")


@pytest.mark.parametrize("lost", range(1, 4))
def test_a_file_cut_in_its_last_letter_loses_that_letter_only(lost: int) -> None:
    whole = f"{PERSIAN}\n\U0001f600".encode()
    found = decode(whole[:-lost], "fa")
    assert found.text == f"{PERSIAN}\n"
    assert found.mended == []
    assert [(part.line, str(part.reason), part.text.count("\\x")) for part in found.dropped] == [(5, "cut", 4 - lost)]


def test_a_character_of_two_bytes_that_is_cut_is_told_too() -> None:
    found = decode(codecs.BOM_UTF16_LE + "Två".encode("utf-16-le")[:-1], "sv")
    assert (found.text, [part.text for part in found.dropped]) == ("Tv", ["\\xe5"])


@pytest.mark.parametrize(
    ("text", "language", "page"),
    [(SWEDISH, "sv", "cp1252"), (PERSIAN, "fa", "cp1252"), (PERSIAN, "fa", "cp1256"), (SWEDISH, "sv", "mac-roman")],
)
@pytest.mark.parametrize("again", [1, 2])
def test_what_was_encoded_twice_is_offered_as_it_was(text: str, language: str, page: str, again: int) -> None:
    if again > 1 and page != "cp1252":
        return
    garbled = text
    for _ in range(again):
        garbled = "".join(_in_page(byte, page) for byte in garbled.encode())
    data = garbled.encode()
    assert read(data, language) == (garbled, "utf-8")
    assert guesses(data, language) == ["double_encoded"]
    assert read(data, language, double_encoded=True) == (text, "utf-8")
    assert read(data, language, double_encoded=False) == (garbled, "utf-8")


def _in_page(byte: int, page: str) -> str:
    """As programs do: what the page leaves open is the character of that number."""
    return bytes([byte]).decode(page, errors="ignore") or chr(byte)


@pytest.mark.parametrize(("text", "language"), [(SWEDISH, "sv"), (PERSIAN, "fa"), (ARABIC, "ar"), (KURDISH, "kmr")])
def test_a_good_text_is_not_taken_for_one_that_was_encoded_twice(text: str, language: str) -> None:
    assert guesses(text.encode(), language) == []


def test_a_person_may_name_the_encoding() -> None:
    found = decode(SWEDISH.encode("cp850"), "sv", Answers(encoding="cp850"))
    assert (found.text, found.encoding, found.guesses) == (SWEDISH, "cp850", [])


def test_bytes_in_no_encoding_are_refused_or_read_without_a_crash() -> None:
    noise = bytes(range(256)) * 8
    try:
        text = decode(noise, "sv").text
    except UnreadableSubtitles as error:
        assert error.code == "encoding"
    else:
        assert text


@given(st.binary(max_size=300), st.sampled_from(["sv", "fa", "ckb", "kmr", "xx"]))
def test_any_bytes_are_a_text_or_refused(data: bytes, language: str) -> None:
    try:
        assert isinstance(decode(data, language, Answers({"mixed_encoding": True})).text, str)
    except UnreadableSubtitles as error:
        assert error.code == "encoding"


@given(st.text(alphabet="abc åäöÅÄÖ\n", min_size=1), st.binary(min_size=1, max_size=3))
def test_every_line_with_bytes_that_are_no_utf_8_is_named(text: str, noise: bytes) -> None:
    data = (text * 8).encode() + b"\n" + noise + b".\n" + text.encode()
    try:
        found = decode(data, "sv")
    except UnreadableSubtitles:
        return
    if found.encoding != "utf-8":
        return
    lines = found.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert {part.line for part in found.mended} == {at for at, line in enumerate(lines, 1) if "\ufffd" in line}
