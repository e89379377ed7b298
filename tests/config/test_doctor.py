"""`manage.py doctor` says of every part how it is and what to do, and is heard by a program too."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.utils import timezone, translation

from archive import health, storage
from archive.models import Job
from archive.preservation import backup
from catalogue import checking
from search.index.build import rebuild
from search.models import PendingUpdate
from tests.archive.factories import OriginalFactory, RenditionSetFactory
from tests.databases import on_sqlite

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def well(settings: LazySettings, tmp_path: Path) -> None:
    """An archive of which there is nothing to say."""
    settings.VAR_DIR = tmp_path
    backup.last().write_text(timezone.now().isoformat())
    rebuild()
    checking.check()


def doctor() -> dict[str, dict[str, Any]]:
    """What is said of each part, and under "exit" how the command ended."""
    out, ended = StringIO(), 0
    try:
        call_command("doctor", "--json", stdout=out)
    except SystemExit as error:
        ended = int(str(error.code))
    return {line["part"]: line for line in json.loads(out.getvalue())} | {"exit": {"state": ended}}


def states() -> dict[str, str]:
    return {part: said["state"] for part, said in doctor().items() if said["state"] not in {"good", 0}}


def test_an_archive_that_is_well_is_said_to_be() -> None:
    assert states() == {}


def _waits() -> None:
    Job.objects.create(kind="sweep_renditions", created_at=timezone.now() - timedelta(minutes=6))


def _died() -> None:
    past = timezone.now() - timedelta(minutes=6)
    Job.objects.create(kind="sweep_renditions", state=Job.State.RUNNING, lease_expires_at=past)


def _failed() -> None:
    Job.objects.create(kind="sweep_renditions", state=Job.State.FAILED)


def _two_machines() -> None:
    for number, host in enumerate(("one", "two")):
        Job.objects.create(kind="sweep_renditions", state=Job.State.DONE, worker=f"{host}:17", key=str(number))


def _old_backup() -> None:
    backup.last().write_text((timezone.now() - timedelta(days=3)).isoformat())


def _many_untold() -> None:
    PendingUpdate.objects.bulk_create(PendingUpdate(work_id=number, version=1) for number in range(1, 101))


def _no_index() -> None:
    folder = storage.originals().root.parent / "search_dir"  # type: ignore[attr-defined]
    (folder / "current").unlink()


@pytest.mark.parametrize(
    ("part", "state", "happens"),
    [
        ("jobs", "wrong", _waits),
        ("jobs", "wrong", _died),
        ("jobs", "note", _failed),
        pytest.param("database", "wrong", _two_machines, marks=on_sqlite),
        ("originals", "wrong", OriginalFactory),
        ("renditions", "wrong", lambda: RenditionSetFactory(live=True)),
        ("backup", "wrong", _old_backup),
        ("backup", "note", lambda: backup.last().unlink()),
        ("outbox", "note", _many_untold),
        ("search", "wrong", _no_index),
    ],
)
def test_what_is_not_well_is_named_with_a_way_out(part: str, state: str, happens: Callable[[], object]) -> None:
    happens()
    said = doctor()
    assert (said[part]["state"], bool(said[part]["advice"])) == (state, True)
    assert said["exit"]["state"] == (1 if state == "wrong" else 0)


def test_settings_are_part_of_it(settings: LazySettings) -> None:
    settings.FFMPEG, settings.LIVE, settings.SECRET_KEY = "/no/such/ffmpeg", True, "short"
    assert states() == {"ffmpeg": "wrong", "settings": "wrong", "key": "wrong", "exit": 1}


def test_a_part_that_cannot_be_asked_does_not_keep_the_others_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> health.Seen:
        raise OSError("nobody is at home")

    monkeypatch.setitem(health._parts, "jobs", ("Jobs", broken))
    said = doctor()["jobs"]
    assert (said["state"], "nobody is at home" in said["advice"]) == ("wrong", True)


@pytest.mark.parametrize(("free", "state"), [(50, "good"), (5, "note"), (0.5, "wrong")])
def test_a_disk_that_fills_up_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, free: float, state: str) -> None:
    size = 1024**3
    usage = SimpleNamespace(total=120 * size, used=int((100 - free) * size), free=int(free * size))
    monkeypatch.setattr("shutil.disk_usage", lambda folder: usage)
    assert health.of_folder(tmp_path).state == state


@pytest.mark.parametrize(
    ("language", "word"), [("en", "What to do"), ("sv", "Vad som ska göras"), ("fa", "چه باید کرد")]
)
def test_people_read_a_table_in_their_language(language: str, word: str) -> None:
    out = StringIO()
    with translation.override(language):
        call_command("doctor", stdout=out)
    assert word in out.getvalue()
