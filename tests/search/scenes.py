"""Works that can be found: a work, a recording spoken in Persian, tracks of cues that stand a second each."""

import shutil
from pathlib import Path
from typing import Any

from django.conf import settings

from archive.models import Recording
from catalogue import policy
from catalogue.models import Work
from search.answer.asking import clauses
from search.engines.base import Page, Query
from search.engines.chosen import engine, place
from tests.archive.factories import RecordingFactory
from tests.catalogue.factories import DocumentaryFactory
from tests.services import search_server
from tests.subtitles.factories import published


def spoken_work(
    tracks: dict[str, list[str]], factory: Any = DocumentaryFactory, **fields: Any
) -> tuple[Work, Recording]:
    """A public work of one recording in Persian with a published track for each language."""
    recording = RecordingFactory(language="fa", duration_ms=60_000)
    work = factory(recordings=[recording], **fields)
    for language, lines in tracks.items():
        published(recording, *lines, language=language)
    return work, recording


def ask(text: str, **choices: Any) -> Page:
    return engine().search(Query(clauses(text), **choices))


def found(text: str, **choices: Any) -> list[int]:
    """The works found."""
    return [group.work_id for group in ask(text, **choices).groups]


def hide(work: Work) -> None:
    policy.set_access(work, "staff")


def lose_index() -> None:
    """Nothing is left of it, as when somebody deletes it by hand."""
    if search_server.given():
        search_server.forget(place())
    else:
        shutil.rmtree(settings.SEARCH_DIR)


def damage() -> Path:
    """Write noise over the index in use; returns its folder."""
    folder = Path(settings.SEARCH_DIR)
    (folder / (folder / "current").read_text()).write_bytes(b"noise" * 5000)
    return folder
