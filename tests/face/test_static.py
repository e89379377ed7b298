"""Our own styles and modules, read as text: what the browser cannot tell us."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from config import import_map

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "static" / "js").glob("*.js"))
STYLES = sorted((ROOT / "static" / "css").glob("*.css"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SIDES = r"(?:left|right)"
PHYSICAL = re.compile(
    rf"^\s*(?:(?:margin|padding|border)-{SIDES}|{SIDES}|(?:text-align|float): {SIDES})\b", re.MULTILINE
)
IMPORTED = re.compile(r"""^import [^;]*?"([\w-]+)"|import\("([\w-]+)"\)""", re.MULTILINE)
LONGEST = 250


def test_every_name_that_a_module_imports_is_in_the_import_map() -> None:
    imported = {one or other for module in MODULES for one, other in IMPORTED.findall(module.read_text())}

    assert "hls" in imported
    assert imported - set(import_map.MODULES) == set()


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_styles_use_logical_properties(style: Path) -> None:
    assert PHYSICAL.findall(style.read_text()) == []


@pytest.mark.parametrize("path", [*STYLES, *MODULES], ids=lambda path: path.name)
def test_no_style_or_module_grows_beyond_its_ceiling(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_no_public_template_carries_inline_style_or_script(template: Path) -> None:
    text = template.read_text()

    assert re.findall(r"\sstyle=|\son\w+=\"|<style", text) == []
    scripts = [tag for tag in re.findall(r"<script[^>]*>", text) if "ld+json" not in tag]
    assert [tag for tag in scripts if "src=" not in tag] == []


def test_a_live_site_serves_modules_and_faces_under_hashed_names(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    settings.DEBUG = False

    call_command("collectstatic", interactive=False, verbosity=0)
    import_map.text.cache_clear()
    served = re.findall(r'"/static/([^"]+)"', import_map.text())
    import_map.text.cache_clear()

    assert [name for name in served if not (tmp_path / name).is_file()] == []
    assert [name for name in served if not re.search(r"\.[0-9a-f]{12}\.m?js$", name)] == []
    faces = next((tmp_path / "css").glob("fonts.????????????.css")).read_text()
    assert len(re.findall(r"\.[0-9a-f]{12}\.woff2", faces)) == faces.count("url(")
