"""Every rule about words finds what stands in its table with a plus, there alone, and nothing with a minus."""

import re
from collections import Counter

import pytest

from subtitles.rules import DEFAULT, PUBLISHED, RULES, SENTENCES, Finding, Profile, Severity, Source, check, repair
from subtitles.webvtt import cuetext
from tests.subtitles.rules.tables import CASES, Case, cue

# Rules about time, about what is missing altogether, about terms and about names: their tests are elsewhere.
OF_TIMES = {
    "no_time", "reading_speed", "too_short", "too_long", "gap", "blink", "overlap", "near_shot", "missing_translation",
    "stale", "glossary", "guarded_name",
}  # fmt: skip


def found(case: Case, payload: str) -> list[Finding]:
    source = Source([cue(case.source[1])], case.source[0]) if case.source else None
    return [each for each in check([cue(payload)], case.language, source=source) if each.code == case.code]


def marked(case: Case) -> list[tuple[int, int]]:
    """The ranges between the marks, in the plain text."""
    ranges = []
    for each in re.finditer("⟦([^⟧]*)⟧", case.marked):
        before = re.sub("[⟦⟧]", "", case.marked[: each.start()])
        start = len(cuetext.plain_text(before))
        ranges.append((start, start + len(cuetext.plain_text(each[1]))))
    return ranges


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_finds_what_its_table_says_and_nothing_else(case: Case) -> None:
    assert [(each.start, each.end) for each in found(case, case.payload)] == (marked(case) if case.found else [])


@pytest.mark.parametrize("case", [case for case in CASES if case.repaired is not None], ids=str)
def test_a_repair_makes_of_the_text_what_the_table_says_and_is_done_then(case: Case) -> None:
    findings = found(case, case.payload)
    became = [each.payload for each in repair([cue(case.payload)], findings).values()]
    mends = any(each.repair for each in findings)
    assert became == ([case.repaired] if mends else [])
    assert found(case, became[0]) == [] if mends else case.repaired == case.payload


def test_every_rule_has_a_table_with_eight_of_each_and_a_sentence() -> None:
    counted = Counter((case.code, case.found) for case in CASES)
    assert {code: counted[code, True] for code in RULES.keys() - OF_TIMES if counted[code, True] < 8} == {}
    assert {code: counted[code, False] for code in RULES.keys() - OF_TIMES if counted[code, False] < 8} == {}
    assert set(SENTENCES) == set(RULES)


@pytest.mark.parametrize("case", [case for case in CASES if case.found], ids=str)
def test_the_sentence_of_a_finding_takes_its_values(case: Case) -> None:
    for each in found(case, case.payload):
        assert "%(" not in SENTENCES[each.code] % each.values


STRICT = Profile("strict", severities=dict.fromkeys(("names", "numbers", "digits"), "error"))


@pytest.mark.parametrize("profile", [DEFAULT, PUBLISHED["svt"], STRICT], ids=str)
def test_asked_for_errors_alone_the_rules_find_the_same_errors(profile: Profile) -> None:
    for case in CASES:
        source = Source([cue(case.source[1])], case.source[0]) if case.source else None
        for length_ms in (6000, 900, 0):
            cues = [cue(case.payload, 0, length_ms)]
            everything = check(cues, case.language, profile, source)
            errors = [each for each in everything if each.severity is Severity.ERROR]
            assert check(cues, case.language, profile, source, errors_only=True) == errors, case
