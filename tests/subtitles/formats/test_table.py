import csv
import io

import pytest

from subtitles.exceptions import UnreadableSubtitles
from subtitles.formats import FORMATS
from subtitles.formats.table import TabbedTable, Table
from subtitles.webvtt import Cue, Document

ROW = (1000, 2500, "Hej")


def read(text: str) -> list[tuple[int, int, str]]:
    return [(cue.start_ms, cue.end_ms, cue.payload) for cue in Table().parse(text).document.cues]


@pytest.mark.parametrize(
    "text",
    [
        "start,end,text\n00:00:01.000,00:00:02.500,Hej",
        "Starttid;Sluttid;Undertext\r\n00:00:01,000;00:00:02,500;Hej\r\n",
        "شروع\tپایان\tمتن\n۰۰:۰۰:۰۱\t۰۰:۰۰:۰۲٫۵\tHej",
        "Text|Start|Duration\nHej|1|1.5",
        "id,In,Out,Subtitle\n7,1,2.5,Hej",
        '"sep=;"\nStart;Slut;Text\n1;2,5;Hej',
        "00:00:01,00:00:02.5,Hej",
        "1,00:00:01,00:00:02.5,Hej",
    ],
)
def test_columns_and_delimiters_are_found(text: str) -> None:
    assert read(text) == [ROW]


def test_excels_mark_and_utf_16_are_understood() -> None:
    text = "Start\tSlut\tText\r\n1\t2,5\tHej\r\n"
    for data in (text.encode("utf-8-sig"), text.encode("utf-16")):
        cues = FORMATS["csv"].read(data, "sv").document.cues
        assert [(cue.start_ms, cue.end_ms, cue.payload) for cue in cues] == [ROW]


def test_speakers_lines_and_identifiers_have_columns() -> None:
    parsed = Table().parse('Id,Start,Slut,Talare,Text,Not\nA1,1,2,Anna,"Hej\ndu & <jag>",x\n')
    assert parsed.document.cues == [Cue("A1", 1000, 2000, "", "<v Anna>Hej\ndu &amp; &lt;jag&gt;</v>", 2)]
    assert [(part.line, str(part.reason), part.text) for part in parsed.dropped] == [(1, "column", "Not")]


def test_without_ends_a_cue_lasts_until_the_next() -> None:
    parsed = Table().parse("start,text\n1,ett\n3,två")
    assert [(cue.start_ms, cue.end_ms) for cue in parsed.document.cues] == [(1000, 3000), (3000, 4000)]
    assert [(part.line, str(part.reason)) for part in parsed.mended] == [(3, "guessed_end")]


def test_a_row_whose_time_cannot_be_read_is_reported() -> None:
    parsed = Table().parse("start,end,text\nx,2,ett\n3,4,två")
    assert [(part.line, str(part.reason), part.text) for part in parsed.dropped] == [(2, "bad_time", "x | 2 | ett")]


@pytest.mark.parametrize("text", ["a,b,c\n1,2,3", "hej", "start,end\n1,2"])
def test_a_table_without_times_and_text_is_refused_with_advice(text: str) -> None:
    with pytest.raises(UnreadableSubtitles, match="call them") as caught:
        Table().parse(text)
    assert caught.value.code == "no_columns"


@pytest.mark.parametrize("said", ["=1+1", "-Hej", "+46", "@a", "'=x", "'", "''-a"])
def test_no_spreadsheet_takes_a_text_for_a_formula_and_it_comes_back(said: str) -> None:
    written = Table().write(Document(blocks=[Cue("", 1000, 2000, "", said, 0)]))
    cell = list(csv.reader(io.StringIO(written)))[1][-1]
    assert cell[0] not in "=+-@"
    assert Table().parse(written).document.cues[0].payload == said


def test_tabulators_make_the_other_kind_of_file() -> None:
    written = TabbedTable().write(Document(blocks=[Cue("a", 1000, 2000, "", "Hej", 0)]))
    assert written == "id\tstart\tend\tspeaker\ttext\r\na\t00:00:01.000\t00:00:02.000\t\tHej\r\n"
    assert TabbedTable().encode(Document()).startswith(b"\xef\xbb\xbf")
