"""Times of cues, at 25 frames a second where nothing else is said."""

from dataclasses import replace
from typing import Any

import pytest

from subtitles.rules import DEFAULT, PUBLISHED, Finding, Profile, Severity, check, repair
from subtitles.webvtt import Cue
from tests.subtitles.rules.tables import cue

SHORT = "Frihet nu."


def cues(*times: tuple[int, int], text: str = SHORT, settings: str = "") -> list[Cue]:
    return [Cue("", start_ms, end_ms, settings, text) for start_ms, end_ms in times]


def found(of: list[Cue], code: str, **about: Any) -> list[Finding]:
    return [each for each in check(of, "sv", **about) if each.code == code]


def repaired(of: list[Cue], findings: list[Finding]) -> list[Cue]:
    mended = repair(of, findings)
    return [replace(each, end_ms=mended[index].end_ms) if index in mended else each for index, each in enumerate(of)]


@pytest.mark.parametrize("text", ["Frihet nu.", "Freedom now", "آزادی، همین حالا"])
@pytest.mark.parametrize(
    ("code", "times", "expected"),
    [
        ("no_time", (1000, 1000), 1),
        ("no_time", (1000, 1001), 0),
        ("too_short", (0, 831), 1),
        ("too_short", (0, 500), 1),
        ("too_short", (0, 833), 0),
        ("too_short", (0, 832), 0),  # the rounding of 20 frames at 24 a second
        ("too_short", (1000, 1000), 0),
        ("too_long", (0, 7002), 1),
        ("too_long", (0, 60_000), 1),
        ("too_long", (0, 7000), 0),
        ("too_long", (0, 7001), 0),
    ],
)
def test_a_cue_stands_long_enough_and_not_too_long(text: str, code: str, times: tuple[int, int], expected: int) -> None:
    assert len(found(cues(times, text=text), code)) == expected


@pytest.mark.parametrize(
    ("text", "language", "ms", "speed"),
    [
        ("x" * 18, "sv", 1000, 18.0),
        ("x" * 18, "en", 1000, None),
        ("x" * 21, "en", 1000, 21.0),
        ("<c.lång.klass>" + "x" * 17 + "</c>", "sv", 1000, None),
        ("می\u200cرود" * 3, "fa", 1000, None),  # 15 letters and no joint is counted
        ("مُحَمَّدُ" * 4, "fa", 1000, None),  # 16 letters with their vowels
        ("آزادی آزادی آزادی آزادی", "fa", 1000, 23.0),
        ("👩🏽‍🤝‍👩🏽" * 17, "sv", 1000, None),  # one sign each
        ("x" * 17 + "\n" + "y" * 17, "sv", 1000, 34.0),
        ("x" * 34, "sv", 2000, None),
    ],
)
def test_the_speed_is_counted_in_what_a_reader_sees(text: str, language: str, ms: int, speed: float | None) -> None:
    speeds = [
        each.values["speed"] for each in check([cue(text, length_ms=ms)], language) if each.code == "reading_speed"
    ]
    assert speeds == ([] if speed is None else [speed])


def test_what_nobody_can_read_is_an_error_and_what_some_can_a_warning() -> None:
    grave = [found([cue("x" * length, length_ms=1000)], "reading_speed")[0].severity for length in (25, 26)]
    assert grave == [Severity.WARNING, Severity.ERROR]


@pytest.mark.parametrize(
    ("between_ms", "code"),
    [
        (0, "gap"),
        (40, "gap"),
        (60, None),
        (80, None),
        (100, None),
        (120, "blink"),
        (440, "blink"),
        (480, None),
        (900, None),
    ],
)
def test_a_gap_is_two_frames_or_a_pause(between_ms: int, code: str | None) -> None:
    both = cues((0, 2000), (2000 + between_ms, 5000))
    findings = check(both, "sv")
    assert [each.code for each in findings] == ([code] if code else [])
    assert [each.end_ms - both[1].start_ms for each in repair(both, findings).values()] == ([-80] if code else [])


def test_a_gap_is_counted_in_the_film_s_own_frames() -> None:
    both = cues((0, 2000), (2041, 5000))
    assert found(both, "gap", frame_rate=25.0)
    assert not found(both, "gap", frame_rate=50.0)


@pytest.mark.parametrize(
    ("second", "settings", "expected"),
    [(1900, "", 1), (1001, "", 1), (500, "", 1), (2000, "", 0), (2100, "", 0), (1900, "line:0%", 0)],
)
def test_two_cues_do_not_stand_in_one_place(second: int, settings: str, expected: int) -> None:
    both = [*cues((0, 2000)), *cues((second, 5000), settings=settings)]
    assert len(found(both, "overlap")) == expected


def test_a_slip_is_mended_and_what_may_be_meant_is_left() -> None:
    assert [each.repair is not None for each in found(cues((0, 2000), (1900, 5000)), "overlap")] == [True]
    assert [each.repair is not None for each in found(cues((0, 5000), (1000, 5000)), "overlap")] == [False]


def test_a_short_cue_is_lengthened_only_where_there_is_room() -> None:
    assert [each.end_ms for each in repair(cues((0, 400)), found(cues((0, 400)), "too_short")).values()] == [833]
    crowded = cues((0, 400), (600, 3000))
    assert repair(crowded, found(crowded, "too_short")) == {}


def test_a_cue_that_outlasts_its_shot_by_some_frames_ends_with_it() -> None:
    one = cues((0, 2200))
    finding = found(one, "near_shot", shots=[500, 2000, 9000])[0]
    assert (finding.values["frames"], finding.repair and finding.repair.end_ms) == (5, 1920)
    assert found(repaired(one, [finding]), "near_shot", shots=[500, 2000, 9000]) == []
    assert found(one, "near_shot", shots=[1000]) == []
    assert found(one, "near_shot") == []


@pytest.mark.parametrize("code", ["gap", "blink", "overlap", "too_short"])
def test_what_is_mended_is_found_no_more(code: str) -> None:
    of = cues((0, 2000), (2000, 4000), (4200, 6000), (5900, 8000), (9000, 9400))
    assert (before := found(of, code))
    assert found(repaired(of, before), code) == []


def test_a_transcript_is_not_read_against_the_clock() -> None:
    of = cues((0, 100), (50, 90_000), text="x" * 90)
    assert check(of, "sv", replace(DEFAULT, severities={"spelling": "off"}), on_screen=False) == []


@pytest.mark.parametrize(
    ("name", "language", "speed", "line"),
    [
        ("netflix", "en", 20, 42),
        ("netflix", "sv", 17, 42),
        ("svt", "sv", 15, 37),
        ("bbc", "en", 18, 37),
        ("own", "fa", 17, 42),
    ],
)
def test_the_published_numbers_are_there_by_name(name: str, language: str, speed: float, line: int) -> None:
    numbers = PUBLISHED[name].of(language)
    assert (numbers.speed, numbers.line, numbers.lines) == (speed, line, 2)


def test_a_profile_of_one_s_own_changes_what_it_names_and_no_more() -> None:
    ours = PUBLISHED["svt"].changed("ours", {"fa": {"speed": 11.0}}, {"blink": "off", "too_long": "error"})
    assert (ours.of("fa").speed, ours.of("fa").line, ours.of("sv").speed) == (11.0, 37, 15)
    assert (ours.severity("blink", Severity.NOTE), ours.severity("too_long", Severity.WARNING)) == (
        None,
        Severity.ERROR,
    )
    assert [each.severity for each in check(cues((0, 9000)), "sv", ours)] == [Severity.ERROR]
    assert isinstance(ours, Profile)


def test_the_published_numbers_are_those_of_their_publishers() -> None:
    """Each by the sources that stand beside it in `profile`."""
    netflix, svt, bbc = (PUBLISHED[name] for name in ("netflix", "svt", "bbc"))
    speeds = {language: netflix.of(language).speed for language in ("en", "ar", "sv", "fa", "prs", "ps", "ckb", "kmr")}
    assert speeds == {"en": 20, "ar": 20, **dict.fromkeys(("sv", "fa", "prs", "ps", "ckb", "kmr"), 17)}
    room = netflix.of("sv")
    assert (room.line, room.lines, room.shortest_ms, room.longest_ms, room.gap, room.chain) == (42, 2, 833, 7000, 2, 12)
    assert (svt.of("sv").line, svt.of("sv").shortest_ms, svt.of("sv").gap) == (37, 1500, 2)
    assert (bbc.of("en").line, bbc.of("en").shortest_ms, bbc.of("en").chain) == (37, 300, 25)


def test_a_gap_that_somebody_publishes_as_right_is_no_flicker() -> None:
    near = cues((0, 2000), (2120, 4200))
    assert len(found(near, "blink", profile=PUBLISHED["netflix"])) == 1
    assert found(near, "blink", profile=PUBLISHED["svt"]) == []
