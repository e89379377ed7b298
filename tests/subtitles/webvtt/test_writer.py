from subtitles.webvtt import Block, Cue, Document, parse, write

FILE = """WEBVTT - Kvinnors Röst
Kind: subtitles

NOTE made by hand

REGION
id:top

STYLE
::cue { color: white }

1
00:00:01.000 --> 00:00:02.000 region:top align:start
<v Sara>Frihet

00:00:03.000 --> 00:00:04.000
en rad
en till

NOTE the end
"""


def test_a_sound_file_comes_back_as_it_was() -> None:
    assert write(parse(FILE).document) == FILE


def test_every_line_of_a_right_to_left_track_carries_the_mark_once() -> None:
    document = Document(blocks=[Cue("", 0, 1000, "", "سلام\n\u200fآزادی")])
    assert write(document, "rtl") == "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n\u200fسلام\n\u200fآزادی\n"


def test_nothing_in_a_cue_can_end_its_block() -> None:
    cue = Cue("a\n-->", 0, 1000, "line:0\nx", "one\n\ntwo --> three\r\n\r\nfour")
    written = write(Document(blocks=[cue, Block("note", "NOTE")]))
    assert written == ("WEBVTT\n\na ->\n00:00:00.000 --> 00:00:01.000 line:0 x\none\ntwo --&gt; three\nfour\n\nNOTE\n")
