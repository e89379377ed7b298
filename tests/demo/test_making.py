"""How a script becomes timed subtitles."""

from array import array

from demo.making import cues
from demo.making.programme import Line
from demo.making.sound import RATE, Placed, Sound


def line(swedish: tuple[str, ...], english: str) -> Line:
    return Line("a", {"sv": swedish, "fa": ("آزادی",), "en": (english,)})


HEARD = Sound(
    samples=array("h", bytes(2 * 12 * RATE)),
    placed=(
        Placed(line(("Ja.", "Och nej."), "Yes and no."), 1000, 3200),
        Placed(line(("Den som höjer blicken ser längre än rädslan.",), "Look up."), 3500, 6000),
    ),
)


def test_a_cue_begins_with_its_voice_and_ends_before_the_next() -> None:
    assert cues.cues(HEARD, "en") == [(1000, 3416, "Yes and no."), (3500, 6500, "Look up.")]


def test_a_sentence_of_two_cues_shares_its_time_by_length() -> None:
    assert cues.cues(HEARD, "sv") == [
        (1000, 1516, "Ja."),
        (1600, 3416, "Och nej."),
        (3500, 6500, "Den som höjer blicken\nser längre än rädslan."),
    ]


def test_the_last_cue_ends_with_the_sound() -> None:
    short = Sound(array("h", bytes(2 * RATE * 6)), HEARD.placed)
    assert cues.cues(short, "en")[-1] == (3500, 6000, "Look up.")
