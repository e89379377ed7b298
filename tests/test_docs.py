"""The README may not fall behind the code: every setting and every command it knows is explained there."""

import re
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()
ROOMS = ("archive", "subtitles", "catalogue", "search", "config", "demo")


def settings_in_code() -> list[str]:
    read = re.compile(r"""env\.\w+\(\s*"([A-Z0-9_]+)\"""")
    raw = re.compile(r"ROSTARKIVET_([A-Z0-9_]+)")
    files = [*(ROOT / "config").rglob("*.py"), *(ROOT / "scripts").rglob("*.py"), ROOT / "Makefile", ROOT / "Procfile"]
    texts = [path.read_text() for path in files if path.exists()]
    return sorted({name for text in texts for pattern in (read, raw) for name in pattern.findall(text)})


def commands_in_code() -> list[str]:
    folders = [Path(apps.get_app_config(room).path) for room in ROOMS if apps.is_installed(room)]
    files = [path for folder in folders for path in (folder / "management" / "commands").glob("[a-z]*.py")]
    return sorted(path.stem for path in files)


def make_targets() -> list[str]:
    return sorted(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE))


def test_the_code_is_searched_at_all() -> None:
    assert "SECRET_KEY" in settings_in_code()
    assert "rebuild_search" in commands_in_code()
    assert "demo" in make_targets()


@pytest.mark.parametrize("name", settings_in_code())
def test_every_setting_is_explained_in_the_readme(name: str) -> None:
    assert f"`ROSTARKIVET_{name}`" in README


@pytest.mark.parametrize("name", commands_in_code())
def test_every_command_is_explained_in_the_readme(name: str) -> None:
    assert f"`manage.py {name}" in README


@pytest.mark.parametrize("name", make_targets())
def test_every_make_target_is_explained_in_the_readme(name: str) -> None:
    assert f"`make {name}`" in README


@pytest.mark.parametrize("address", re.findall(r"\]\(((?!https?:)[^)#]+)", README))
def test_every_link_of_the_readme_leads_to_a_file(address: str) -> None:
    assert (ROOT / address).exists()
