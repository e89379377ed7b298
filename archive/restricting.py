"""What rooms above forbid about recordings and documents: the one writer of Restriction.

A room says what follows from something of its own (a work, a right, a consent) as a whole; what it said before is
replaced. Everything happens in the transaction in which the room changed it, so that the archive can answer alone.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from archive import events, opening
from archive.access import Layer, layer_rules
from archive.layers import kept
from archive.models import Document, Event, Recording, Restriction
from archive.models.restrictable import Restrictable
from archive.signals import reach_changed


@dataclass(frozen=True, slots=True)
class Rule:
    """What is said of one layer of a recording or a document, the layers below it included; times of a range in ms."""

    layer: str
    audience: str
    rule_of: str = Layer.RECORD
    recording_id: int | None = None
    document_id: int | None = None
    embargo_until: datetime | None = None
    opens_by_itself: bool = False
    until: datetime | None = None
    withdrawn: bool = False
    because: str = ""
    start_ms: int | None = None
    end_ms: int | None = None

    @property
    def grant_source(self) -> str:
        """Whom a grant lifts it for is asked of the row that is made of it."""
        return ""

    def on(self, key: str, target: int) -> "Rule":
        """The same rule, on one thing; `key` is recording_id or document_id."""
        return replace(self, recording_id=target) if key == "recording_id" else replace(self, document_id=target)


@dataclass(frozen=True, slots=True)
class Reach:
    """The things of which a rule was written or erased, by their keys."""

    recordings: frozenset[int] = frozenset()
    documents: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.recordings or self.documents)


def of_layers(layers: object) -> list[Rule]:
    """What the `layers` of a thing say of any part of it, that part not named yet."""
    return [
        Rule(
            layer.value,
            said.audience,
            layer.value,
            embargo_until=said.embargo_until,
            opens_by_itself=said.opens_by_itself,
            until=said.until,
        )
        for layer, said in layer_rules(layers).items()
    ]


def row(basis: str, source: str, rule: Rule) -> Restriction:
    """A rule as a row that is not saved."""
    return Restriction(basis=basis, source=source, **asdict(rule))


def own_rules(thing: Restrictable) -> dict[str, list[Rule]]:
    """What a recording's or document's own layers say, under the name by which restrictions name it."""
    kind = "recording" if isinstance(thing, Recording) else "document"
    said = [rule.on(f"{kind}_id", thing.pk) for rule in of_layers(thing.layers)]
    return {f"own:{kind}:{thing.pk}": said}


FIELDS = tuple(field.name for field in fields(Rule))


def say(source: str, basis: str, rules: Iterable[Rule]) -> Reach:
    """Let `source`, such as work:12, say these rules and no others on this basis. Returns what that changed."""
    return say_all(basis, {source: rules})


def take_back(source: str, basis: str) -> Reach:
    """Let `source` say nothing any more. What nothing else vouches for is closed from now on."""
    return say_all(basis, {source: ()})


@transaction.atomic
def say_all(basis: str, said: Mapping[str, Iterable[Rule]]) -> Reach:
    """`say` for many sources at once; a few hundred are a good number. Raises NotReady: see `opening`."""
    wanted = {source: set(rules) for source, rules in said.items()}
    with opening.asked(_lock(basis, wanted)):
        return _replace(basis, wanted)


def _replace(basis: str, wanted: Mapping[str, Collection[Rule]]) -> Reach:
    """Let these sources, whose things are held, say what is `wanted` of them."""
    rows = Restriction.objects.filter(basis=basis, source__in=wanted)
    there: dict[tuple[str, Rule], int] = {
        (source, Rule(**values)): pk
        for pk, source, values in (
            (found.pop("pk"), found.pop("source"), found) for found in rows.values("pk", "source", *FIELDS)
        )
    }
    asked = {(source, rule) for source, rules in wanted.items() for rule in rules}
    erased, written = there.keys() - asked, asked - there.keys()
    if erased:
        rows.filter(pk__in=[there[each] for each in erased]).erase()
    if written:
        Restriction.objects.write_rows(row(basis, source, rule) for source, rule in sorted(written, key=_order))
    reach = _reach(rule for _, rule in erased | written)
    if reach:
        _record(erased | written, written)
        reach_changed.send(sender=Restriction, recording_ids=reach.recordings, document_ids=reach.documents)
    return reach


def differences(basis: str, said: Mapping[str, Iterable[Rule]]) -> tuple[set[tuple[str, Rule]], set[tuple[str, Rule]]]:
    """What stands in the table and should not, and what should and does not, of these sources; changes nothing."""
    rows = Restriction.objects.filter(basis=basis, source__in=list(said)).values("source", *FIELDS)
    there = {(found.pop("source"), Rule(**found)) for found in rows}
    asked = {(source, rule) for source, rules in said.items() for rule in rules}
    return there - asked, asked - there


def _lock(basis: str, wanted: Mapping[str, Collection[Rule]]) -> list[int]:
    """Hold every thing concerned until the transaction ends: recordings before documents, in order of their keys.

    Returns the keys of the recordings.
    """
    before = Restriction.objects.filter(basis=basis, source__in=wanted).order_by()
    held: dict[str, list[int]] = {}
    for model, key in ((Recording, "recording_id"), (Document, "document_id")):
        ids = {getattr(rule, key) for rules in wanted.values() for rule in rules} - {None}
        concerned = Q(pk__in=ids) | Q(pk__in=before.filter(**{f"{key}__isnull": False}).values(key))
        locked = model.objects.select_for_update(no_key=True).filter(concerned).order_by("pk")
        held[key] = list(locked.values_list("pk", flat=True))
    return held["recording_id"]


def _reach(rules: Iterable[Rule]) -> Reach:
    found = list(rules)
    return Reach(
        frozenset(rule.recording_id for rule in found if rule.recording_id),
        frozenset(rule.document_id for rule in found if rule.document_id),
    )


def _record(changed: Iterable[tuple[str, Rule]], written: Collection[tuple[str, Rule]]) -> None:
    """One event for each thing and source: what that says of it now."""
    now: dict[tuple[str, str, int], list[dict[str, object]]] = defaultdict(list)
    for source, rule in sorted(changed, key=_order):
        kind, key = ("recording", rule.recording_id) if rule.recording_id else ("document", rule.document_id)
        said = now[source, kind, key or 0]
        if (source, rule) in written:
            said.append(as_values(rule))
    Event.objects.bulk_create(
        events.build(Event.Kind.POLICY, (kind, key), "reach.changed", source=source, rules=said)
        for (source, kind, key), said in now.items()
    )


def as_values(rule: Rule) -> dict[str, object]:
    """A rule as it is kept in events, to be said in words by `archive.sentences`."""
    return kept(rule) | {"rule_of": rule.rule_of, "withdrawn": rule.withdrawn}


def _order(said: tuple[str, Rule]) -> tuple[str, int, int, str]:
    source, rule = said
    return source, rule.recording_id or 0, rule.document_id or 0, f"{rule.rule_of} {rule.layer}"
