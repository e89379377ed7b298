"""Files as people send them: each with what must come of it."""

from dataclasses import dataclass

import pytest

from subtitles.doubts import Answers, Doubt
from subtitles.exceptions import SubtitlesError
from subtitles.formats import read

ONE, TWO = "00:00:01,000 --> 00:00:02,000", "00:00:03,000 --> 00:00:04,000"
DOTS = "00:00:01.000 --> 00:00:02.000"
HEJ = f"1\n{ONE}\nHej på dig\n\n2\n{TWO}\nÅren går\n"
SALAM = f"1\n{ONE}\nسلام بر تو\n\n2\n{TWO}\nمی\u200cآیی؟\n"
SWEDISH, PERSIAN = ["Hej på dig", "Åren går"], ["سلام بر تو", "می\u200cآیی؟"]
VTT = f"WEBVTT\n\n{DOTS}\nHej på dig\n\n00:00:03.000 --> 00:00:04.000\nÅren går\n"


@dataclass(frozen=True)
class Odd:
    """A file, the texts of its cues, the reasons of what was mended and dropped, and the codes of what is asked."""

    data: bytes
    texts: list[str]
    name: str = "a.srt"
    language: str = "sv"
    mended: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


FILES: dict[str, Odd] = {
    "plain": Odd(HEJ.encode(), SWEDISH),
    "windows line ends": Odd(HEJ.replace("\n", "\r\n").encode(), SWEDISH),
    "old macintosh line ends": Odd(HEJ.replace("\n", "\r").encode(), SWEDISH),
    "line ends of a broken program": Odd(HEJ.replace("\n", "\r\r\n").encode(), SWEDISH),
    "no line end at the end": Odd(HEJ.rstrip().encode(), SWEDISH),
    "byte order mark": Odd(HEJ.encode("utf-8-sig"), SWEDISH),
    "two byte order marks": Odd(("\ufeff\ufeff" + HEJ).encode(), SWEDISH),
    "utf-16 with a mark": Odd(HEJ.encode("utf-16"), SWEDISH),
    "utf-16 without": Odd(HEJ.encode("utf-16-le"), SWEDISH, asked=("encoding",)),
    "utf-16 without, the other way": Odd(HEJ.encode("utf-16-be"), SWEDISH, asked=("encoding",)),
    "utf-32": Odd(HEJ.encode("utf-32"), SWEDISH),
    "cp1252": Odd(HEJ.encode("cp1252"), SWEDISH, asked=("encoding",)),
    "macintosh": Odd(HEJ.encode("mac-roman"), SWEDISH, asked=("encoding",)),
    "dos": Odd(HEJ.encode("cp850"), SWEDISH, asked=("encoding",)),
    "cp1256": Odd(
        SALAM.replace("ی", "ي").encode("cp1256"),
        PERSIAN,
        language="fa",
        mended=("persian_letters",),
        asked=("encoding",),
    ),
    "encoded twice": Odd(
        HEJ.encode().decode("latin-1").encode(),
        [text.encode().decode("latin-1") for text in SWEDISH],
        asked=("double_encoded",),
    ),
    "one bad byte": Odd(
        SALAM.encode().replace("ر".encode(), b"\xff"), ["سلام ب\ufffd تو", PERSIAN[1]], language="fa", mended=("bytes",)
    ),
    "cut in a letter": Odd(SALAM.encode() + b"\n\xd9", PERSIAN, language="fa", dropped=("cut",)),
    "null characters": Odd(HEJ.replace("dig", "d\0g").encode(), ["Hej på d\ufffdg", "Åren går"], mended=("null",)),
    "no numbers": Odd(f"{ONE}\nHej på dig\n\n{TWO}\nÅren går".encode(), SWEDISH),
    "numbers from another film": Odd(HEJ.replace("1\n00", "812\n00").replace("2\n00", "813\n00").encode(), SWEDISH),
    "no empty lines": Odd(HEJ.replace("\n\n", "\n").encode(), SWEDISH),
    "empty lines everywhere": Odd(HEJ.replace("\n", "\n\n").encode(), SWEDISH, mended=("gap", "gap")),
    "lines of spaces between": Odd(HEJ.replace("\n\n", "\n \t\n").encode(), SWEDISH),
    "text a line too late": Odd(HEJ.replace("000\n", "000\n\n").encode(), SWEDISH, mended=("gap", "gap")),
    "text with an empty line": Odd(HEJ.replace(" på", "\n\npå").encode(), ["Hej\npå dig", "Åren går"], mended=("gap",)),
    "a cue without text": Odd(HEJ.replace("Hej på dig\n", "").encode(), ["", "Åren går"]),
    "a number without a cue": Odd(f"{HEJ}\n3\n".encode(), SWEDISH, dropped=("no_time",)),
    "a title before": Odd(f"Filmen\n\n{HEJ}".encode(), SWEDISH, dropped=("no_time",)),
    "an arrow in the text": Odd(HEJ.replace("på", "-->").encode(), ["Hej --&gt; dig", "Åren går"]),
    "times in persian": Odd(
        SALAM.translate(str.maketrans("01234", "۰۱۲۳۴")).encode(), PERSIAN, language="fa", mended=("time",) * 4
    ),
    "times in arabic": Odd(
        SALAM.replace(",", "٫").translate(str.maketrans("01234", "٠١٢٣٤")).encode(),
        PERSIAN,
        language="ar",
        mended=("time",) * 4,
    ),
    "marks before the times": Odd(
        SALAM.replace("00:00:01", "\u202b00:00:01").encode(), PERSIAN, language="fa", mended=("time",)
    ),
    "marks around the text": Odd(
        SALAM.replace("سلام", "\u202bسلام\u202c").encode(), PERSIAN, language="fa", mended=("marks",)
    ),
    "a mark at every line": Odd(SALAM.replace("سلام", "\u200fسلام").encode(), PERSIAN, language="fa"),
    "spaces of no width": Odd(
        SALAM.replace("\nسلام", "\n\u200b\nسلام").encode(), PERSIAN, language="fa", mended=("gap", "marks")
    ),
    "an arrow that was corrected": Odd(HEJ.replace("-->", "–>").encode(), SWEDISH, mended=("time", "time")),
    "a real arrow": Odd(HEJ.replace("-->", "→").encode(), SWEDISH, mended=("time", "time")),
    "before the beginning": Odd(HEJ.replace(ONE, f"-{ONE}").encode(), SWEDISH, mended=("negative",)),
    "backwards": Odd(HEJ.replace("02,000", "00,500").encode(), SWEDISH, mended=("backwards",), asked=("no_length",)),
    "no length": Odd(HEJ.replace("02,000", "01,000").encode(), SWEDISH, mended=("no_length",), asked=("no_length",)),
    "entities": Odd(HEJ.replace("på", "&amp;").encode(), ["Hej &amp; dig", "Åren går"], mended=("entity",)),
    "a place": Odd(HEJ.replace("Hej", "{\\an8}Hej").encode(), SWEDISH, mended=("place",)),
    "a colour": Odd(HEJ.replace("Hej", '<font color="red">Hej</font>').encode(), SWEDISH, dropped=("markup",)),
    "named webvtt": Odd(HEJ.encode(), SWEDISH, name="a.vtt", mended=("format",)),
    "named text": Odd(HEJ.encode(), SWEDISH, name="a.txt", mended=("format",)),
    "without a name": Odd(HEJ.encode(), SWEDISH, name="", mended=("format",)),
    "webvtt": Odd(VTT.encode(), SWEDISH, name="a.vtt"),
    "webvtt named subrip": Odd(VTT.encode(), SWEDISH, mended=("format",)),
    "webvtt without a name": Odd(VTT.encode(), SWEDISH, name="a.txt", mended=("format",)),
    "webvtt below empty lines": Odd(
        f"\n\n\ufeff{VTT}".encode(), SWEDISH, name="a.vtt", mended=("signature",), asked=("webvtt",)
    ),
    "webvtt in small letters": Odd(
        VTT.lower().encode(), [text.lower() for text in SWEDISH], name="a.vtt", mended=("signature",), asked=("webvtt",)
    ),
    "webvtt with commas": Odd(
        VTT.replace("01.000", "01,000").encode(),
        SWEDISH[1:],
        name="a.vtt",
        dropped=("bad_time", "with_bad_time"),
        asked=("webvtt",),
    ),
    "webvtt in cp1252": Odd(
        VTT.encode("cp1252"),
        ["Hej p\ufffd dig", "\ufffdren g\ufffdr"],
        name="a.vtt",
        mended=("bytes", "bytes"),
        asked=("mixed_encoding",),
    ),
}


@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_an_odd_file_comes_in_whole(file: Odd) -> None:
    reading = read(file.data, file.name, file.language)
    assert [cue.payload for cue in reading.document.cues] == file.texts
    assert tuple(sorted(str(part.reason) for part in reading.mended)) == file.mended
    assert tuple(str(part.reason) for part in reading.dropped) == file.dropped
    assert tuple(str(guess.code) for guess in reading.open_guesses) == file.asked


@pytest.mark.parametrize("file", [file for file in FILES.values() if file.asked])
def test_a_file_that_was_asked_about_comes_in_when_all_is_accepted(file: Odd) -> None:
    everything = Answers({str(code): True for code in Doubt})
    reading = read(file.data, file.name, file.language, everything)
    assert reading.open_guesses == []
    right = PERSIAN if file.language == "fa" else [text.lower() for text in SWEDISH]
    assert [cue.payload.lower() for cue in reading.document.cues] == right


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        b"PK\x03\x04" + bytes(range(256)) * 20,
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\0" * 99,
        b"\xff\xfe",
        b"\x1f\x8b\x08" + bytes(range(255, 0, -1)) * 9,
        b"\x1aE\xdf\xa3\x9fB\x86\x81\x01",
        b"{}",
        b"<tt/>",
    ],
)
@pytest.mark.parametrize("name", ["a.srt", "a.vtt", "film.mkv"])
def test_what_is_no_subtitle_file_gets_a_sentence(data: bytes, name: str) -> None:
    with pytest.raises(SubtitlesError, match=r"^[A-Z].*\.$"):
        read(data, name, "sv")
