"""The project may be given on as it says, and says of every part under which licence it is."""

import json
import re
import tomllib
from pathlib import Path

from scripts import licences

ROOT = Path(__file__).resolve().parents[1]
OURS = "AGPL-3.0-or-later"


def test_every_file_that_names_our_licence_names_the_same() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["license"] == OURS
    assert json.loads((ROOT / "package.json").read_text())["license"] == OURS
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in (ROOT / "LICENSE").read_text()
    assert "AGPL-3.0-or-later" in (ROOT / "README.md").read_text()


def test_the_page_of_licences_is_what_is_locked_and_vendored() -> None:
    assert licences.PAGE.read_text() == licences.page()


def test_every_part_may_stand_in_a_work_under_our_licence() -> None:
    said = {package: licences.licence_of(package) for package in licences.locked()} | licences.vendored()
    assert len(said) > 50
    names = {name: set(re.split(r" AND | OR ", licence)) for name, licence in said.items()}
    assert {name: each for name, each in names.items() if not each <= licences.COMPATIBLE} == {}


def test_the_page_names_the_vocabulary_that_the_tests_hold() -> None:
    assert "schema-dts 2.1.0 | Apache-2.0 (the vocabulary: CC BY-SA 3.0" in licences.PAGE.read_text()
