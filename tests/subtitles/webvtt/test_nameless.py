"""A document without what only those who made it read."""

import pytest

from subtitles.webvtt import parse, write
from subtitles.webvtt.nameless import nameless

FILE = """WEBVTT Hemlig

NOTE Hemlig

REGION
id:Hemlig
width:40%

STYLE
/* Hemlig */
::cue(b), ::cue(.red) { color: lime }

Hemlig-1
00:01.000 --> 00:02.000 region:Hemlig line:0
<c.Hemlig.red>Fred</c> <v Hemlig>nu

7
00:03.000 --> 00:04.000 region:Nowhere
Bröd
"""


def shown(text: str) -> str:
    return write(nameless(parse(text).document, lambda label: ""))


def test_nothing_is_left_that_a_reader_does_not_see() -> None:
    text = shown(FILE)
    assert "Hemlig" not in text
    assert "REGION\nid:1\nwidth:40%" in text
    assert "STYLE\n::cue(b), ::cue(.red) { color: lime }\n\n" in text
    assert "00:00:01.000 --> 00:00:02.000 region:1 line:0\n<c.red>Fred</c> <v>nu" in text
    assert "7\n00:00:03.000 --> 00:00:04.000" in text


@pytest.mark.parametrize(
    "rule",
    [
        '::cue(v[voice="Hemlig"]) { color: red }',
        "::cue(#Hemlig) { color: red }",
        "::cue(.Hemlig) { color: red }",
        "::cue { color: red } ::cue(c.Hemlig) { color: red }",
        "Hemlig { color: red }",
        "::cue(:lang(Hemlig)) { color: red }",
    ],
)
def test_a_style_of_somebody_stays_behind(rule: str) -> None:
    assert "STYLE" not in shown(f"WEBVTT\n\nSTYLE\n{rule}\n\n00:01.000 --> 00:02.000\nFred\n")
