"""From a book that was taken in to the copy that the public reads."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from archive import ingest, storage
from archive.documents import job as cleaning_job
from archive.documents import sandboxed
from archive.exceptions import LeaseLost
from archive.ingest import batch
from archive.jobs import lease, plan, run
from archive.models import CleanCopy, Event, Job, Original
from tests.archive.documents import pdfs
from tests.archive.documents.pdfs import SECRET
from tests.archive.factories import RestrictionFactory
from tests.tiny_disk import tiny_disk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.media]
ClientOf = Callable[[User | None], Client]


@pytest.fixture
def book(tmp_path: Path) -> Original:
    """A public book as it was given, with its author's name in it; its job waits."""
    path = pdfs.save(pdfs.telling("metadata"), tmp_path / f"{SECRET}.pdf")
    original = ingest.accept(path, path.name)
    RestrictionFactory(recording=None, document=original.document)
    return original


def address(book: Original) -> str:
    assert book.document
    return reverse("archive:document", kwargs={"uuid": book.document.uuid})


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_the_public_reads_the_clean_copy_and_nothing_before_it_is_made(
    book: Original, client_of: ClientOf, archivist: User
) -> None:
    assert [client_of(user).get(address(book)).status_code for user in (None, archivist)] == [404, 404]
    run.run_until_done([Job.objects.get().pk])
    response = client_of(None).get(address(book))
    data = body(response)
    copy = CleanCopy.objects.get()
    assert (response.status_code, data[:5], len(data), copy.pages) == (200, b"%PDF-", copy.size_bytes, 2)
    assert (SECRET.encode() in data, SECRET in str(response.headers)) == (False, False)
    assert response["Content-Disposition"] == f'inline; filename="{copy.document.uuid}.pdf"'
    given = client_of(archivist).get(reverse("recordings:original", args=[book.pk]))
    assert SECRET.encode() in body(given)


def test_what_was_left_out_is_an_event(book: Original) -> None:
    run.run_until_done([Job.objects.get().pk])
    event = Event.objects.get(code="document.cleaned")
    assert (event.outcome, event.values["pages"], event.values["removed"]["PieceInfo"]) == ("success", 2, 1)


def test_the_page_says_that_the_copy_is_being_made(book: Original, client_of: ClientOf, archivist: User) -> None:
    page = reverse("documents:page", args=[book.document_id])
    before = client_of(archivist).get(page).content.decode()
    run.run_until_done([Job.objects.get().pk])
    after = client_of(archivist).get(page).content.decode()
    assert [address(book) in html for html in (before, after)] == [False, True]
    assert reverse("jobs:state") in before


def test_made_again_it_is_the_same_copy_and_one_file(book: Original) -> None:
    job = Job.objects.get()
    run.run_until_done([job.pk])
    copy = CleanCopy.objects.get()
    run.run_until_done([plan.again(job).pk])
    assert (CleanCopy.objects.get().key, storage.renditions().names("documents")) == (copy.key, [copy.key])
    storage.renditions().discard(copy.key)
    run.run_until_done([plan.again(job).pk])
    again = CleanCopy.objects.get()
    assert (again.sha256, again.key != copy.key) == (copy.sha256, True)
    assert storage.renditions().names("documents") == [again.key]


def test_a_worker_that_lost_its_job_publishes_nothing(book: Original) -> None:
    job = lease.take(Job.objects.get().pk, "slow")
    assert job
    Job.objects.update(lease=Job.new_lease())
    with pytest.raises(LeaseLost):
        cleaning_job.clean_document(job, lambda *_: None)
    assert (CleanCopy.objects.count(), storage.renditions().names()) == (0, [])


def test_what_a_killed_attempt_stored_is_gone_after_the_next(book: Original, tmp_path: Path) -> None:
    (tmp_path / "left").write_bytes(b"left")
    assert book.document
    storage.renditions().put(f"documents/{book.document.uuid}/{'0' * 32}.pdf", tmp_path / "left")
    run.run_until_done([Job.objects.get().pk])
    assert storage.renditions().names("documents") == [CleanCopy.objects.get().key]


def test_a_full_disk_is_no_fault_of_the_book_and_may_pass(book: Original, settings: LazySettings) -> None:
    job, roomy = Job.objects.get(), settings.WORK_DIR
    with tiny_disk("8k") as disk:
        (disk / "ballast").write_bytes(b"\0" * 8192)
        settings.WORK_DIR = disk
        run.run(job.pk)
        job.refresh_from_db()
        assert (job.state, job.reason_code, CleanCopy.objects.count()) == ("waiting", "job.no_space", 0)
    settings.WORK_DIR = roomy
    run.run(plan.again(job).pk)
    assert CleanCopy.objects.count() == 1


def test_a_program_that_the_machine_killed_for_want_of_memory_is_tried_again(
    book: Original, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = tmp_path / "killed"
    killed.write_text("#!/bin/sh\nkill -KILL $$\n")
    killed.chmod(0o755)
    monkeypatch.setattr(sandboxed, "_PROGRAM", [str(killed)])
    run.run(Job.objects.get().pk)
    job = Job.objects.get()
    assert (job.state, job.reason_code) == ("waiting", "job.no_memory")


def test_the_command_waits_for_the_clean_copy(book: Original) -> None:
    published = batch.publish(book)
    assert (published.state, CleanCopy.objects.count()) == ("published", 1)
