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


def test_a_cue_that_is_read_from_right_to_left_names_its_side() -> None:
    cues = [Cue("", 0, 1000, f"line:0 align:{align}", "سلام") for align in ("start", "end", "center", "left")]
    placed = [line.split(" ", 3)[3] for line in write(Document(blocks=[*cues]), "rtl").splitlines() if "-->" in line]
    assert placed == ["line:0 align:right", "line:0 align:left", "line:0 align:center", "line:0 align:left"]
    assert "align:start" in write(Document(blocks=[*cues]))


def test_nothing_in_a_cue_can_end_its_block() -> None:
    cue = Cue("a\n-->", 0, 1000, "line:0\nx", "one\n\ntwo --> three\r\n\r\nfour")
    written = write(Document(blocks=[cue, Block("note", "NOTE")]))
    assert written == ("WEBVTT\n\na ->\n00:00:00.000 --> 00:00:01.000 line:0 x\none\ntwo --&gt; three\nfour\n\nNOTE\n")


def test_a_cue_in_another_language_has_the_mark_of_its_own_direction() -> None:
    swedish, dari = "<lang sv>Ja.</lang>", "<lang prs>بلی</lang>\nja"
    document = Document(blocks=[Cue("", 0, 1000, "", text) for text in (swedish, dari, "Hej <lang fa>ما</lang>!")])
    assert [block.split("\n")[1:] for block in write(document, "rtl").rstrip().split("\n\n")[1:]] == [
        [swedish], ["\u200f<lang prs>بلی</lang>", "\u200fja"], ["\u200fHej <lang fa>ما</lang>!"],
    ]  # fmt: skip
    assert [block.split("\n")[1:] for block in write(document).rstrip().split("\n\n")[1:]] == [
        [swedish], ["\u200f<lang prs>بلی</lang>", "\u200fja"], ["Hej <lang fa>ما</lang>!"],
    ]  # fmt: skip
