"""Who says a cue, and cue text under other names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subtitles.webvtt import cuetext, voices

NAMES = {"Anna": "Röst 1", "Bo Ek": "Röst <2>", "Ingen": ""}
PIECES = [
    "<v Anna>",
    "<v.loud Bo  Ek>",
    "<v Hemlig",
    "<foo Hemlig>",
    "<i Hemlig>",
    "<lang fa>",
    "</v>",
    "ord ",
    "&amp;",
    "<",
]


def name(label: str) -> str:
    return NAMES.get(label, "")


@pytest.mark.parametrize(
    ("payload", "found"),
    [
        ("Hej", []),
        ("<v Anna>Hej</v> <v.loud Bo\n Ek>Hej", ["Anna", "Bo Ek"]),
        ("<v  &Aring;sa >Hej", ["Åsa"]),
        ("<v Anna", ["Anna"]),  # never closed: the tag lasts to the end, as in a browser
        ("<v>Hej <voice Anna>Hej <V Anna>", []),
    ],
)
def test_labels_are_found_as_a_browser_finds_them(payload: str, found: list[str]) -> None:
    assert list(voices.labels(payload)) == found


@pytest.mark.parametrize(
    ("payload", "shown"),
    [
        ("<v.loud Anna>Hej</v>", "<v Röst 1>Hej</v>"),
        ("<v Bo Ek>Hej", "<v Röst &lt;2&gt;>Hej"),
        ("<v Ingen>Hej</v>", "<v>Hej</v>"),
        ("<v Okänd>Hej", "<v>Hej"),
        ("<foo Anna>Hej</foo> <i Anna>du</i> <c.gul Anna>nu</c>", "Hej <i>du</i> <c>nu</c>"),
        ("<c.red.hemlig.bg_blue>Hej</c.hemlig>", "<c.red.bg_blue>Hej</c>"),
        ("<lang Hemlig>Hej</lang> <lang fa-AF>سلام</lang>", "<lang>Hej</lang> <lang fa-AF>سلام</lang>"),
        ("<lang fa>سلام</lang> <00:01.000>&lrm;x", "<lang fa>سلام</lang> <00:01.000>&lrm;x"),
    ],
)
def test_another_name_stands_in_the_place_of_a_label(payload: str, shown: str) -> None:
    assert voices.renamed(payload, name) == shown


def test_a_name_is_said_where_another_speaks_than_before() -> None:
    said = ["<v Anna>Ett</v>", "<v Anna>Två", "<v Bo Ek>Tre", "Fyra", "<v Bo Ek>Fem <v Anna>Sex", "<v Ingen>Sju"]
    assert list(voices.announced(said, name)) == [
        "Röst 1: Ett", "Två", "Röst &lt;2&gt;: Tre", "Fyra", "Röst &lt;2&gt;: Fem Röst 1: Sex", "Sju"
    ]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_no_label_is_left_and_no_word_lost(payload: str) -> None:
    shown = voices.renamed(payload, name)
    assert not any(label in shown for label in ("Anna", "Bo", "Hemlig"))
    assert cuetext.plain_text(shown) == cuetext.plain_text(payload)
    assert voices.renamed(shown, lambda label: label) == shown
