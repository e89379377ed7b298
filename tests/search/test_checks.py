from pathlib import Path

import pytest
from django.test import override_settings

from search import checks
from search.engines import chosen
from search.engines.fts5 import Fts5Engine


def test_nothing_is_wrong_where_the_folder_can_be_made(tmp_path: Path) -> None:
    with override_settings(SEARCH_DIR=tmp_path / "not" / "yet"):
        assert [*checks.fts5_is_there(), *checks.folder_can_be_written()] == []


def test_a_folder_that_is_a_file_is_an_error_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with override_settings(SEARCH_DIR=tmp_path / "file"):
        [error] = checks.folder_can_be_written()
    assert (error.id, "ROSTARKIVET_SEARCH_DIR" in str(error.hint)) == ("search.E002", True)


@pytest.mark.parametrize("name", ["fts5", "search.engines.fts5.Fts5Engine"])
def test_the_built_in_engine_is_known_by_its_short_name_and_its_path(name: str) -> None:
    with override_settings(SEARCH_ENGINE=name):
        assert (checks.engine_is_known(), type(chosen.engine())) == ([], Fts5Engine)


@pytest.mark.parametrize("name", ["", "elastik", "search.engines.nowhere.Engine", "search.engines.fts5.VERSION", ".."])
def test_an_engine_that_nobody_knows_is_an_error_with_a_way_out(name: str) -> None:
    with override_settings(SEARCH_ENGINE=name):
        [error] = checks.engine_is_known()
    assert (error.id, "ROSTARKIVET_SEARCH_ENGINE" in str(error.hint), "fts5" in str(error.hint)) == (
        "search.E003",
        True,
        True,
    )
