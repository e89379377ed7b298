"""Word documents: made by us, edited as Word edits them (by python-docx), and made by those who wish us ill."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import docx
import pytest
from docx.table import Table
from hypothesis import given, settings
from hypothesis import strategies as st

from subtitles.exceptions import UnreadableSubtitles
from subtitles.formats import FORMATS, word_file
from subtitles.formats.proof import Changed, Proofread, changes, keys_of, sheet
from subtitles.formats.word_table import Side
from subtitles.webvtt import Cue, Document, Word

SAID = (Word("Hej", 1000, 1100, 0.4), Word("du", 1200, 1300, 0.9), Word("&", 1400, 1500), Word("jag", 1600, 1700))
DOCUMENT = Document(
    blocks=[
        Cue("a", 1000, 2500, "line:0", "<v Anna>Hej <i>du</i> &amp; jag</v>", 0, SAID),
        Cue("b", 3000, 4000, "", "<c.red>röd</c>\n<00:03.500>text <b>", 0),
        Cue("", 5000, 6000, "", "می\u200cخواهیم <lang sv>frihet</lang>", 0),
        Cue("", 7000, 8000, "", "", 0),
    ]
)
KEYS = ["k1", "k2", "k3", "k4"]


def made(target: Side | None = None) -> bytes:
    source = Side(["Hello & you", "red", "freedom", ""], "en")
    return sheet(DOCUMENT, KEYS, source, target or Side((), "fa", "rtl"))


def edited(data: bytes, edit: Callable[[Table], object]) -> bytes:
    opened = docx.Document(io.BytesIO(data))
    edit(opened.tables[0])
    saved = io.BytesIO()
    opened.save(saved)
    return saved.getvalue()


def test_word_shows_source_and_target_beside_each_other() -> None:
    rows = docx.Document(io.BytesIO(made())).tables[0].rows
    assert [cell.text for cell in rows[1].cells] == [
        "k1", "00:00:01.000 --> 00:00:02.500", "Hello & you", "Anna: Hej du & jag",
    ]  # fmt: skip
    assert rows[1].cells[3].paragraphs[0].runs[1].italic
    assert "<w:bidi/>" in rows[1].cells[3]._tc.xml
    assert "<w:bidi/>" not in rows[1].cells[2]._tc.xml


def test_what_nobody_edited_is_not_changed() -> None:
    assert changes(DOCUMENT, KEYS, made()) == Proofread()
    assert changes(DOCUMENT, KEYS, edited(made(), lambda table: None)) == Proofread()


def test_only_what_was_edited_is_changed_and_all_else_of_the_cue_stays() -> None:
    def edit(table: Table) -> None:
        table.cell(1, 3).paragraphs[0].runs[0].text = "Anna: Hallå "

    words = (Word("Hallå", 1000, 1100), *SAID[1:])
    assert changes(DOCUMENT, KEYS, edited(made(), edit)).changed == [
        Changed(0, replace(DOCUMENT.cues[0], payload="<v Anna>Hallå <i>du</i> &amp; jag</v>", words=words))
    ]


def test_bold_a_new_paragraph_and_another_speaker_come_back() -> None:
    def edit(table: Table) -> None:
        table.cell(2, 3).text = "BO: röd"
        table.cell(2, 3).add_paragraph().add_run("ny").bold = True

    changed = changes(DOCUMENT, [*KEYS], edited(made(), edit)).changed
    assert [(each.index, each.cue.payload) for each in changed] == [(1, "BO: röd\n<b>ny</b>")]
    named = Document(blocks=[*DOCUMENT.blocks, Cue("", 9000, 9500, "", "<v BO>x</v>")])
    again = changes(named, [*KEYS, "k5"], edited(sheet(named, [*KEYS, "k5"], Side(), Side()), edit)).changed
    assert [(each.index, each.cue.payload) for each in again] == [(1, "<v BO>röd\n<b>ny</b></v>")]


def test_a_time_can_be_put_right_in_the_table() -> None:
    def edit(table: Table) -> None:
        table.cell(3, 1).text = "00:00:05,500 - ۰۰:۰۰:۰۶٫۵"

    assert changes(DOCUMENT, KEYS, edited(made(), edit)).changed == [
        Changed(2, replace(DOCUMENT.cues[2], start_ms=5500, end_ms=6500))
    ]


def test_rows_that_are_gone_new_or_there_twice_are_named() -> None:
    def edit(table: Table) -> None:
        table._tbl.remove(table.rows[1]._tr)
        table.cell(1, 0).text = "ny"

    read = changes(DOCUMENT, KEYS, edited(made(), edit))
    assert (read.changed, read.missing) == ([], [0, 1])
    assert [(part.line, part.text.split(" | ")[0]) for part in read.unknown] == [(2, "ny")]


def test_marks_of_direction_that_word_puts_in_are_no_change() -> None:
    def edit(table: Table) -> None:
        run = table.cell(3, 3).paragraphs[0].runs[0]
        run.text = f"\u200f{run.text}\u200e"

    assert changes(DOCUMENT, KEYS, edited(made(), edit)) == Proofread()


def test_deleted_text_of_a_tracked_change_is_not_read_and_inserted_text_is() -> None:
    xml = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:tbl><w:tr>'
        "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>0:01 - 0:02</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:del><w:r><w:delText>bort</w:delText></w:r></w:del><w:ins><w:r><w:t>in</w:t><w:tab/><w:t>nu</w:t>"
        "</w:r></w:ins></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
    )
    assert [(cue.identifier, cue.payload) for cue in FORMATS["docx"].parse(xml).document.cues] == [("1", "in nu")]


def test_a_document_without_a_table_is_a_transcript() -> None:
    opened = docx.Document()
    for paragraph in ("Intervju", "[00:00:01] ANNA: Hej", "[00:00:05] BO: Hej"):
        opened.add_paragraph(paragraph)
    saved = io.BytesIO()
    opened.save(saved)
    cues = FORMATS["docx"].read(saved.getvalue(), "sv").document.cues
    assert [cue.payload for cue in cues] == ["<v ANNA>Hej</v>", "<v BO>Hej</v>"]


pieces = [*"ab اب\u200c\n&<>é:", "<i>", "</i>", "<v Anna>", "</v>", "<lang fa>", "&amp;", "BO: ", "<c.red>"]
payloads = st.lists(st.sampled_from(pieces), max_size=20).map("".join)


@given(st.lists(payloads, min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_no_text_at_all_changes_on_its_way_through_word(texts: list[str]) -> None:
    document = Document(blocks=[Cue("", at * 1000, at * 1000 + 900, "", text) for at, text in enumerate(texts)])
    keys = [str(at) for at in range(len(texts))]
    assert changes(document, keys, sheet(document, keys, Side(), Side())) == Proofread()


def test_the_keys_of_a_document_are_all_different() -> None:
    names = ["a", "2", "", "a", "x", "1"]
    document = Document(blocks=[Cue(name, 0, 1, "", "") for name in names])
    assert keys_of(document) == ["1", "2", "3", "4", "x", "6"]
    assert changes(document, keys_of(document), FORMATS["docx"].encode(document)) == Proofread()


def packed(**files: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return data.getvalue()


def test_a_bomb_is_not_unpacked() -> None:
    bomb = packed(word__document_xml=b" " * (word_file.MAX_TEXT_BYTES + 1))
    assert len(bomb) < 100_000
    assert refused(bomb) == "packed_too_large"
    # The size that the file gives of itself is a lie.
    at = bomb.index(b"PK\x01\x02") + 24
    liar = bomb[:at] + (1000).to_bytes(4, "little") + bomb[at + 4 :]
    assert refused(liar) in {"packed_too_large", "other_content"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (packed(word__document_xml=b"<a/>", word__vbaProject_bin=b"x"), "macros"),
        (packed(other_xml=b"<a/>"), "other_content"),
        (packed(word__document_xml=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "doctype"),
        (packed(word__document_xml=b"<a>" * 1000), "too_deep"),
        (packed(word__document_xml=b"<a/>"), "no_times"),
        (packed(**{f"f{at}": b"" for at in range(word_file.MAX_ENTRIES + 1)}), "packed_too_large"),
        (b"PK\x03\x04 nothing", "other_content"),
    ],
)
def test_hostile_documents_are_refused(data: bytes, code: str) -> None:
    assert refused(data) == code


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableSubtitles) as caught:
        FORMATS["docx"].read(data, "sv")
    return str(caught.value.code)


def test_a_part_in_another_language_is_read_its_own_way() -> None:
    document = Document(blocks=[Cue("", 0, 1000, "", "<lang sv>ja</lang> <lang ps>موږ</lang>", 0)])
    written = FORMATS["docx"].write(document, "rtl", "prs")
    assert '<w:lang w:val="sv" w:bidi="sv"/></w:rPr><w:t xml:space="preserve">ja</w:t>' in written
    assert '<w:rtl/><w:lang w:val="ps" w:bidi="ps"/></w:rPr><w:t xml:space="preserve">موږ' in written
    assert '<w:rtl/><w:lang w:val="sv"' not in written
