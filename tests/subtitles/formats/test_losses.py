import pytest

from subtitles.formats import FORMATS, losses
from subtitles.webvtt import Block, Cue, Document, Word

DOCUMENT = Document(
    header="WEBVTT film",
    blocks=[
        Block("note", "NOTE x"),
        Cue("1", 1000, 2000, "line:0", "<v Anna><i>Hej</i></v>"),
        Cue("b", 3000, 4000, "", "<c.red>du</c> <lang fa>سلام</lang>", words=(Word("du", 3000, 3100),)),
    ],
)


@pytest.mark.parametrize(
    ("name", "lost"),
    [
        ("vtt", {"words": 1}),
        (
            "srt",
            {"settings": 1, "blocks": 2, "speakers": 1, "languages": 1, "words": 1, "styling": 1, "identifiers": 1},
        ),
        ("ttml", {"settings": 1, "blocks": 2, "words": 1, "styling": 1, "identifiers": 1}),
        (
            "txt",
            {"settings": 1, "blocks": 2, "languages": 1, "words": 1, "markup": 1, "styling": 1, "identifiers": 1}
            | {"times": 2, "direction": 2},
        ),
    ],
)
def test_a_conversion_says_what_it_loses_and_of_how_many(name: str, lost: dict[str, int]) -> None:
    assert {str(loss.feature): loss.count for loss in losses(DOCUMENT, FORMATS[name], "rtl")} == lost


def test_nothing_is_lost_of_what_is_not_there() -> None:
    plain = Document(blocks=[Cue("1", 1000, 2000, "", "a &lt; b")])
    assert losses(plain, FORMATS["srt"]) == []
    assert losses(plain, FORMATS["csv"]) == []


def test_a_loss_is_a_sentence() -> None:
    assert str(losses(DOCUMENT, FORMATS["vtt"])[0]) == (
        "The times of single words and how sure a machine was of them are lost. Cues concerned: 1."
    )
