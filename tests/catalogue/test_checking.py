"""What the gate goes by is computed anew and compared; each kind of difference is found, named and mended."""

import threading
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation

from archive import policy as archive_policy
from archive import restricting
from archive.access import STRANGER
from archive.exceptions import RuleGuarded
from archive.jobs import periodic, plan, run
from archive.models import Event, Recording, Restriction, Withdrawal
from archive.models.withdrawal import WithdrawalQuerySet
from archive.restricting import Rule
from catalogue import checking, chores, linking, policy
from catalogue.models import Work
from tests.archive.factories import DocumentFactory, RecordingFactory
from tests.catalogue.factories import BookFactory, DocumentaryFactory, PersonFactory

pytestmark = pytest.mark.django_db
SEALED: dict[str, object] = {"sound": {"audience": "staff"}}


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def work(archivist: User) -> Work:
    """A work with a recording and a document, both with rules of their own, another work that was withdrawn."""
    made: Work = DocumentaryFactory(audience="public")
    recording = RecordingFactory()
    linking.attach(recording, made, archivist)
    linking.attach(DocumentFactory(), made, archivist)
    policy.set_access(made, "researchers", layers=SEALED)
    archive_policy.set_access(recording, "public", layers={"picture": {"audience": "staff"}})
    other = BookFactory()
    linking.attach(DocumentFactory(), other, archivist)
    policy.withdraw(other, archivist, "She asked.")
    policy.withdraw(PersonFactory(), archivist)
    return made


def found(**options: bool) -> list[str]:
    return [str(each) for each in checking.differences(**options)]


def restriction(**about: Any) -> Any:
    return Restriction.objects.filter(**about)


def withdrawals_of(kind: str) -> WithdrawalQuerySet[Withdrawal]:
    return Withdrawal.objects.filter(subject_type=kind)


PLANTED: dict[str, Callable[[Work], object]] = {
    "a work's rule is missing": lambda work: restriction(rule_of="record").erase(),
    "a work's layer is missing": lambda work: restriction(basis="policy", rule_of="sound").erase(),
    "a recording's own layer is missing": lambda work: restriction(basis="own").erase(),
    "a rule is another": lambda work: _another(),
    "nobody says it any more": lambda work: _orphan("work:999"),
    "what says it is no work": lambda work: _orphan("nothing"),
    "a recording says it whose layers say nothing": lambda work: _orphan("own:recording:999", "own"),
    "a right says it that nobody holds": lambda work: _orphan("rights:1", "rights"),
    "a consent says it that nobody gave": lambda work: _orphan("consent:1", "consent"),
    "a withdrawal was never opened": lambda work: withdrawals_of("authority").write(subject_id=9),
    "a withdrawal is open that was lifted": lambda work: _lifted(),
}


def _another() -> None:
    rows = restriction(basis="policy", rule_of="record", recording__isnull=False)
    row = rows.get()
    rows.erase()
    row.pk, row.audience = None, "public"
    Restriction.objects.write_rows([row])


def _lifted() -> None:
    Work.objects.filter(withdrawn=True).write_rule(withdrawn=False)
    policy.tell_parts(list(Work.objects.values_list("pk", flat=True)))


def _orphan(source: str, basis: str = "policy") -> None:
    rule = Rule("exists", "public", recording_id=Recording.objects.get().pk)
    restricting.say(source, basis, [rule])


def test_nothing_differs_where_only_verbs_have_written(work: Work) -> None:
    assert found() == []


@pytest.mark.parametrize("planted", PLANTED)
def test_each_kind_of_difference_is_found_and_mended(work: Work, planted: str) -> None:
    PLANTED[planted](work)
    assert found() != []
    assert found(mend=True) != []
    assert found() == []


def test_a_difference_says_where_and_what(work: Work) -> None:
    recording = Recording.objects.get()
    restriction(basis="policy", rule_of="sound", recording=recording).erase()
    assert found() == [
        f"Recording {recording.pk}: it says “nothing” and should say “Work {work.pk}, The sound: Staff”.",
    ]


def test_the_command_prints_each_and_ends_with_1(work: Work) -> None:
    said = StringIO()
    call_command("check_access", stdout=said)
    assert said.getvalue() == "Everything is as it follows from the rules.\n"
    _orphan("work:999")
    said = StringIO()
    with pytest.raises(SystemExit, match="1"):
        call_command("check_access", stdout=said)
    assert said.getvalue().count("\n") == 2
    call_command("check_access", mend=True, stdout=said)
    assert found() == []


def test_what_a_check_found_is_written_down(work: Work) -> None:
    assert (checking.latest(), checking.check(), checking.latest()) == ([], 0, [])
    assert Event.objects.get(code="access.checked").outcome == "success"
    _orphan("work:999")
    assert checking.check() == 1
    told = Event.objects.filter(code="access.checked").first()
    assert told is not None
    assert (told.outcome, told.values["count"], len(told.values["lines"])) == ("fail", 1, 1)
    with translation.override("sv"):  # codes and values are kept, and said to whoever reads them
        assert [(str(each), told.at) for each in checking.differences()] == checking.latest()


def test_mending_opens_nothing_that_the_rules_close(work: Work) -> None:
    restriction(basis="policy").erase()
    found(mend=True)
    assert not Recording.objects.visible_to(STRANGER).exists()


def test_it_is_checked_once_a_day_however_many_workers_start(work: Work) -> None:
    assert ("plan check_access" in periodic._registered, checking.is_due()) == (True, True)
    run.run(plan.plan(chores.CHECK, None).pk)
    assert (Event.objects.filter(code="access.checked").count(), checking.is_due()) == (1, False)


def test_mending_clears_what_waits(work: Work) -> None:
    _orphan("work:999")
    checking.check()
    call_command("check_access", mend=True, stdout=StringIO())
    assert checking.latest() == []


@pytest.mark.django_db(transaction=True)
def test_a_rule_that_is_set_while_it_is_compared_is_neither_a_difference_nor_undone(work: Work) -> None:
    """The check has read what the work says, then the work is withdrawn, then the check compares."""
    real = policy.said_by
    waiting = [True]

    def slowly(works: Iterable[Work]) -> dict[str, list[Rule]]:
        said = real(works)
        if waiting:
            waiting.clear()
            thread = threading.Thread(target=_withdraw, args=(work,))
            thread.start()
            thread.join(20)
        return said

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(policy, "said_by", slowly)
        assert found(mend=True) == []
    assert (waiting, Work.objects.get(pk=work.pk).withdrawn) == ([], True)
    assert set(restriction(source=f"work:{work.pk}", rule_of="record").values_list("withdrawn", flat=True)) == {True}
    assert found() == []


def _withdraw(work: Work) -> None:
    try:
        policy.withdraw(work)
    finally:
        connection.close()


def test_withdrawals_are_written_by_their_verbs_alone(work: Work) -> None:
    row = Withdrawal.objects.all()[0]
    changes: list[Callable[[], object]] = [
        row.save,
        row.delete,
        Withdrawal.objects.all().delete,
        lambda: Withdrawal.objects.update(lifted_at=None),
        lambda: Withdrawal.objects.create(subject_type="work", subject_id=1),
        lambda: Withdrawal.objects.bulk_create([row]),
    ]
    for change in changes:
        with pytest.raises(RuleGuarded):
            change()


def test_a_right_of_a_room_that_answers_for_it_stands(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    _orphan("rights:1", "rights")
    _orphan("rights:2", "rights")
    monkeypatch.setitem(checking._standing, "rights", {"rights:1"}.intersection)
    assert [line for line in found() if "rights:1" in line] == []
    assert len(found()) == 1


def test_what_is_vouched_for_is_asked_of_the_tables_too(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were what works say computed wrongly, both sides of the comparison would be wrong alike."""
    lost = restriction(basis="policy", rule_of="record", recording__isnull=False)
    recording = Recording.objects.get()
    monkeypatch.setattr(policy, "rules_of", lambda work: [])
    Work.objects.filter(pk=work.pk).write_rule(audience="public")
    lost.erase()
    assert f"Recording {recording.pk}: it says “nothing” and should say “a work vouches for it”." in found()


def test_what_the_newest_check_found_waits_for_an_archivist(
    work: Work, client_of: Callable[[User | None], Client], archivist: User
) -> None:
    _orphan("work:999")
    checking.check()
    page = client_of(archivist).get(reverse("waiting:index")).content.decode()
    assert "Verk 999" in page
    list(checking.differences(mend=True))
    checking.check()
    assert "Verk 999" not in client_of(archivist).get(reverse("waiting:index")).content.decode()
