"""Does what the gate goes by follow from the rules? All of it is computed anew and compared; see `check_access`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from archive import events, restricting, withdrawals
from archive import policy as rules
from archive.models import Document, Event, Recording, Restriction, Withdrawal
from archive.preservation.withdrawals import kinds
from archive.restricting import Rule
from archive.sentences import rule as in_words
from catalogue import policy
from catalogue.models import Work

Row = TypeVar("Row")

BATCH = 500
KEPT = 20  # lines of a nightly check that are kept for the archivist


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands in the database and should not, or the other way round. `about`: such as recording 12."""

    about: str
    stands: str
    should: str

    def __str__(self) -> str:
        words = {"about": self.about, "stands": self.stands or "–", "should": self.should or "–"}
        return _("%(about)s: it says “%(stands)s” and should say “%(should)s”.") % words


def differences(*, mend: bool = False) -> Iterator[Difference]:
    """Everything that is not as it follows from the rules; `mend`: let it say what it should, batch by batch."""
    for basis, said in _said():
        with transaction.atomic():
            superfluous, missing = restricting.differences(basis, said)
            if mend and (superfluous or missing):
                restricting.say_all(basis, said)
        yield from (_difference(source, rule, stands=True) for source, rule in sorted(superfluous, key=str))
        yield from (_difference(source, rule, stands=False) for source, rule in sorted(missing, key=str))
    yield from _of_withdrawals(mend=mend)


def _said() -> Iterator[tuple[str, Mapping[str, list[Rule]]]]:
    """What every source should say, some hundreds at a time; those that are gone say nothing."""
    for works in _batches(Work.objects.order_by("pk")):
        yield Restriction.Basis.POLICY, policy.said_by(works)
    for model in (Recording, Document):
        for things in _batches(model._default_manager.exclude(layers={}).order_by("pk")):
            own = (restricting.own_rules(thing).items() for thing in things)
            yield Restriction.Basis.OWN, {name: said for items in own for name, said in items}
    for basis in (Restriction.Basis.POLICY, Restriction.Basis.OWN):
        for rows in _batches(_orphans(basis)):
            yield basis, {str(row["source"]): [] for row in rows}


def _orphans(basis: str) -> models.QuerySet[Restriction, Any]:
    """The sources of which nothing is left that could say anything."""
    if basis == Restriction.Basis.POLICY:
        alive = Q(Exists(Work.objects.annotate(name=_named("work:")).filter(name=OuterRef("source"))))
    else:
        recordings = Recording.objects.exclude(layers={}).annotate(name=_named("own:recording:"))
        documents = Document.objects.exclude(layers={}).annotate(name=_named("own:document:"))
        alive = Q(Exists(recordings.filter(name=OuterRef("source"))))
        alive |= Q(Exists(documents.filter(name=OuterRef("source"))))
    return Restriction.objects.filter(~alive, basis=basis).order_by("source").values("source").distinct()


def _named(prefix: str) -> Concat:
    return Concat(models.Value(prefix), Cast("pk", models.CharField()), output_field=models.CharField())


def _difference(source: str, rule: Rule, *, stands: bool) -> Difference:
    about = f"recording {rule.recording_id}" if rule.recording_id else f"document {rule.document_id}"
    words = f"{source}, {rule.layer}: {in_words(restricting.as_values(rule))}"
    return Difference(about, words if stands else "", "" if stands else words)


def _of_withdrawals(*, mend: bool) -> Iterator[Difference]:
    """What is withdrawn has one open withdrawal, and nothing else has; what is gone stands there for ever."""
    for model in kinds().values():
        kind = str(model._meta.model_name)
        opened = Withdrawal.objects.filter(subject_type=kind, subject_id=OuterRef("pk"), lifted_at=None)
        told = model._base_manager.annotate(told=Exists(opened)).order_by("pk")
        for row in told.filter(withdrawn=True, told=False).iterator(BATCH):
            yield Difference(f"{kind} {row.pk}", "", _("an open withdrawal"))
            if mend:
                rule = {**rules.as_values(row), "withdrawn": False}
                withdrawals.open_for(kind, {row.pk: rule}, by=None, because="check_access")
        for row in told.filter(withdrawn=False, told=True).iterator(BATCH):
            yield Difference(f"{kind} {row.pk}", _("an open withdrawal"), "")
            if mend:
                withdrawals.close_for(kind, [row.pk], by=None, because="check_access")


def check() -> int:
    """The nightly check: every outcome is written down, and what differs waits for an archivist; returns how much."""
    found = [str(each) for each in differences()]
    outcome = Event.Outcome.FAIL if found else Event.Outcome.SUCCESS
    events.record(Event.Kind.POLICY, None, "access.checked", outcome, count=len(found), lines=found[:KEPT])
    return len(found)


def _batches(rows: models.QuerySet[Any, Row]) -> Iterator[list[Row]]:
    waiting = rows.iterator(BATCH)
    while batch := list(islice(waiting, BATCH)):
        yield batch
