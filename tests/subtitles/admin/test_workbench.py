"""The page of the workbench: who reaches it, with what policy, and what it brings along."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from config import import_map
from subtitles.admin.workbench.commands import COMMANDS, GROUPS
from subtitles.admin.workbench.page import said
from subtitles.admin.workbench.words import WORDS
from subtitles.models import Track
from subtitles.workbench.finding import COUNTED
from tests.archive.factories import RestrictionFactory
from tests.config.running import ROOT
from tests.subtitles.factories import TrackFactory

MODULES = ROOT / "static/js/workbench"

pytestmark = pytest.mark.django_db
EXPORT = re.compile(r"^export (?:async )?(?:function|const|let|class) (\{[^}]*\}|\w+)", re.MULTILINE)


@pytest.fixture
def track() -> Track:
    made: Track = TrackFactory()
    return made


def page_of(track: Track) -> str:
    return reverse("tracks:workbench", args=[track.pk])


def test_a_translator_reaches_it_and_a_researcher_and_a_stranger_do_not(
    client: Client, researcher: User, client_of: Callable[[User | None], Client], track: Track
) -> None:
    assert client_of(None).get(page_of(track)).status_code == 302
    assert client_of(researcher).get(page_of(track)).status_code in {302, 403, 404}
    assert client.get(page_of(track)).status_code == 200


def test_a_track_of_a_withdrawn_recording_is_not_there(client: Client) -> None:
    hidden: Track = TrackFactory(recording=RestrictionFactory(withdrawn=True).recording)
    assert client.get(page_of(hidden)).status_code == 404


def test_its_policy_is_the_strict_one_and_knows_its_map(client: Client, track: Track) -> None:
    answer = client.get(page_of(track))
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert import_map.source(import_map.WORKBENCH) in policy
    assert import_map.text(import_map.WORKBENCH) in answer.content.decode()
    other = client.get(reverse("tracks:page", args=[track.pk]))["Content-Security-Policy"]
    assert "'unsafe-inline'" in other


def test_the_map_names_every_module_by_its_place() -> None:
    named = json.loads(import_map.text(import_map.WORKBENCH))["imports"]
    for module in MODULES.glob("*.js"):
        for imported in re.findall(r'from "([^"]+)"', module.read_text()):
            assert (f"/static/js/workbench/{imported[2:]}" if imported.startswith("./") else imported) in named
    site = json.loads(import_map.text())["imports"]
    assert not any("workbench" in name for name in site)


def test_every_command_has_words_and_keys_and_something_that_it_does() -> None:
    named = {key for names in COMMANDS.values() for key in names}
    own = (MODULES / "presets.js").read_text().split("export const PRESETS")[0]
    assert set(re.findall(r"^  (\w+): \[", own, re.MULTILINE)) == named
    acts = "".join(path.read_text() for path in MODULES.glob("acts-*.js")) + (MODULES / "jumps.js").read_text()
    assert {key for key in named - {"tap"} if not re.search(rf"^\s+{key}(?::|,|\()", acts, re.MULTILINE)} == set()
    used = set(re.findall(r'data-command="(\w+)"', "".join(p.read_text() for p in _templates())))
    assert used <= named
    assert set(COMMANDS) == set(GROUPS)


def test_every_word_that_a_module_says_is_brought() -> None:
    texts = "".join(path.read_text() for path in MODULES.glob("*.js"))
    asked = set(re.findall(r'\bword\("(\w+)"', texts))
    assert asked - set(WORDS) == set()
    assert asked


def test_what_is_said_holds_the_rules_that_the_browser_counts() -> None:
    spoken = said()
    assert set(spoken["rules"]) == set(COUNTED)  # type: ignore[call-overload]
    assert "%(" not in json.dumps(spoken)


def _templates() -> list[Path]:
    return sorted((ROOT / "templates/subtitles/workbench").glob("*.html"))


def test_every_name_that_a_module_takes_from_another_is_offered_there() -> None:
    offered = {
        path.name: set(re.findall(r"\w+", " ".join(EXPORT.findall(path.read_text())))) for path in MODULES.glob("*.js")
    }
    for path in MODULES.glob("*.js"):
        for names, module in re.findall(r'^import \{([^}]*)\} from "\./([\w-]+\.js)"', path.read_text(), re.MULTILINE):
            wanted = {name.split(" as ")[0].strip() for name in names.split(",")}
            assert wanted - offered[module] == set(), (path.name, module)
