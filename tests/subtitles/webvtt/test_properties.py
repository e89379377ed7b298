"""What must hold for any text at all."""

from hypothesis import given
from hypothesis import strategies as st

from subtitles.webvtt import Block, parse, write
from subtitles.webvtt.cuetext import plain_text, to_html, tree

# Pieces that the grammar is made of, so that chance meets its corners.
PIECES = [
    "WEBVTT", "\n", "\n\n", "\r", "\r\n", " ", "\t", "-->", "00:01.000 --> 00:02.000", "00:03.000", "NOTE", "STYLE",
    "REGION", "id:a", "region:a", "line:0", "align:x", "<b>", "</b>", "<v Sara>", "<", ">", "&amp;", "&",
    "\0", "\ufeff", "\u200f", "\u200c", "ا",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=5)).map("".join)
files = texts | texts.map(lambda text: f"WEBVTT\n\n{text}")


@given(files)
def test_reading_never_fails_and_writing_what_was_read_is_stable(text: str) -> None:
    once = write(parse(text).document)
    assert write(parse(once).document) == once
    assert parse(once).dropped == []


@given(files)
def test_every_line_is_in_the_document_or_in_the_report(text: str) -> None:
    parsed = parse(text)
    lines = text.removeprefix("\ufeff").replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if parsed.dropped and parsed.dropped[0].reason == "no_signature":
        return
    taken = set(range(1, parsed.document.header.count("\n") + 2)) | {part.line for part in parsed.dropped}
    for block in parsed.document.blocks:
        if isinstance(block, Block):
            taken |= set(range(block.line, block.line + block.text.count("\n") + 1))
        else:
            first = block.line - 1 if block.identifier else block.line
            taken |= set(range(first, block.line + (block.payload.count("\n") + 1 if block.payload else 0) + 1))
    assert {number for number, line in enumerate(lines, start=1) if line} <= taken


@given(texts)
def test_any_payload_has_a_text_and_a_tree(payload: str) -> None:
    assert tree(payload).name == ""
    assert "\u200f" not in plain_text(payload)
    assert "<script" not in to_html(payload)
