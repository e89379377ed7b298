from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone

from archive import ingest
from archive.models import Event, Original
from archive.preservation import fixity
from archive.preservation.fixity import FixityResult, Verdict
from tests.archive import files

pytestmark = [pytest.mark.django_db, pytest.mark.media]


@pytest.fixture
def original(tmp_path: Path) -> Original:
    return ingest.accept(files.pdf(tmp_path / "book.pdf"), "book.pdf")


def place(original: Original, settings: Any) -> Path:
    path = Path(settings.ORIGINALS_DIR) / original.key
    path.chmod(0o644)
    return path


def last_event() -> tuple[str, str, str]:
    event = Event.objects.first()
    assert event is not None
    return event.kind, event.outcome, event.subject


def test_an_untouched_file_matches(original: Original, archivist: User) -> None:
    assert fixity.verify(original, archivist) == FixityResult(Verdict.MATCH, original.sha256, original.sha256)
    original.refresh_from_db()
    assert original.verified_at is not None
    assert last_event() == ("fixity check", "success", f"original {original.pk}")


def test_an_altered_file_is_a_mismatch_and_stays_overdue(original: Original, settings: Any) -> None:
    place(original, settings).write_bytes(files.PDF + b"!")
    result = fixity.verify(original)
    assert (result.verdict, result.expected, result.actual != original.sha256) == (
        Verdict.MISMATCH,
        original.sha256,
        True,
    )
    assert last_event() == ("fixity check", "fail", f"original {original.pk}")
    assert list(Original.objects.due_for_fixity(timezone.now(), fixity.EVERY)) == [original]


def test_a_file_that_is_gone_is_missing(original: Original, settings: Any) -> None:
    place(original, settings).unlink()
    assert fixity.verify(original) == FixityResult(Verdict.MISSING, original.sha256, "")


def test_a_file_that_cannot_be_read_is_unreadable(original: Original, settings: Any) -> None:
    path = place(original, settings)
    path.unlink()
    path.mkdir()
    assert fixity.verify(original) == FixityResult(Verdict.UNREADABLE, original.sha256, "")


def test_the_command_says_what_is_not_as_it_was_and_fails(original: Original, settings: Any) -> None:
    place(original, settings).write_bytes(b"other")
    out = StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("verify_fixity", stdout=out)
    assert (stop.value.code, out.getvalue().startswith(f"mismatch  {original.pk}")) == (1, True)


def test_the_command_reads_only_what_is_overdue(original: Original) -> None:
    fixity.verify(original)
    out = StringIO()
    call_command("verify_fixity", "--overdue", "--json", stdout=out)
    assert out.getvalue() == "[]\n"
    Original.objects.update(verified_at=timezone.now() - fixity.EVERY - timedelta(days=1))
    out = StringIO()
    call_command("verify_fixity", "--overdue", "--json", stdout=out)
    assert original.sha256 in out.getvalue()
