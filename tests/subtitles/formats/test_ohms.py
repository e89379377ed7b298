import pytest

from subtitles.exceptions import UnreadableSubtitles
from subtitles.formats.ohms import OralHistory
from subtitles.webvtt import Block, Cue, Document

TRANSCRIPT = """ANNA: Hej och välkommen
till samtalet.

BO: Tack. Det började 1994
när vi reste.
ANNA: Berätta."""
INDEX = """<index>
<point><time>0</time><title>Barndom</title><synopsis>I byn</synopsis><keywords>by;skola</keywords></point>
<point><time>95</time><title>Resan</title></point></index>"""


def ohms(transcript: str = TRANSCRIPT, sync: str = "1:|4(2)|6(1)", more: str = INDEX) -> str:
    return (
        '<?xml version="1.0"?><ROOT xmlns="https://www.weareavp.com/nunncenter/ohms"><record id="1" dt="2020-01-01">'
        f"<sync>{sync}</sync><transcript>{transcript}</transcript>{more}</record></ROOT>"
    )


def read(text: str) -> list[tuple[int, int, str]]:
    return [(cue.start_ms, cue.end_ms, cue.payload) for cue in OralHistory().parse(text).document.cues]


def test_a_transcript_is_divided_at_its_sync_points() -> None:
    assert read(ohms()) == [
        (0, 60_000, "<v ANNA>Hej och välkommen\ntill samtalet.</v>"),
        (60_000, 120_000, "<v BO>Tack. Det började 1994\nnär vi reste.</v>"),
        (120_000, 180_000, "<v ANNA>Berätta.</v>"),
    ]


def test_a_longer_interval_is_heeded() -> None:
    assert [cue[:2] for cue in read(ohms(sync="2:|4(1)|6(1)"))] == [
        (0, 120_000),
        (120_000, 240_000),
        (240_000, 300_000),
    ]


def test_the_index_stands_in_the_document_as_notes_and_goes_back() -> None:
    document = OralHistory().parse(ohms()).document
    notes = [block.text for block in document.blocks if isinstance(block, Block)]
    assert notes == ["NOTE OHMS index 00:00:00.000 Barndom\nI byn\nby;skola", "NOTE OHMS index 00:01:35.000 Resan"]
    written = OralHistory().write(document, language="sv")
    assert "<point><time>95</time><title>Resan</title><synopsis></synopsis></point>" in written
    again = OralHistory().parse(written).document
    assert [block.text.split("\n")[0] for block in again.blocks if isinstance(block, Block)] == [
        note.split("\n")[0] for note in notes
    ]


def test_an_index_alone_is_a_list_of_chapters() -> None:
    assert read(ohms("", "")) == [(0, 95_000, "Barndom\nI byn\nby;skola"), (95_000, 155_000, "Resan")]


def test_a_webvtt_text_in_the_file_says_more_and_is_read() -> None:
    vtt = "<vtt_transcript>WEBVTT\n\n00:01.000 --&gt; 00:02.500\n&lt;v Anna&gt;Hej</vtt_transcript>"
    assert read(ohms(more=vtt)) == [(1000, 2500, "<v Anna>Hej")]


def test_a_transcript_without_sync_points_is_one_without_times() -> None:
    with pytest.raises(UnreadableSubtitles) as caught:
        OralHistory().parse(ohms(sync=""))
    assert caught.value.code == "no_times"


def test_a_translation_in_the_same_file_is_reported() -> None:
    parsed = OralHistory().parse(ohms(more="<transcript_alt>Hello</transcript_alt>"))
    assert [(str(part.reason), part.text) for part in parsed.dropped] == [("not_shown", "transcript_alt")]


@pytest.mark.parametrize(
    "sync", ["x", "0:|1(1)|2(1)", "1:|99(1)", "1:|0(0)|4(99)", "99999:|4(1)", "|||", "1:|4(1)|2(1)"]
)
def test_odd_sync_points_never_fail(sync: str) -> None:
    try:
        cues = read(ohms(sync=sync))
    except UnreadableSubtitles as error:
        assert error.code == "no_times"
    else:
        assert all(start <= end for start, end, _ in cues)


def test_many_sync_points_on_one_long_line_take_no_time() -> None:
    words = " ".join(["ord"] * 200_000)
    sync = "1:|" + "|".join(f"1({at})" for at in range(1, 100_000))
    assert len(read(ohms(words, sync))) > 90_000


def test_cues_are_written_with_a_sync_point_a_minute_and_read_again() -> None:
    document = Document(
        blocks=[Cue("", at * 30_000, at * 30_000 + 5000, "", f"<v ANNA>rad {at}</v>") for at in range(5)]
    )
    written = OralHistory().write(document, language="sv")
    assert "<sync>1:|3(1)|5(1)</sync>" in written
    assert [cue.payload for cue in OralHistory().parse(written).document.cues] == [cue.payload for cue in document.cues]
