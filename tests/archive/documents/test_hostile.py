"""PDFs that are no good, or mean no good: each has its own sentence, and none takes the archive with it."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from archive import ingest, sandbox
from archive.documents import sandboxed
from archive.exceptions import Refused
from archive.models import Document, Event, Original, Upload
from tests.archive.documents import pdfs

pytestmark = pytest.mark.media
BAD: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "wants a password": ("pdf_password", pdfs.with_password),
    "has no pages": ("pdf_no_pages", pdfs.without_pages),
    "has a page that cannot be read": ("pdf_broken", pdfs.with_a_hole),
    "lost its middle": ("pdf_broken", pdfs.without_its_middle),
    "is only called a PDF": ("pdf_broken", pdfs.only_called_one),
    "is a bomb": ("pdf_demanding", pdfs.bomb),
}


@pytest.mark.django_db
@pytest.mark.parametrize("what", BAD)
def test_a_pdf_that_is_no_good_is_refused_with_its_own_sentence(what: str, tmp_path: Path) -> None:
    code, make = BAD[what]
    with pytest.raises(Refused) as refusal:
        ingest.accept(make(tmp_path / "book.pdf"), "book.pdf")
    assert (refusal.value.code, Upload.objects.get().reason_code) == (code, f"refused.{code}")
    assert (Original.objects.count(), Document.objects.count(), Event.objects.get().outcome) == (0, 0, "fail")
    assert str(refusal.value).endswith(".")


def test_a_file_of_a_hundred_thousand_objects_is_cleaned_within_its_limits(tmp_path: Path) -> None:
    given = pdfs.many_objects(tmp_path / "given.pdf")
    began = time.monotonic()
    assert sandboxed.check(given).pages == 1
    assert sandboxed.write_clean(given, tmp_path / "copy.pdf").pages == 1
    assert time.monotonic() - began < 120


def test_a_bomb_is_copied_without_being_lit(tmp_path: Path) -> None:
    given = pdfs.bomb(tmp_path / "given.pdf")
    sandboxed.write_clean(given, tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").stat().st_size < 2 * given.stat().st_size


def test_chapters_that_go_round_in_a_circle_come_to_an_end(tmp_path: Path) -> None:
    assert sandboxed.write_clean(pdfs.loop(tmp_path / "given.pdf"), tmp_path / "copy.pdf").pages == 2


def test_a_pdf_that_takes_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandboxed, "CHECK", sandbox.Limits(wall_seconds=0.05, cpu_seconds=5))
    with pytest.raises(Refused) as refusal:
        sandboxed.check(pdfs.many_objects(tmp_path / "given.pdf", 2000))
    assert refusal.value.code == "pdf_demanding"


def test_the_program_may_write_nothing_but_its_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = pdfs.save(pdfs.plain(500), tmp_path / "given.pdf")
    monkeypatch.setattr(sandboxed, "ROOM_TO_GROW", -2 * given.stat().st_size + 1000)
    with pytest.raises(Refused):
        sandboxed.write_clean(given, tmp_path / "copy.pdf")
