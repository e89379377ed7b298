import logging
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import checks
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from archive import guarded
from archive import policy as archive_policy
from archive.exceptions import LedgerUnwritable
from archive.models import Recording
from archive.preservation import ledger, withdrawals
from archive.signals import withdrawal_changed
from catalogue import policy
from catalogue.models import Work
from tests.archive.factories import RecordingFactory
from tests.catalogue.admin.test_rule_pages import at
from tests.catalogue.factories import DocumentaryFactory

pytestmark = pytest.mark.django_db
commits = pytest.mark.django_db(transaction=True)


def tell(*things: Any, withdrawn: bool = True, by: User | None = None, because: str = "") -> None:
    """Change the rows and announce it, as the verbs of policy do."""
    model: Any = Work if isinstance(things[0], Work) else type(things[0])
    ids = [thing.pk for thing in things]
    with transaction.atomic():
        model.objects.filter(pk__in=ids).write_rule(withdrawn=withdrawn)
        withdrawal_changed.send(sender=model, model=model, ids=ids, withdrawn=withdrawn, by=by, because=because)


def lines() -> list[tuple[str, str, int]]:
    return [(entry.action, entry.model, entry.pk) for entry in ledger.read(withdrawals.path()).entries]


@pytest.fixture
def blocked(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("")
    settings.ROSTARKIVET_LEDGER = tmp_path / "a file" / "withdrawals.jsonl"


@commits
def test_a_withdrawal_and_a_lift_stand_in_the_ledger_with_who_and_why(archivist: User) -> None:
    work = DocumentaryFactory(slug="filmen")
    tell(work, by=archivist, because="hon bad om det")
    tell(work, withdrawn=False)
    first, last = ledger.read(withdrawals.path()).entries
    assert (first.action, first.model, first.pk, first.slug, first.by, first.because) == (
        "withdraw",
        "catalogue.Work",
        work.pk,
        "filmen",
        "archivist",
        "hon bad om det",
    )
    assert first.at.endswith("+00:00")
    assert (last.action, last.pk, last.by) == ("lift", work.pk, "")


def test_many_things_are_one_line_each_and_carry_their_uuid() -> None:
    recordings = RecordingFactory.create_batch(3)
    tell(*recordings)
    entries = ledger.read(withdrawals.path()).entries
    assert [(entry.pk, entry.uuid) for entry in entries] == [(one.pk, str(one.uuid)) for one in recordings]


@commits
def test_a_withdrawal_is_written_before_the_commit_and_a_lift_only_after_it() -> None:
    recording = RecordingFactory()
    with transaction.atomic():
        tell(recording)
        assert lines() == [("withdraw", "archive.Recording", recording.pk)]
        tell(recording, withdrawn=False)
        assert len(lines()) == 1
    assert lines()[1] == ("lift", "archive.Recording", recording.pk)


@commits
def test_a_lift_that_is_rolled_back_is_not_in_the_ledger() -> None:
    recording = RecordingFactory()
    tell(recording)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tell(recording, withdrawn=False)
        raise ZeroDivisionError
    assert [action for action, *_ in lines()] == ["withdraw"]


def test_a_ledger_that_cannot_be_written_does_not_stop_a_withdrawal(
    blocked: None, caplog: pytest.LogCaptureFixture
) -> None:
    recording = RecordingFactory()
    tell(recording)
    recording.refresh_from_db()
    assert recording.withdrawn
    assert [record.levelno for record in caplog.records if "ledger" in record.message] == [logging.CRITICAL]


def test_a_ledger_that_cannot_be_written_stops_a_lift(blocked: None) -> None:
    recording = RecordingFactory(withdrawn=True)
    with pytest.raises(LedgerUnwritable):
        tell(recording, withdrawn=False)
    recording.refresh_from_db()
    assert recording.withdrawn


def test_a_ledger_that_cannot_be_written_is_a_warning_of_the_check(blocked: None) -> None:
    assert "archive.W010" in [message.id for message in checks.run_checks()]


def test_a_ledger_with_an_unsound_line_is_a_warning_of_the_check() -> None:
    assert "archive.W011" not in [message.id for message in checks.run_checks()]
    withdrawals.path().write_text("{\n")
    assert "archive.W011" in [message.id for message in checks.run_checks()]


def test_database_and_ledger_that_say_the_same_do_not_differ() -> None:
    tell(RecordingFactory(), DocumentaryFactory() and RecordingFactory())
    RecordingFactory()
    assert not withdrawals.compare()


def test_what_the_ledger_lacks_is_found_and_written_once() -> None:
    recording = RecordingFactory(withdrawn=True)
    work = DocumentaryFactory(withdrawn=True)
    assert {(one.model, one.pk) for one in withdrawals.compare().unwritten} == {
        ("archive.Recording", recording.pk),
        ("catalogue.Work", work.pk),
    }
    assert (withdrawals.catch_up(), withdrawals.catch_up()) == (2, 0)
    assert not withdrawals.compare()


def test_what_is_open_here_and_withdrawn_in_the_ledger_is_found_and_never_lifted_by_itself() -> None:
    recording = RecordingFactory()
    tell(recording)
    Recording.objects.all().write_rule(withdrawn=False)
    withdrawals.catch_up()
    assert [one.pk for one in withdrawals.compare().open_here] == [recording.pk]
    withdrawals.follow_database("an archivist looked")
    assert not withdrawals.compare()
    assert lines()[-1] == ("lift", "archive.Recording", recording.pk)


def test_a_key_that_another_thing_has_now_is_another_thing() -> None:
    recording = RecordingFactory()
    tell(recording)
    pk = recording.pk
    recording.delete()
    RecordingFactory(pk=pk)
    differences = withdrawals.compare()
    assert ([one.pk for one in differences.gone], differences.open_here) == ([pk], ())


def test_every_kind_that_has_a_rule_is_known() -> None:
    assert {"archive.Recording", "archive.Document", "subtitles.Track", "catalogue.Work", "catalogue.Authority"} == set(
        guarded.kinds()
    )


def test_the_comparison_costs_the_same_for_one_and_for_many(django_assert_num_queries: Any) -> None:
    tell(*RecordingFactory.create_batch(2))
    with CaptureQueriesContext(connection) as few:
        withdrawals.compare()
    tell(*RecordingFactory.create_batch(20))
    with django_assert_num_queries(len(few)):
        withdrawals.compare()


@pytest.mark.parametrize("factory", [RecordingFactory, DocumentaryFactory])
def test_the_page_that_lifts_says_why_it_cannot(
    factory: Any, archivist: User, client_of: Any, settings: Any, tmp_path: Path
) -> None:
    thing, desk = factory(), client_of(archivist)
    (policy if isinstance(thing, Work) else archive_policy).withdraw(thing)
    page = at(thing, "lift")
    seen = desk.get(page).context["form"]["seen"].value()
    (tmp_path / "a file").write_text("")
    settings.ROSTARKIVET_LEDGER = tmp_path / "a file" / "withdrawals.jsonl"
    with translation.override("en"):
        answer = desk.post(page, {"because": "It is over.", "seen": seen}, headers={"accept-language": "en"})
    thing.refresh_from_db()
    assert (answer.status_code, thing.withdrawn) == (200, True)
    assert str(settings.ROSTARKIVET_LEDGER) in answer.content.decode()
