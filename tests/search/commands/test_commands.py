import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import translation

from subtitles.models import Cue, Track
from tests.catalogue.factories import BookFactory, RadioEpisodeFactory
from tests.search.scenes import found, spoken_work
from tests.tiny_disk import tiny_disk

pytestmark = pytest.mark.django_db(transaction=True)


def run(*arguments: str) -> str:
    out = StringIO()
    with translation.override(None):
        call_command(*arguments, stdout=out)
    return out.getvalue()


def cue(language: str) -> Cue:
    return Track.objects.get(language=language).published_cues().get()


def line(language: str, url: str, marked: str | None = None) -> dict[str, Any]:
    row = cue(language)
    return {
        "id": str(row.uuid),
        "language": language,
        "spoken": language == "fa",
        "matched": marked is not None,
        "start_ms": 1000,
        "end_ms": 1900,
        "text": row.text,
        "marked": marked or row.text,
        "url": url,
    }


@override_settings(WAGTAILADMIN_BASE_URL="https://archive.example")
def test_search_as_json_gives_cues_with_what_stands_beside_them() -> None:
    work, recording = spoken_work(
        {"sv": ["Om &lt;friheten&gt;"], "fa": ["آزادی"]}, RadioEpisodeFactory, titles={"sv": "Program"}, year=1998
    )
    url = f"https://archive.example/works/{work.slug}/?t=1"
    assert json.loads(run("search", "frihet", "--json")) == {
        "query": "frihet",
        "total": 1,
        "page": 1,
        "pages": 1,
        "facets": {},
        "results": [
            {
                "work": work.slug,
                "recording": str(recording.uuid),
                "title": "Program",
                "title_language": "sv",
                "url": url,
                "cues": [
                    line("sv", url, "Om &lt;<mark>friheten</mark>&gt;") | {"aligned": [line("fa", url)]},
                ],
            }
        ],
    }


def test_search_in_one_language_finds_only_what_is_said_in_it() -> None:
    spoken_work({"sv": ["Kobane"], "fa": ["آزادی"]})
    totals = [json.loads(run("search", "Kobane", "--language", tag, "--json"))["total"] for tag in ("sv", "fa")]
    assert totals == [1, 0]


def test_search_for_people_is_a_line_for_each_cue() -> None:
    work, _ = spoken_work({"sv": ["Om friheten"], "fa": ["آزادی"]}, titles={"sv": "Film"})
    lines = run("search", "frihet").splitlines()
    assert lines[2:] == [
        f"Film  {settings.WAGTAILADMIN_BASE_URL}/works/{work.slug}/?t=1",
        "     0:01  sv   Om friheten",
        "     0:01  fa   آزادی",
    ]


def test_search_that_finds_nothing_is_an_answer_too() -> None:
    run("rebuild_search")
    assert json.loads(run("search", "frihet", "--json"))["total"] == 0


@pytest.mark.fts5
def test_search_without_an_index_to_read_fails_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    for folder in (tmp_path / "file", tmp_path / "nothing"):
        with override_settings(SEARCH_DIR=folder), pytest.raises(CommandError, match="rebuild_search") as raised:
            run("search", "frihet")
        assert raised.value.returncode != 0


@pytest.mark.fts5
def test_rebuild_search_without_room_says_so_and_changes_nothing() -> None:
    work, _ = spoken_work({"sv": ["frihet"]})
    with tiny_disk("64k") as folder:
        with override_settings(SEARCH_DIR=folder), pytest.raises(CommandError, match="no room left on the disk"):
            run("rebuild_search")
        assert [path.name for path in folder.iterdir()] == ["lock"]
    assert found("frihet") == [work.pk]


def test_rebuild_search_counts_what_it_indexed() -> None:
    work, _ = spoken_work({"sv": ["frihet"]})
    BookFactory()
    answer = json.loads(run("rebuild_search", "--json"))
    assert ({name: answer[name] for name in ("works", "items")}, found("frihet")) == (
        {"works": 2, "items": 2},
        [work.pk],
    )


@pytest.mark.fts5
def test_rebuild_search_fails_in_one_sentence_where_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with override_settings(SEARCH_DIR=tmp_path / "file"), pytest.raises(CommandError, match="cannot be written"):
        run("rebuild_search")
