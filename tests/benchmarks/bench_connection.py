"""What a connection that is kept between requests saves: a page and a segment, against opening one for each."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory

from archive import storage
from archive.access import STRANGER
from archive.digest import of_folder
from archive.streaming import links
from tests.archive.factories import RenditionSetFactory, RestrictionFactory
from tests.benchmarks.timing import fastest

SEGMENT_BYTES = 100_000
KEPT_SECONDS = 600


def rows() -> list[tuple[str, str, str]]:
    """(what, kept divided by opened, note)."""
    answer = WSGIHandler()
    recording = RestrictionFactory().recording
    made = RenditionSetFactory(recording=recording, live=True)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "seg.m4s").write_bytes(bytes(SEGMENT_BYTES))
        storage.renditions().put_tree(made.directory, Path(folder), of_folder(Path(folder)))
    segment = links.prefix(recording, STRANGER) + "seg.m4s"
    return [compared(what, answer, path) for what, path in (("A segment", segment), ("The list of works", "/works/"))]


def compared(what: str, answer: WSGIHandler, path: str) -> tuple[str, str, str]:
    opened, kept = (seconds(answer, path, keep) for keep in (0, KEPT_SECONDS))
    note = f"{kept * 1000:.1f} ms, {opened * 1000:.1f} ms on {connection.vendor}"
    return f"{what}, connection kept against opened", f"{kept / opened:.2f}", note


def seconds(answer: WSGIHandler, path: str, keep: int) -> float:
    """Processor time of one answer, from the environment that a web server gives to the last byte."""
    connection.close()
    before, connection.settings_dict["CONN_MAX_AGE"] = connection.settings_dict["CONN_MAX_AGE"], keep
    try:
        return fastest(asking(answer, path))
    finally:
        connection.close()
        connection.settings_dict["CONN_MAX_AGE"] = before


def asking(answer: WSGIHandler, path: str) -> Callable[[], object]:
    def ask() -> None:
        response = answer(RequestFactory().get(path).environ, lambda *_args: lambda _data: None)
        list(response)
        response.close()

    return ask
