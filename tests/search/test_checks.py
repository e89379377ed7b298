from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.test import override_settings

from search import checks
from search.engines import chosen
from search.engines.elastic import node
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


@pytest.mark.parametrize("url", ["", "localhost:9200", "ftp://localhost:9200", "https://"])
def test_an_address_that_leads_to_no_server_is_an_error_with_a_way_out(url: str) -> None:
    with override_settings(SEARCH_ENGINE="elastic", SEARCH_URL=url):
        [error] = checks.place_is_fit()
        assert checks.server_is_fit() == []  # said once
    assert (error.id, "ROSTARKIVET_SEARCH_URL" in str(error.hint)) == ("search.E004", True)


def test_a_certificate_file_that_is_not_there_is_an_error() -> None:
    with override_settings(SEARCH_ENGINE="elastic", SEARCH_URL="https://localhost:9", SEARCH_CA_FILE="/no/such/file"):
        assert [error.id for error in checks.place_is_fit()] == ["search.E004"]


def test_the_embedded_engine_needs_no_server() -> None:
    with override_settings(SEARCH_ENGINE="fts5"):
        assert [*checks.place_is_fit(), *checks.server_is_fit()] == []


def test_a_server_that_is_not_there_is_an_error_with_a_way_out() -> None:
    with override_settings(SEARCH_ENGINE="elastic", SEARCH_URL="http://127.0.0.1:9", SEARCH_PREFIX="nobody"):
        [error] = checks.server_is_fit()
    assert (error.id, "ROSTARKIVET_SEARCH_URL" in str(error.hint)) == ("search.E005", True)


@pytest.mark.parametrize(
    ("info", "fits"),
    [
        ({"version": {"number": "2.19.1", "distribution": "opensearch"}}, True),
        ({"version": {"number": "1.3.20", "distribution": "opensearch"}}, False),
        ({"version": {"number": "9.1.0", "build_flavor": "default"}}, True),
        ({"version": {"number": "7.17.0", "build_flavor": "default"}}, False),
        ({"couchdb": "Welcome", "version": "3.3.2"}, False),
        ({"version": {}}, False),
        ("<html>", False),
        (None, False),
    ],
)
def test_a_server_of_the_wrong_kind_or_version_does_not_fit(info: object, fits: bool) -> None:
    assert (node.mismatch(info) == "") is fits


def test_a_web_server_that_is_no_search_server_does_not_fit() -> None:
    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<html>It works!</html>")

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Page) as server, ThreadPoolExecutor(1) as pool:
        pool.submit(server.handle_request)
        with override_settings(SEARCH_ENGINE="elastic", SEARCH_URL=f"http://127.0.0.1:{server.server_port}"):
            assert [error.id for error in checks.server_is_fit()] == ["search.E005"]
