"""What the gate goes by is computed anew and compared; each kind of difference is found, named and mended."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from archive import policy as archive_policy
from archive import restricting
from archive.access import STRANGER
from archive.models import Event, Recording, Restriction, Withdrawal
from archive.restricting import Rule
from catalogue import checking, linking, policy
from catalogue.models import Work
from tests.archive.factories import DocumentFactory, RecordingFactory
from tests.catalogue.factories import BookFactory, DocumentaryFactory, PersonFactory

pytestmark = pytest.mark.django_db
SEALED: dict[str, object] = {"sound": {"audience": "staff"}}


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


PLANTED: dict[str, Callable[[Work], object]] = {
    "a work's rule is missing": lambda work: restriction(rule_of="record").erase(),
    "a work's layer is missing": lambda work: restriction(basis="policy", rule_of="sound").erase(),
    "a recording's own layer is missing": lambda work: restriction(basis="own").erase(),
    "a rule is another": lambda work: _another(),
    "nobody says it any more": lambda work: _orphan("work:999"),
    "what says it is no work": lambda work: _orphan("nothing"),
    "a recording says it whose layers say nothing": lambda work: _orphan("own:recording:999", "own"),
    "a withdrawal was never opened": lambda work: Withdrawal.objects.filter(subject_type="person").update(subject_id=9),
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
        f"recording {recording.pk}: it says “–” and should say “work:{work.pk}, sound: Personal”.",
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
    assert checking.check() == 0
    assert Event.objects.get(code="access.checked").outcome == "success"
    _orphan("work:999")
    assert checking.check() == 1
    told = Event.objects.filter(code="access.checked").first()
    assert told is not None
    assert (told.outcome, told.values["count"], len(told.values["lines"])) == ("fail", 1, 1)


def test_mending_opens_nothing_that_the_rules_close(work: Work) -> None:
    restriction(basis="policy").erase()
    found(mend=True)
    assert not Recording.objects.visible_to(STRANGER).exists()
