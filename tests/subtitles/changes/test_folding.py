"""Python folds changes as the table of cases says; a browser folds the same table."""

import json
from pathlib import Path
from typing import TypedDict

import pytest

from subtitles.changes import Change, Folded, State, fold


class Case(TypedDict):
    name: str
    state: State
    changes: list[Change]
    after: State


CASES: list[Case] = json.loads((Path(__file__).parent / "cases.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_case_of_the_table_comes_to_its_state(case: Case) -> None:
    assert fold(Folded.of(case["state"]), case["changes"]).state() == case["after"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_cues_that_a_change_names_are_folded_alike_by_themselves(case: Case) -> None:
    """What is asked about one cue never needs the others."""
    named = {change.get(name) for change in case["changes"] for name in ("cue", "into", "with")}
    whole = case["after"]["cues"]
    part: State = {**case["state"], "cues": [cue for cue in case["state"]["cues"] if cue["uuid"] in named]}
    assert fold(Folded.of(part), case["changes"]).state()["cues"] == [cue for cue in whole if cue["uuid"] in named]
