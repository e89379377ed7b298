from subtitles.changes import Cue
from subtitles.changes.cues import at, blank
from subtitles.filling import filled, lacking


def cue(name: str, start: int, end: int, text: str = "", settings: str = "") -> Cue:
    return {**at(blank(name), [start, end]), "text": text, "settings": settings}


SOURCE = [
    cue("a", 1000, 2000, "Ett", "line:10% align:start"),
    cue("b", 3000, 4000, "Två"),
    cue("c", 5000, 6000, "Tre"),
    cue("d", 7000, 8000, " "),
]
TEXTS = {"a": "One", "b": "Two", "c": "Three"}


def shown(cues: list[Cue]) -> list[tuple[int, str, bool]]:
    return [(each["start"], each["text"], each["machine"]) for each in cues]


def test_a_track_of_which_nothing_is_there_gets_a_cue_for_each() -> None:
    assert [each["uuid"] for each in lacking([], SOURCE)] == ["a", "b", "c"]
    made = filled([], SOURCE, TEXTS)
    assert shown(made) == [(1000, "One", True), (3000, "Two", True), (5000, "Three", True)]
    assert not {each["uuid"] for each in made} & set("abcd")
    assert [each["settings"] for each in made] == ["line:10%", "", ""]


def test_what_says_anything_stays_as_it_is_and_what_is_empty_is_filled() -> None:
    targets = [cue("x", 1100, 2100, "Hers"), cue("y", 2900, 4100)]
    assert [each["uuid"] for each in lacking(targets, SOURCE)] == ["b", "c"]
    made = filled(targets, SOURCE, TEXTS)
    assert shown(made) == [(1100, "Hers", False), (2900, "Two", True), (5000, "Three", True)]
    assert made[0] == targets[0]
    assert made[1] == {**targets[1], "text": "Two", "machine": True}


def test_one_cue_for_two_of_the_source_has_both_and_two_for_one_have_it_once() -> None:
    long = filled([cue("x", 1000, 4000)], SOURCE[:2], TEXTS)
    assert shown(long) == [(1000, "One\nTwo", True)]
    halves = filled([cue("x", 1000, 1500), cue("y", 1500, 2000)], SOURCE[:1], TEXTS)
    assert shown(halves) == [(1000, "One", True), (1500, "", False)]
    said = filled([cue("x", 1000, 1500, "Hers"), cue("y", 1500, 2000)], SOURCE[:1], TEXTS)
    assert shown(said) == [(1000, "Hers", False), (1500, "", False)]


def test_what_was_not_translated_is_left_empty() -> None:
    assert shown(filled([cue("x", 1000, 2000)], SOURCE, {"b": "Two", "c": " "})) == [
        (1000, "", False), (3000, "Two", True),
    ]  # fmt: skip


def test_what_is_in_the_target_already_is_not_made_twice() -> None:
    once = filled([], SOURCE, TEXTS)
    assert lacking(once, SOURCE) == []
    assert filled(once, SOURCE, TEXTS) == once
