"""Whatever a text is, a repair removes what it is about, needs no second time, and loses no letter of anything else."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subtitles.rules import DEFAULT, RULES, Finding, check, repair
from subtitles.webvtt import cuetext
from tests.subtitles.rules.tables import CASES, cue

SILENT = replace(DEFAULT, severities={"spelling": "off"})
MENDING = sorted({case.code for case in CASES if case.repaired is not None})
# Pieces that provoke the rules, beside whatever else may stand in a cue.
PIECES = [
    " ", "  ", "\t", "\n", "\u200c", "\u200c\u200c", "\u00a0", "می", "نمی", "رود", "خواهم", "کتاب", "ها",
    "هایشان", "کتابها", "ترین", "ي", "ك", "ى", "ة", "12", "۱۲", "١٢", "?", ",", ";", "؟", "،", "؛", "- ", "–",
    "-", "Hej", "word", "<i>", "</i>", "<b>", "</b>", "<c.gul>", "</c>", "<v Sara>", "<00:01.000>", "&amp;",
    "&lt;", "&nbsp;", "&zwnj;", "&notit;", "&", "<", ">", "\u200f", "«", "”", "MP3", "é", "e\u0301",
    "👩🏽‍🤝‍👩🏽", "[", "(", ".",
]  # fmt: skip
PAYLOADS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
LANGUAGES = st.sampled_from(["sv", "en", "fa", "prs", "ar", "ckb", "ps", "kmr"])
# What a repair may take away or put in; every other letter must be there as often as before.
ITS_OWN = set(" \t\u00a0\u200cيكىیک0123456789۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩?,;؟،؛")


def findings(payload: str, language: str, code: str = "") -> list[Finding]:
    return [each for each in check([cue(payload)], language, SILENT) if each.code == code or not code]


def mended(payload: str, found: list[Finding]) -> str:
    became = repair([cue(payload)], found)
    return became[0].payload if became else payload


@pytest.mark.parametrize("code", MENDING)
@settings(max_examples=60, deadline=None)
@given(payload=PAYLOADS, language=LANGUAGES)
def test_a_repair_removes_its_finding_is_done_then_and_loses_nothing_else(
    code: str, payload: str, language: str
) -> None:
    found = [each for each in findings(payload, language, code) if each.repair]
    if not found:
        return
    became = mended(payload, found)
    left = [each for each in findings(became, language, code) if each.repair]
    assert len(left) < len(found) or not left
    assert left == [] or code == "zwnj_missing"  # three parts are joined two at a time
    before, after = Counter(cuetext.plain_text(payload)), Counter(cuetext.plain_text(became))
    assert {each for each in before.keys() | after.keys() if before[each] != after[each]} <= ITS_OWN
    if code not in {"zwnj_missing", "zwnj_doubled", "zwnj_stray"}:
        assert before["\u200c"] == after["\u200c"]


@settings(max_examples=300, deadline=None)
@given(payload=PAYLOADS, language=LANGUAGES)
def test_a_range_lies_in_the_plain_text_and_a_repaired_range_says_what_the_repair_says(
    payload: str, language: str
) -> None:
    plain = cuetext.plain_text(payload)
    for each in findings(payload, language):
        assert 0 <= each.start <= each.end <= len(plain)
        if each.repair and each.repair.text is not None:
            became = cuetext.plain_text(mended(payload, [each]))
            assert became == plain[: each.start] + each.repair.text + plain[each.end :]
        for name in ("word", "digits", "letter", "marks", "mark"):
            if name in each.values and each.code not in {"names"}:
                assert plain[each.start : each.end] == each.values[name]


@settings(max_examples=200, deadline=None)
@given(payload=PAYLOADS, language=LANGUAGES)
def test_tags_stay_where_they_are(payload: str, language: str) -> None:
    found = [each for each in findings(payload, language) if each.code != "italics"]
    tags = [token for token in cuetext.tokens(payload) if token.kind != "text"]
    assert [token for token in cuetext.tokens(mended(payload, found)) if token.kind != "text"] == tags


def test_a_repair_changes_no_time_of_another_cue_and_nothing_of_one_without_findings() -> None:
    cues = [cue("Hej  du", 0, 2000), cue("Frihet nu.", 2000, 2000), cue("Hej.", 9000, 2000)]
    assert set(repair(cues, check(cues, "sv", SILENT))) == {0}


def test_every_rule_with_a_repair_of_words_is_tried_here() -> None:
    assert MENDING == [
        "arabic_letters", "dash_space", "digits", "double_space", "edge_space", "italics", "punctuation",
        "zwnj_doubled", "zwnj_missing", "zwnj_stray",
    ]  # fmt: skip
    assert set(MENDING) <= set(RULES)
