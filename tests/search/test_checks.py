from pathlib import Path

from django.test import override_settings

from search import checks


def test_nothing_is_wrong_where_the_folder_can_be_made(tmp_path: Path) -> None:
    with override_settings(SEARCH_DIR=tmp_path / "not" / "yet"):
        assert [*checks.fts5_is_there(), *checks.folder_can_be_written()] == []


def test_a_folder_that_is_a_file_is_an_error_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with override_settings(SEARCH_DIR=tmp_path / "file"):
        [error] = checks.folder_can_be_written()
    assert (error.id, "ROSTARKIVET_SEARCH_DIR" in str(error.hint)) == ("search.E002", True)
