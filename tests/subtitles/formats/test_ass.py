import pytest

from subtitles.formats.ass import SubStation
from subtitles.webvtt import Cue, Document

HEAD = """[Script Info]
; a comment
Title: Film
[V4+ Styles]
Format: Name, Fontname, Fontsize, Bold, Italic, Alignment
Style: Default,Arial,20,0,0,2
Style: Above,Arial,20,-1,0,8
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


def line(text: str, style: str = "Default", name: str = "", times: str = "0:00:01.00,0:00:02.50") -> str:
    return f"Dialogue: 0,{times},{style},{name},0,0,0,,{text}\n"


def read(text: str) -> list[tuple[int, int, str, str]]:
    cues = SubStation().parse(HEAD + text).document.cues
    return [(cue.start_ms, cue.end_ms, cue.settings, cue.payload) for cue in cues]


def payload(text: str, **about: str) -> str:
    return read(line(text, **about))[0][3]


def dropped(text: str) -> list[tuple[int, str, str]]:
    parts = SubStation().parse(HEAD + text).dropped
    return [(part.line, str(part.reason), part.text) for part in parts if part.line > 9]


@pytest.mark.parametrize(
    ("text", "cue_text"),
    [
        (r"Hej, du\Nlilla\hvän", "Hej, du\nlilla\u00a0vän"),
        (r"{\i1}Hej{\i0} du", "<i>Hej</i> du"),
        (r"{\b700}Hej{\b0} {\u1}du", "<b>Hej</b> <u>du</u>"),
        (r"{\b1\i1}Hej{\r} du", "<i><b>Hej</b></i> du"),
        (r"a < b & c", "a &lt; b &amp; c"),
        (r"\{klammer\}", "{klammer}"),
        ("\u200fآزادی\\N\u200fزن", "آزادی\nزن"),
    ],
)
def test_override_tags_become_cue_text(text: str, cue_text: str) -> None:
    assert payload(text) == cue_text


def test_what_has_no_counterpart_is_reported_with_its_line_and_the_text_is_kept() -> None:
    assert payload(r"{\pos(10,20)\c&H00FF00&}Hej{kommentar}") == "Hej"
    assert dropped(line(r"{\pos(10,20)\c&H00FF00&}Hej{kommentar}")) == [
        (10, "markup", r"{\pos(10,20)} {\c&H00FF00&} {kommentar}")
    ]
    assert payload(r"{\t(0,500,\i1)}Hej") == "Hej"


def test_a_drawing_is_not_read_as_text() -> None:
    assert read(line(r"{\p1}m 0 0 l 100 0{\p0}")) == []
    assert payload(r"{\p1}m 0 0{\p0}Hej") == "Hej"


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        (r"{\an2}x", ""),
        (r"{\an8}x", "line:0"),
        (r"{\an5}x", "line:50%,center"),
        (r"{\an1}x", "align:left"),
        (r"{\an9}x", "line:0 align:right"),
        (r"{\a6}x", "line:0"),
    ],
)
def test_places_become_settings_and_go_back(text: str, settings: str) -> None:
    assert read(line(text))[0][2] == settings
    written = SubStation().write(SubStation().parse(HEAD + line(text)).document)
    assert SubStation().parse(written).document.cues[0].settings == settings


def test_a_style_says_how_and_where_its_lines_are_set() -> None:
    assert read(line("Hej", style="Above")) == [(1000, 2500, "line:0", "<b>Hej</b>")]


def test_names_become_speakers_and_go_back() -> None:
    document = SubStation().parse(HEAD + line("Hej", name="Anna")).document
    assert document.cues[0].payload == "<v Anna>Hej</v>"
    assert ",Default,Anna,0,0,0,,Hej\n" in SubStation().write(document)


def test_a_bad_line_costs_that_line_alone() -> None:
    text = (
        line("Hej") + line("nej", times="0:00:xx,0:00:02.00") + "Comment: 0,0:00:01.00,0:00:02.00,,,0,0,0,,not\nstray\n"
    )
    assert [cue[3] for cue in read(text)] == ["Hej"]
    assert [(number, reason) for number, reason, _ in dropped(text)] == [
        (11, "bad_time"),
        (12, "not_shown"),
        (13, "no_time"),
    ]


def test_the_elder_format_counts_places_in_its_own_way() -> None:
    text = """[Script Info]
[V4 Styles]
Format: Name, Fontname, Fontsize, Bold, Italic, Alignment
Style: Top,Arial,20,0,-1,6
[Events]
Format: Marked, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: Marked=0,0:00:01.00,0:00:02.00,Top,,0000,0000,0000,,Hej
"""
    cues = SubStation().parse(text).document.cues
    assert [(cue.settings, cue.payload) for cue in cues] == [("line:0", "<i>Hej</i>")]


def test_columns_are_taken_in_the_order_that_the_file_names() -> None:
    text = "[Events]\nFormat: Start, End, Text\nDialogue: 0:00:01.00,0:00:02.00,Hej, du\n"
    assert [cue.payload for cue in SubStation().parse(text).document.cues] == ["Hej, du"]


def test_times_beyond_ten_hours_and_braces_survive() -> None:
    document = Document(blocks=[Cue("", 40_000_000, 40_001_230, "", "{a} \\N b", 0)])
    assert SubStation().parse(SubStation().write(document)).document.cues == [
        Cue("", 40_000_000, 40_001_230, "", "{a} \\N b", 13)
    ]
