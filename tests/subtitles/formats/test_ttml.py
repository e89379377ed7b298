import xml.etree.ElementTree as ET

import pytest
from ttconv.imsc import reader

from subtitles.exceptions import UnreadableSubtitles
from subtitles.formats import FORMATS
from subtitles.formats.ttml import TimedTextMarkup
from subtitles.webvtt import Cue, Document

NAMES = (
    'xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" '
    'xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"'
)


def tt(body: str, head: str = "", about: str = "") -> str:
    return f'<tt {NAMES} xml:lang="sv" {about}><head>{head}</head>{body}</tt>'


def paragraphs(text: str, **more: str) -> str:
    return tt(f"<body><div>{text}</div></body>", **more)


def read(text: str) -> list[tuple[int, int, str, str]]:
    cues = TimedTextMarkup().parse(text).document.cues
    return [(cue.start_ms, cue.end_ms, cue.settings, cue.payload) for cue in cues]


def dropped(text: str) -> list[tuple[int, str, str]]:
    return [(part.line, str(part.reason), part.text) for part in TimedTextMarkup().parse(text).dropped]


@pytest.mark.parametrize(
    ("times", "about", "expected"),
    [
        ('begin="00:00:01.500" end="00:00:02.500"', "", (1500, 2500)),
        ('begin="1.5s" dur="1s"', "", (1500, 2500)),
        ('begin="1500ms" end="2500ms"', "", (1500, 2500)),
        ('begin="0.5m" end="1h"', "", (30_000, 3_600_000)),
        ('begin="00:00:01:12" end="00:00:02:12"', 'ttp:frameRate="24"', (1500, 2500)),
        ('begin="36f" end="60f"', 'ttp:frameRate="24"', (1500, 2500)),
        ('begin="15000000t" end="25000000t"', 'ttp:tickRate="10000000"', (1500, 2500)),
        ('begin="30f" end="60f"', 'ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001"', (1001, 2002)),
        ('begin="1s" end="3s" dur="5s"', "", (1000, 3000)),
    ],
)
def test_times_of_every_kind_are_read(times: str, about: str, expected: tuple[int, int]) -> None:
    assert [cue[:2] for cue in read(paragraphs(f"<p {times}>Hej</p>", about=about))] == [expected]


def test_times_count_from_what_is_around_and_end_with_it() -> None:
    body = '<body begin="10s"><div begin="1s" end="5s"><p begin="1s">a</p><p begin="2s" end="9s">b</p></div></body>'
    assert [cue[:2] for cue in read(tt(body))] == [(12_000, 15_000), (13_000, 15_000)]


def test_in_a_sequence_each_begins_where_the_one_before_ends() -> None:
    body = '<body><div timeContainer="seq"><p dur="2s">a</p><p begin="1s" dur="2s">b</p><p dur="1s">c</p></div></body>'
    assert [cue[:2] for cue in read(tt(body))] == [(0, 2000), (3000, 5000), (5000, 6000)]


def test_a_span_with_times_of_its_own_is_a_cue() -> None:
    text = '<p><span begin="1s" end="2s">ett</span><span begin="2s" end="3s">två</span></p>'
    assert read(paragraphs(text)) == [(1000, 2000, "", "ett"), (2000, 3000, "", "två")]


def test_styles_are_inherited_referred_to_and_taken_back() -> None:
    head = (
        '<styling><style xml:id="base" tts:fontStyle="italic"/>'
        '<style xml:id="loud" style="base" tts:fontWeight="bold"/></styling>'
    )
    text = '<p begin="1s" end="2s" style="loud">a<span tts:fontStyle="normal">b</span><span style="none">c</span></p>'
    assert read(paragraphs(text, head=head))[0][3] == "<i><b>a</b></i><b>b</b><i><b>c</b></i>"


def test_styles_in_a_circle_or_a_long_chain_end() -> None:
    chain = "".join(f'<style xml:id="s{at}" style="x s{at + 1} s{at + 1}"/>' for at in range(5000))
    head = (
        f'<styling><style xml:id="a" style="b"/><style xml:id="b" style="a" tts:fontStyle="italic"/>{chain}</styling>'
    )
    text = '<p begin="1s" end="2s" style="s0"><span style="a">x</span></p>'
    assert read(paragraphs(text, head=head))[0][3] == "<i>x</i>"


@pytest.mark.parametrize(
    ("region", "settings"),
    [
        ('tts:origin="10% 80%" tts:extent="80% 20%" tts:displayAlign="after" tts:textAlign="center"', ""),
        ('tts:origin="10% 5%" tts:extent="80% 20%" tts:textAlign="center"', "line:5%"),
        ('tts:origin="0% 0%" tts:extent="100% 50%" tts:displayAlign="after"', "line:50%,end"),
        ('tts:origin="60% 70%" tts:extent="30% 20%" tts:displayAlign="after" tts:textAlign="left"',
         "align:left position:60%,line-left size:30%"),
    ],
)  # fmt: skip
def test_regions_become_settings(region: str, settings: str) -> None:
    head = f'<layout><region xml:id="r" {region}/></layout>'
    assert read(paragraphs('<p begin="1s" end="2s" region="r">Hej</p>', head=head)) == [(1000, 2000, settings, "Hej")]


def test_languages_and_agents_are_kept() -> None:
    named = '<ttm:name type="full">Anna &amp; Bo</ttm:name>'
    head = f'<metadata><ttm:agent xml:id="a" type="person">{named}</ttm:agent></metadata>'
    text = '<p begin="1s" end="2s" ttm:agent="a">Hej <span xml:lang="fa" tts:direction="rtl">سلام</span></p>'
    assert read(paragraphs(text, head=head))[0][3] == "<v Anna &amp; Bo>Hej <lang fa>سلام</lang></v>"


def test_spaces_fall_together_unless_they_are_kept() -> None:
    text = '<p begin="1s" end="2s">\n  a\n  b<br/>c\u00a0d </p><p begin="1s" end="2s" xml:space="preserve">a  b</p>'
    assert [cue[3] for cue in read(paragraphs(text))] == ["a b\nc\u00a0d", "a  b"]


def test_what_cannot_be_read_is_reported_with_its_line() -> None:
    text = '\n<p begin="kl 1" end="2s">bort</p>\n<p>utan tid</p>\n<p begin="1s">utan slut</p>'
    text += '<p begin="1s" end="2s">kvar</p>'
    assert [cue[3] for cue in read(paragraphs(text))] == ["kvar"]
    assert dropped(paragraphs(text)) == [
        (2, "bad_time", 'begin="kl 1" end="2s"'),
        (2, "with_bad_time", "bort"),
        (3, "no_time", "utan tid"),
        (4, "bad_time", "utan slut"),
    ]


def test_a_rate_of_nothing_is_reported_and_passed_over() -> None:
    text = paragraphs('<p begin="1s" end="2s">Hej</p>', about='ttp:frameRate="0" ttp:tickRate="x"')
    assert len(read(text)) == 1
    assert [part[2] for part in dropped(text)] == ["frameRate=0", "tickRate=x"]


def test_drafts_of_the_standard_are_read() -> None:
    text = '<tt xmlns="http://www.w3.org/2006/10/ttaf1"><body><div><p begin="1s" end="2s">Hej</p></div></body></tt>'
    assert read(text) == [(1000, 2000, "", "Hej")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('<!DOCTYPE tt [<!ENTITY a "x">]><tt xmlns="http://www.w3.org/ns/ttml"><body>&a;</body></tt>', "doctype"),
        ('<!DOCTYPE tt SYSTEM "http://127.0.0.1/x.dtd"><tt/>', "doctype"),
        ("<tt><body>&a;</body></tt>", "other_content"),
        ("<tt><body>", "other_content"),
        ("<html/>", "other_content"),
        ("", "other_content"),
        ("<a>" * 100, "too_deep"),
        ("<tt>" + "<br/>" * 600_000 + "</tt>", "too_deep"),
    ],
)
def test_hostile_xml_is_refused(text: str, code: str) -> None:
    with pytest.raises(UnreadableSubtitles) as caught:
        TimedTextMarkup().parse(text)
    assert caught.value.code == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_the_declared_encoding_is_heeded(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + paragraphs('<p begin="1s" end="2s">år &#1587;</p>')
    assert [cue.payload for cue in FORMATS["ttml"].read(text.encode(encoding), "sv").document.cues] == ["år س"]


RICH = Document(
    blocks=[
        Cue("", 1000, 2500, "", "<v Anna>Hej <i>du &amp; jag</i></v>\n<v Bo>Hej</v>", 0),
        Cue("", 3000, 4000, "line:0 align:left", "<b>می\u200cخواهیم</b> <lang sv>ja</lang>", 0),
    ]
)


def test_what_is_written_is_read_the_same_by_us() -> None:
    written = TimedTextMarkup().write(RICH, "rtl", "fa")
    assert [cue[:2] for cue in read(written)] == [(1000, 2500), (3000, 4000)]
    assert [cue[3] for cue in read(written)] == [cue.payload for cue in RICH.cues]
    assert TimedTextMarkup().write(TimedTextMarkup().parse(written).document, "rtl", "fa") == written


def test_another_reader_finds_the_same_times_languages_and_texts() -> None:
    written = TimedTextMarkup().write(RICH, "rtl", "fa")
    model = reader.to_model(ET.ElementTree(ET.fromstring(written)))
    assert model is not None
    assert model.get_lang() == "fa"
    paragraphs = [each for each in model.get_body().dfs_iterator() if type(each).__name__ == "P"]
    assert [(float(each.get_begin()), float(each.get_end())) for each in paragraphs] == [(1.0, 2.5), (3.0, 4.0)]
    texts = ["".join(e.get_text() for e in each.dfs_iterator() if type(e).__name__ == "Text") for each in paragraphs]
    assert texts == ["Hej du & jagHej", "می\u200cخواهیم ja"]
    assert sorted(region.get_id() for region in model.iter_regions()) == ["r2", "r7"]


def test_what_is_written_says_what_it_conforms_to_and_which_way_it_is_read() -> None:
    written = TimedTextMarkup().write(RICH, "rtl", "fa")
    assert "urn:ebu:tt:distribution:2014-01" in written
    assert "http://www.w3.org/ns/ttml/profile/imsc1/text" in written
    assert 'tts:direction="rtl"' in written
    assert all(element.text is None or not element.text.strip() for element in ET.fromstring(written).iter("p"))


def test_a_part_in_another_language_is_read_its_own_way() -> None:
    written = FORMATS["ttml"].write(Document(blocks=[Cue("", 0, 1000, "", "Hon: <lang prs>ما</lang>", 0)]), "ltr", "sv")
    assert '<span style="text rtl" xml:lang="prs">ما</span>' in written
    assert '<span style="text">Hon: </span>' in written
