"""How long a request's first line may be."""

import io
import runpy
from pathlib import Path

import pytest
from gunicorn.config import Config
from gunicorn.http import RequestParser
from gunicorn.http.errors import LimitRequestLine

CONFIG = Path(__file__).parents[2] / "config" / "gunicorn.py"


def uri_of(length: int) -> str:
    """What the server reads of a request for an address of so many letters."""
    written = runpy.run_path(str(CONFIG))
    config = Config()
    config.set("limit_request_line", written["limit_request_line"])
    line = f"GET /{'a' * (length - 1)} HTTP/1.1\r\nHost: localhost\r\n\r\n"
    parser = RequestParser(config, io.BytesIO(line.encode()), ("127.0.0.1", 1))
    uri: str = next(parser).uri
    return uri


def test_a_question_of_ten_thousand_persian_letters_is_read() -> None:
    assert len(uri_of(60_020)) == 60_020


def test_a_line_that_does_not_end_is_given_up() -> None:
    with pytest.raises(LimitRequestLine):
        uri_of(200_000)
