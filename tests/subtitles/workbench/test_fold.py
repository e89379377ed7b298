"""The browser folds changes as the table of cases says."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HERE = Path(__file__).parent
TABLES = (HERE / "cases.json", HERE.parent / "changes" / "cases.json")  # ours, and the one that Python folds too
FOLD = """async (cases) => {
  const { opened, fold } = await import("/static/js/workbench/fold.js");
  return cases.map(({ state, changes }) => {
    const folded = opened(state);
    for (const change of changes) fold(folded, change);
    const { cues, byName } = folded;
    if (byName.size !== cues.length || !cues.every((cue) => byName.get(cue.uuid) === cue)) return null;
    return { number: folded.number, cues: folded.cues, aliases: folded.aliases };
  });
}"""


def test_every_case_of_the_tables_comes_to_its_state(page: Page, live_server: LiveServer) -> None:
    cases = [case for table in TABLES if table.exists() for case in json.loads(table.read_text())]
    page.goto(live_server.url + "/static/js/workbench/fold.js")

    found = page.evaluate(FOLD, cases)

    assert len(cases) >= 30
    wrong = {case["name"]: after for case, after in zip(cases, found, strict=True) if after != case["after"]}
    assert wrong == {}
