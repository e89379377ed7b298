"""What lies in static/vendor and among the rules' dictionaries is what the maintainers' script recorded."""

import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "static" / "vendor"
DICTIONARIES = ROOT / "subtitles" / "rules" / "dictionaries"
PLACES = {place: json.loads((place / "vendored.json").read_text()) for place in (VENDOR, DICTIONARIES)}
ENTRIES = {name: entry for entries in PLACES.values() for name, entry in entries.items()}


def recorded(place: Path) -> dict[str, str]:
    return {name: digest for entry in PLACES[place].values() for name, digest in entry["sha256"].items()}


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_every_vendored_file_has_the_recorded_sha256_and_no_other_file_lies_there(place: Path) -> None:
    found = {
        path.relative_to(place).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in place.rglob("*")
        if path.is_file() and path.name != "vendored.json"
    }

    assert found == recorded(place)


def test_the_versions_are_those_of_package_json() -> None:
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]

    assert {name: entry["version"] for name, entry in ENTRIES.items()} == wanted


@pytest.mark.parametrize("package", ENTRIES)
def test_each_package_brings_its_licence(package: str) -> None:
    files = {name.split("/")[1].upper() for name in ENTRIES[package]["sha256"]}

    assert "LICENSE" in files


def test_no_module_points_at_a_source_map_that_is_not_served() -> None:
    assert [path.name for path in VENDOR.rglob("*.mjs") if b"sourceMappingURL=" in path.read_bytes()] == []


def test_the_lock_file_names_no_registry() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text())

    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []


def test_the_faces_in_the_css_are_files_that_are_there() -> None:
    css = ROOT / "static" / "css" / "fonts.css"
    urls = re.findall(r'url\("([^"]+)"\)', css.read_text())

    assert [url for url in urls if not (css.parent / url).is_file()] == []
    assert len(urls) == sum(name.endswith(".woff2") for name in recorded(VENDOR))
