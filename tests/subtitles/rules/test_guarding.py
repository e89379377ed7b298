"""Names that a text must not say."""

import pytest

from subtitles.rules import check, repair
from tests.subtitles.rules.tables import cue

GUARDED = {"Shirin Rahmani": "Sara", "شیرین رحمانی": "صدای ۱", "Bo Li": "Röst 2"}


def mended(text: str) -> str:
    cues = [cue(text)]
    found = [each for each in check(cues, "sv", guarded=GUARDED) if each.code == "guarded_name"]
    return repair(cues, found)[0].payload if found else text


@pytest.mark.parametrize(
    ("text", "became"),
    [
        ("Jag heter Shirin Rahmani.", "Jag heter Sara."),
        ("<i>SHIRIN</i>, kom!", "<i>Sara</i>, kom!"),
        ("Shirins bok och Rahmani’s", "Saras bok och Sara’s"),
        ("Shirin\nRahmani", "Sara"),
        ("او شيرين است", "او صدای ۱ است"),
        ("شیرین\u200cها", "صدای ۱\u200cها"),
        ("Bo Li bor", "Röst 2 bor"),
        ("Bo i Lidingö", "Bo i Lidingö"),
        ("Shirinpour, Rahmanian", "Shirinpour, Rahmanian"),
        ("<v Shirin Rahmani>Jag", "<v Shirin Rahmani>Jag"),
    ],
)
def test_a_name_is_found_whole_or_in_part_in_what_is_read(text: str, became: str) -> None:
    assert mended(text) == became


def test_nothing_is_found_where_nobody_is_guarded() -> None:
    assert [each.code for each in check([cue("Shirin Rahmani")], "sv") if each.code == "guarded_name"] == []


@pytest.mark.parametrize("name", ["", " ", "\u200c", "(", "İ", "ß", "a|b", "[", "يك"])
def test_no_name_is_too_odd(name: str) -> None:
    found = check([cue("İ ß ( a|b [ یک يك i̇ SS")], "fa", guarded={name: "x"})
    assert all(each.end > each.start for each in found if each.code == "guarded_name")
