"""Does what the gate goes by follow from the rules? All of it is computed anew and compared; see `check_access`."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from typing import TypeVar

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive import events, restricting, withdrawals
from archive import policy as rules
from archive.access import Layer
from archive.guarded import kinds
from archive.health import Seen, State
from archive.models import Document, Event, Protected, Recording, Restriction, Withdrawal
from archive.opening import unasked
from archive.restricting import Rule
from archive.wording import NOTHING, Said, say
from catalogue import policy
from catalogue.models import Work, WorkDocument, WorkRecording

Row = TypeVar("Row", bound=models.Model)
Value = TypeVar("Value")
Thing = TypeVar("Thing", bound=Protected)

BATCH = 500
CHECKED = "access.checked"
EVERY_SECONDS = 24 * 3600
KEPT = 20  # lines of a nightly check that are kept for the archivist


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands in the database and should not, or the other way round. `about`: such as recording 12.

    `stands` and `should` are False where nothing stands, or nothing should.
    """

    about: str
    stands: Said
    should: Said

    @property
    def said(self) -> Said:
        """As it is kept, and put into words for whoever reads it."""
        values = {"about": self.about, "stands": self.stands.as_value(), "should": self.should.as_value()}
        return Said("access.differs", values)

    def __str__(self) -> str:
        return str(self.said)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some hundreds of sources that say something on one basis. `said`: what each should say; told True, it reads the
    rules anew and holds them until the transaction ends."""

    basis: str
    said: Callable[[bool], Mapping[str, list[Rule]]]


# Which of these sources stand, on the bases on which rooms above say something of their own.
_standing: dict[str, Callable[[Collection[str]], Collection[str]]] = {}


def register(basis: str, standing: Callable[[Collection[str]], Collection[str]]) -> None:
    """Let a room that says something on this basis answer which of these sources there are; nobody else's stand."""
    _standing[basis] = standing


def differences(*, mend: bool = False) -> Iterator[Difference]:
    """Everything that is not as it follows from the rules; `mend`: let it say what it should, batch by batch.

    What seems to differ is read once more while nobody can change it, so that a rule set meanwhile is no difference.
    """
    for batch in _sources():
        if any(restricting.differences(batch.basis, batch.said(False))):
            yield from _settled(batch, mend=mend)
    yield from _of_vouching()
    yield from _of_withdrawals(mend=mend)


@transaction.atomic
def _settled(batch: Batch, *, mend: bool) -> list[Difference]:
    said = batch.said(True)
    superfluous, missing = restricting.differences(batch.basis, said)
    if mend and (superfluous or missing):
        with unasked():  # it was asked when the rules were set
            restricting.say_all(batch.basis, said)
    found = [_difference(source, rule, stands=True) for source, rule in sorted(superfluous, key=str)]
    return found + [_difference(source, rule, stands=False) for source, rule in sorted(missing, key=str)]


def _sources() -> Iterator[Batch]:
    """Everything that says something; those that are gone should say nothing."""
    for ids in _batches(Work.objects.order_by("pk").values_list("pk", flat=True)):
        yield Batch(Restriction.Basis.POLICY, partial(_of_works, ids))
    for model in (Recording, Document):
        for ids in _batches(model.objects.exclude(layers={}).order_by("pk").values_list("pk", flat=True)):
            yield Batch(Restriction.Basis.OWN, partial(_of_things, model, ids))
    for basis in Restriction.Basis.values:
        for names in _batches(_orphans(basis).order_by("source").values_list("source", flat=True).distinct()):
            yield Batch(basis, partial(_of_orphans, basis, names))


def _of_works(ids: Sequence[int], held: bool) -> Mapping[str, list[Rule]]:
    return policy.said_by(_read(Work, ids, held))


def _of_things(model: type[Recording] | type[Document], ids: Sequence[int], held: bool) -> Mapping[str, list[Rule]]:
    return {name: said for thing in _read(model, ids, held) for name, said in restricting.own_rules(thing).items()}


def _of_orphans(basis: str, names: Sequence[str], held: bool) -> Mapping[str, list[Rule]]:
    found = _orphans(basis).filter(source__in=names)
    if held:  # nobody can give a thing rules of its own meanwhile
        for model, key in ((Recording, "recording_id"), (Document, "document_id")):
            list(rules.locked(model, found.order_by().values(key)))
    gone = set(found.values_list("source", flat=True))
    standing = _standing[basis](gone) if basis in _standing else ()
    return {name: [] for name in gone.difference(standing)}


def _read(model: type[Thing], ids: Sequence[int], held: bool) -> models.QuerySet[Thing]:
    return rules.locked(model, ids) if held else models.QuerySet(model).filter(pk__in=ids)


def _orphans(basis: str) -> models.QuerySet[Restriction]:
    """What is said by sources of which nothing is left here that could say anything."""
    alive = Q()
    if basis == Restriction.Basis.POLICY:
        alive = Q(Exists(Work.objects.annotate(name=_named("work:")).filter(name=OuterRef("source"))))
    elif basis == Restriction.Basis.OWN:
        recordings = Recording.objects.exclude(layers={}).annotate(name=_named("own:recording:"))
        documents = Document.objects.exclude(layers={}).annotate(name=_named("own:document:"))
        alive = Q(Exists(recordings.filter(name=OuterRef("source"))))
        alive |= Q(Exists(documents.filter(name=OuterRef("source"))))
    return Restriction.objects.filter(~alive if alive else Q(), basis=basis)


def _named(prefix: str) -> Concat:
    return Concat(models.Value(prefix), Cast("pk", models.CharField()), output_field=models.CharField())


def _difference(source: str, rule: Rule, *, stands: bool) -> Difference:
    about = f"recording {rule.recording_id}" if rule.recording_id else f"document {rule.document_id}"
    said = Said("access.said", {"source": source, "layer": rule.layer, "rule": restricting.as_values(rule)})
    return Difference(about, said if stands else NOTHING, NOTHING if stands else said)


def _of_vouching() -> Iterator[Difference]:
    """What a published work holds is vouched for, and nothing else is; asked of the tables, not of what works say."""
    for model, ties, key in ((Recording, WorkRecording, "recording"), (Document, WorkDocument, "document")):
        vouching = Restriction.objects.filter(
            **{key: OuterRef("pk")}, basis=Restriction.Basis.POLICY, layer=Layer.EXISTS, rule_of=Layer.RECORD
        )
        held = ties.objects.filter(**{key: OuterRef("pk")}, work__live=True)
        says, things = Said("access.vouched"), model.objects.order_by("pk").values_list("pk", flat=True)
        yield from (Difference(f"{key} {pk}", says, NOTHING) for pk in things.filter(Exists(vouching), ~Exists(held)))
        yield from (Difference(f"{key} {pk}", NOTHING, says) for pk in things.filter(Exists(held), ~Exists(vouching)))


def _of_withdrawals(*, mend: bool) -> Iterator[Difference]:
    """What is withdrawn has one open withdrawal, and nothing else has; what is gone stands there for ever."""
    for model in kinds().values():
        for row in _told(model).exclude(withdrawn=F("told")).iterator(BATCH):
            yield from _settled_withdrawal(model, row.pk, mend=mend)


@transaction.atomic
def _settled_withdrawal(model: type[Protected], pk: int, *, mend: bool) -> list[Difference]:
    """The difference that is left once the row is held, if any."""
    kind = str(model._meta.model_name)
    held = rules.locked(model, [pk]).first()
    if held is None or held.withdrawn == withdrawals.open_of(kind, [pk]).exists():
        return []
    if mend and held.withdrawn:
        rule = {**rules.as_values(held), "withdrawn": False}
        withdrawals.open_for(kind, {pk: rule}, by=None, because="check_access")
    elif mend:
        withdrawals.close_for(kind, [pk], by=None, because="check_access")
    says = Said("access.withdrawal_open")
    return [Difference(f"{kind} {pk}", *((NOTHING, says) if held.withdrawn else (says, NOTHING)))]


def _told(model: type[Protected]) -> models.QuerySet[Protected]:
    """Every row of a kind, with `told`: whether an open withdrawal stands for it."""
    kind = str(model._meta.model_name)
    opened = Withdrawal.objects.filter(subject_type=kind, subject_id=OuterRef("pk"), lifted_at=None)
    return model._base_manager.annotate(told=Exists(opened)).order_by("pk")


def check() -> int:
    """The nightly check: every outcome is written down, and what differs waits for an archivist; returns how much."""
    found = [each.said.as_value() for each in differences()]
    outcome = Event.Outcome.FAIL if found else Event.Outcome.SUCCESS
    events.record(Event.Kind.POLICY, None, CHECKED, outcome, count=len(found), lines=found[:KEPT])
    return len(found)


def is_due() -> bool:
    """Whether nobody has checked within the last hours."""
    since = timezone.now() - timedelta(seconds=EVERY_SECONDS / 2)
    return not Event.objects.filter(code=CHECKED, at__gte=since).exists()


def latest() -> list[tuple[str, datetime]]:
    """What the newest check found to differ, each with the moment of that check; the first `KEPT` of them."""
    newest = Event.objects.filter(code=CHECKED).order_by("-pk").first()
    return [(say(line["code"], line["values"]), newest.at) for line in newest.values["lines"]] if newest else []


NAME = gettext_lazy("What may be seen")


def look() -> Seen:
    """What the newest nightly check found, for `manage.py doctor`."""
    newest = Event.objects.filter(code=CHECKED).order_by("-pk").first()
    if newest is None or is_due():
        return Seen(State.NOTE, advice=_("It was not checked for a day: does a worker run? See `check_access`."))
    if count := newest.values["count"]:
        return Seen(State.WRONG, full=_("Differences: %(count)s") % {"count": count}, advice=_("Run `check_access`."))
    return Seen()


def _batches(rows: models.QuerySet[Row, Value]) -> Iterator[list[Value]]:
    waiting = rows.iterator(BATCH)
    while batch := list(islice(waiting, BATCH)):
        yield batch
