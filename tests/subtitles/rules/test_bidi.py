"""Lines as they stand on a screen, from left to right. Expected by hand, by the rules of UAX #9."""

import pytest

from subtitles.rules import bidi, check
from subtitles.rules.direction import shown
from tests.subtitles.rules.tables import cue


@pytest.mark.parametrize(
    ("line", "base", "expected"),
    [
        ("abc", 0, "abc"),
        ("abc.", 1, ".abc"),
        ("سلام", 1, "مالس"),
        ("سلام.", 1, ".مالس"),
        ("سلام.", 0, "مالس."),
        ("سال 1979 بود", 1, "دوب 1979 لاس"),
        ("سال ۱۹۷۹ بود", 1, "دوب ۱۹۷۹ لاس"),
        ("به NATO رفت", 1, "تفر NATO هب"),
        ("(سلام)", 1, "(مالس)"),
        ("car (CAR) سلام", 0, "car (CAR) مالس"),
        ("شماره +98 است", 1, "تسا 98+ هرامش"),
        ("C++ زبان", 1, "نابز ++C"),
        ("قیمت ۵۰٪ است", 1, "تسا ٪۵۰ تمیق"),
        ("$5 سلام", 0, "$5 مالس"),
        ("۱۲:۳۰ شب", 1, "بش ۱۲:۳۰"),
        ("گفت: «نه»", 1, "«هن» :تفگ"),
        ("a سل b", 0, "a لس b"),
        ("a سل b مت", 1, "تم b لس a"),
        ("", 1, ""),
        ("12 34", 0, "12 34"),
    ],
)
def test_a_line_is_shown_as_the_standard_says(line: str, base: int, expected: str) -> None:
    assert bidi.visual(line, base) == expected
    assert sorted(bidi.visual_order(line, base)) == list(range(len(line)))


def test_each_kind_of_player_is_told_apart() -> None:
    plain = "سلام!\nNATO: نه!"
    assert shown(plain, "NATO: نه!", bidi.RTL) == {
        "standard": "NATO: هن!",  # by the line's own first letter
        "browsers": "!هن :NATO",  # by the first letter of the whole cue
        "left": "NATO: هن!",
    }


def test_a_finding_says_which_players_turn_the_line_about() -> None:
    values = [dict(each.values) for each in check([cue("سلام!\nNATO: نه!")], "fa") if each.code == "bidi_base"]
    assert values == [{"right": "!هن :NATO", "shown": "NATO: هن!", "players": ["standard"]}]
