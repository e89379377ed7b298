"""Swedish and Persian are complete, and what is compiled is what was written."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

LOCALE = Path(__file__).resolve().parent.parent / "locale"
LANGUAGES = ("sv", "fa")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def entries(language: str) -> Iterator[dict[str, str]]:
    """The messages of a .po file, each as {"msgid": …, "msgstr": …, "msgstr[0]": …, "flags": …}."""
    text = (LOCALE / language / "LC_MESSAGES" / "django.po").read_text()
    for block in text.split("\n\n"):
        entry = {"flags": " ".join(line for line in block.splitlines() if line.startswith("#,"))}
        key = ""
        for line in block.splitlines():
            if line.startswith("#"):
                continue
            keyword, _, quoted = line.partition(' "') if not line.startswith('"') else (key, "", line[1:])
            key = keyword
            entry[key] = entry.get(key, "") + ast.literal_eval('"' + quoted)
        if entry.get("msgid"):
            yield entry


def translations(entry: dict[str, str]) -> list[str]:
    return [text for key, text in entry.items() if key.startswith("msgstr")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    missing = [entry["msgid"] for entry in entries(language) if not all(translations(entry))]
    assert missing == []
    assert len(list(entries(language))) > 400


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_a_guess(language: str) -> None:
    assert [entry["msgid"] for entry in entries(language) if "fuzzy" in entry["flags"]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_placeholders(language: str) -> None:
    wrong = []
    for entry in entries(language):
        wanted = set(PLACEHOLDER.findall(entry["msgid"] + entry.get("msgid_plural", "")))
        for text in translations(entry):
            if not set(PLACEHOLDER.findall(text)) <= wanted:
                wrong.append((entry["msgid"], text))
        if set(PLACEHOLDER.findall(translations(entry)[-1])) != wanted:
            wrong.append((entry["msgid"], translations(entry)[-1]))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_was_written(language: str) -> None:
    compiled = gettext.translation("django", LOCALE, [language])
    stale = [
        entry["msgid"]
        for entry in entries(language)
        if "msgctxt" not in entry
        and "msgid_plural" not in entry
        and compiled.gettext(entry["msgid"]) != entry["msgstr"]
    ]
    assert stale == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_in_the_templates_is_in_the_catalogue(language: str) -> None:
    known = {entry["msgid"] for entry in entries(language)}
    used = re.compile(r"""{%\s*translate\s+(?:"([^"]+)"|'([^']+)')""")
    templates = (LOCALE.parent / "templates").rglob("*.html")
    texts = {a or b for path in templates for a, b in used.findall(path.read_text())}
    assert sorted(text for text in texts if text not in known) == []
