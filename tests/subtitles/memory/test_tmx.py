import pytest

from subtitles.exceptions import UnreadableSubtitles
from subtitles.memory import tmx
from subtitles.memory.tmx import Unit
from subtitles.reasons import Refusal

HEAD = '<?xml version="1.0"?>\n{doctype}<tmx version="1.4"><header srclang="{srclang}"/><body>{body}</body></tmx>'


def file(body: str, srclang: str = "sv-SE", doctype: str = "") -> bytes:
    return HEAD.format(doctype=doctype, srclang=srclang, body=body).encode()


def unit(*texts: tuple[str, str], attributes: str = "") -> str:
    variants = "".join(f'<tuv xml:lang="{language}"><seg>{text}</seg></tuv>' for language, text in texts)
    return f"<tu {attributes}>{variants}</tu>"


def test_a_file_of_another_program_is_read() -> None:
    body = unit(
        ("sv-SE", "Hon &amp; jag"), ("fa-IR", "او و من"), ("EN-gb", "She and I"), attributes='creationid="mina"'
    )
    said = tmx.read(file(body, doctype='<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'))
    assert said.units == [
        Unit("sv", "Hon & jag", "fa", "او و من", "mina"), Unit("sv", "Hon & jag", "en", "She and I", "mina"),
    ]  # fmt: skip
    assert said.left_out == 0


def test_codes_of_a_program_are_no_text_and_what_is_emphasised_is() -> None:
    body = unit(("sv", 'Hon <bpt i="1">{\\b</bpt><hi>skrev</hi><ept i="1">}</ept> nu<ph x="1"/>.'), ("fa", "نوشت"))
    assert tmx.read(file(body)).units == [Unit("sv", "Hon skrev nu.", "fa", "نوشت")]


@pytest.mark.parametrize(
    ("tag", "ours"),
    [("fa-AF", "prs"), ("prs-AF", "prs"), ("ckb-IQ", "ckb"), ("ku", "kmr"), ("ku-Arab", "ckb"),
     ("sv_FI", "sv"), ("EN", "en")],
)  # fmt: skip
def test_tags_stand_for_the_languages_that_are_kept_here(tag: str, ours: str) -> None:
    body = unit((tag, "a"), ("ar", "b"))
    assert [each.source_language for each in tmx.read(file(body, srclang="*all*")).units] == [ours]


def test_what_cannot_be_kept_is_counted() -> None:
    body = unit(("sv", "a"), ("xx", "b")) + unit(("fa", "a"), ("en", "b")) + unit(("sv", " "), ("fa", "b"))
    body += unit(("sv", "x" * 5001), ("fa", "b")) + unit(("sv", "a"), ("fa", "b")) + "<tu/>"
    said = tmx.read(file(body))
    assert (said.units, said.left_out) == ([Unit("sv", "a", "fa", "b")], 5)


def test_utf_16_is_read() -> None:
    data = file(unit(("sv", "ä"), ("fa", "ب"))).decode().encode("utf-16")
    assert tmx.read(data).units == [Unit("sv", "ä", "fa", "ب")]


HOSTILE = {
    b"": Refusal.OTHER_CONTENT,
    b"{}": Refusal.OTHER_CONTENT,
    b"<tt/>": Refusal.OTHER_CONTENT,
    b"\xff<tmx/>": Refusal.ENCODING,
    b"<tmx>" + b"<a>" * 100: Refusal.TOO_DEEP,
    file("", doctype='<!DOCTYPE tmx [<!ENTITY a "b">]>'): Refusal.DOCTYPE,
    file("", doctype='<!DOCTYPE tmx SYSTEM "x.dtd" [<!ENTITY a SYSTEM "file:///etc/passwd">]>'): Refusal.DOCTYPE,
    file("", doctype='<!DOCTYPE html SYSTEM "x">'): Refusal.DOCTYPE,
    file("", doctype='<!DOCTYPE tmx SYSTEM "a"><!DOCTYPE tmx SYSTEM "b">'): Refusal.DOCTYPE,
    file(unit(("sv", "&a;"), ("fa", "b"))): Refusal.OTHER_CONTENT,
}


@pytest.mark.parametrize("data", HOSTILE)
def test_what_is_hostile_or_no_memory_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableSubtitles) as refused:
        tmx.read(data)
    assert refused.value.code == HOSTILE[data]


def test_what_is_written_is_read_again() -> None:
    units = [
        Unit("sv", 'Hon <b> & "jag"', "fa", "می‌خواهم\nبروم", 'mi"na', "Köket & annat"),
        Unit("fa", "او", "prs", "\ud800او\x00", "", ""),
    ]
    data = "".join(tmx.written(units)).encode()
    back = [Unit(*each[:4], by=each.by) for each in units]
    back[1] = back[1]._replace(target="\ufffdاو\ufffd")
    assert tmx.read(data).units == back
