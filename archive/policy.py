"""Set a thing's own rule, withdraw it, lift that. It takes effect at once, and what was before stands in the events.

Nothing else writes a rule. Setting one (for whom, from when) and withdrawing are different verbs: neither undoes the
other. `turn`, `write` and `locked` are for the rooms above, whose things have consequences of their own.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TypeVar, cast

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from archive import events, folding, opening, restricting, withdrawals
from archive.access import RULE, Audience, Policy
from archive.layers import checked, kept
from archive.models import Document, Event, Protected, Recording, Restriction
from archive.rule_changes import refuse
from archive.signals import reach_changed, withdrawal_changed
from archive.wording import NOTHING, Said

Thing = TypeVar("Thing", bound=Protected)


@transaction.atomic
def set_access(
    thing: Protected,
    audience: str,
    *,
    embargo_until: datetime | None = None,
    opens_by_itself: bool = False,
    until: datetime | None = None,
    layers: Mapping[str, object] | None = None,
    by: User | None = None,
    because: str = "",
    seen: str | None = None,
) -> None:
    """Say whom a thing is for, from when and until when. `seen`: the `fingerprint` of the rule that is decided upon.

    `layers`: stricter rules for single layers, see `archive.layers`; None leaves those there are. A withdrawal stays.
    Raises RuleChanged where the rule is another by now, NotReady where it would open what lacks something (`opening`),
    and ValueError for an audience or layers that nobody knows.
    """
    closer: dict[str, object] = {} if layers is None else {"layers": checked(layers)}
    before = as_values(held(thing, seen))
    rule = {"audience": Audience(audience).value, "embargo_until": embargo_until, "opens_by_itself": opens_by_itself}
    with opening.asked(_played_by(thing)):
        write(thing, **rule, until=until, **closer)
        _mirror(thing, closer)
    _tell(thing, before, by, because)


def withdraw(thing: Protected, by: User | None = None, because: str = "") -> bool:
    """Take a thing away from everyone but archivists, at once. False where it was withdrawn already."""
    return _turn_one(thing, True, by, because)


def lift(thing: Protected, by: User | None = None, because: str = "") -> bool:
    """Let a thing's own rule decide again, and that of its works. False where it was not withdrawn. Raises NotReady."""
    return _turn_one(thing, False, by, because)


def withdraw_too(thing: Protected, follows: Said) -> bool:
    """Withdraw a thing because of another. `follows`: why."""
    return _turn_one(thing, True, None, "", follows)


@transaction.atomic
def tighten(thing: Protected, other: Protected, follows: Said) -> None:
    """Fold the withdrawal, the times and the layers of another into a thing's own rule. `follows`: why.

    The stricter wins. For whom the other is does not go along: it vouches for the thing no more.
    """
    now, at = held(thing), timezone.now()
    changes: dict[str, object] = dict(folding.times(now, other, at))
    if isinstance(thing, Recording | Document) and other.layers:
        changes["layers"] = folding.layers(now.layers, other.layers, at)
    if changes:
        before = as_values(now)
        write(thing, **changes)
        _mirror(thing, changes)
        _tell(thing, before, None, "", follows)
    if other.withdrawn:
        _turn_one(thing, True, None, "", follows)


def _mirror(thing: Protected, rule: Mapping[str, object]) -> None:
    """Let the gate's own table say what the layers of a recording or document say, where those were written."""
    if "layers" in rule and isinstance(thing, Recording | Document):
        restricting.say_all(Restriction.Basis.OWN, restricting.own_rules(thing))


# --- for the rooms above as well ---


def table(thing: Protected) -> type[Protected]:
    """The model whose table holds the rule: of a kind of work, Work."""
    return cast(type[Protected], thing._meta.get_field("withdrawn").model)


def locked(model: type[Thing], ids: Iterable[int]) -> QuerySet[Thing]:
    """The rows, read anew and held until the transaction ends, so that what is read is still so when it is written."""
    return QuerySet(model).select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")


def held(thing: Protected, seen: str | None = None) -> Protected:
    """The thing's row as it is now, held. Raises RuleChanged where its rule is not the one that was `seen`."""
    row = locked(table(thing), [thing.pk]).get()
    if seen is not None:
        compare(row, seen)
    return row


def compare(row: Protected, seen: str) -> None:
    """Raise RuleChanged where the rule of a row that was just read is not the one that was `seen`."""
    if seen != fingerprint(row):
        refuse(row, seen)


def write(thing: Protected, **rule: object) -> None:
    """Write these fields of a thing's rule, into its row and into this copy of it."""
    table(thing).objects.filter(pk=thing.pk).write_rule(**rule)
    thing.take_rule(rule)


def turn(
    model: type[Protected],
    ids: Iterable[int],
    withdrawn: bool,
    by: User | None,
    because: str = "",
    *,
    again: bool = False,
    follows: Said = NOTHING,
    work: int | None = None,
) -> list[int]:
    """Withdraw these rows or lift that, where it is not so already, with an event for each; returns those rows' keys.

    `again`: somebody asks for these very rows; that is written down even where it changes nothing.
    """
    found = {row.pk: row for row in locked(model, ids).values_list("pk", *RULE, named=True)}
    changed = [pk for pk, row in found.items() if row.withdrawn != withdrawn]
    if told := list(found) if again and withdrawn else changed:
        model.objects.filter(pk__in=changed).write_rule(withdrawn=withdrawn)
        values = {**_following(follows), **({"work": work} if work else {})}
        record(model, told, "rule.withdrawn" if withdrawn else "rule.lifted", by, because=because, **values)
        because = because or follows.code
        kind, source = str(model._meta.model_name), f"work:{work}" if work else ""
        if withdrawn:
            rules = {pk: as_values(found[pk]) for pk in changed}
            withdrawals.open_for(kind, rules, by=by, because=because, source=source, asked=told if again else ())
        else:
            withdrawals.close_for(kind, changed, by=by, because=because)
        withdrawal_changed.send(sender=model, model=model, ids=told, withdrawn=withdrawn, by=by, because=because)
    return changed


def record(model: type[Protected], ids: Iterable[int], code: str, by: User | None, **values: object) -> None:
    """One event about the rule of each of these rows."""
    kind = str(model._meta.model_name)
    told = [events.build(Event.Kind.POLICY, (kind, pk), code, agent=by) for pk in ids]
    for event in told:
        event.values = values
    Event.objects.bulk_create(told)


def as_values(policy: Policy) -> dict[str, object]:
    """A rule as it is kept in events, to be said in words by `archive.sentences.rule`."""
    return kept(policy) | {"layers": _layers(policy), "withdrawn": policy.withdrawn}


def fingerprint(policy: Policy) -> str:
    """A rule as a form carries it along, to tell whether it is still the one that somebody saw."""
    begins, ends = (at.astimezone(UTC).isoformat() if at else "" for at in (policy.embargo_until, policy.until))
    layers = json.dumps(_layers(policy), sort_keys=True) if _layers(policy) else ""
    by_itself = "by itself" if policy.opens_by_itself else ""
    times = " ".join(part for part in (begins, by_itself, f"until {ends}" if ends else "", layers) if part)
    return f"{policy.audience}|{times}|{'withdrawn' if policy.withdrawn else ''}"


def _layers(policy: Policy) -> object:
    """The rules of single layers; only things have them."""
    return getattr(policy, "layers", {})


@transaction.atomic
def _turn_one(thing: Protected, withdrawn: bool, by: User | None, because: str, follows: Said = NOTHING) -> bool:
    with opening.asked(() if withdrawn else _played_by(thing)):
        changed = turn(table(thing), [thing.pk], withdrawn, by, because, again=not follows, follows=follows)
    thing.take_rule({"withdrawn": withdrawn})
    if changed:
        _announce(thing)
    return bool(changed)


def _played_by(thing: Protected) -> list[int]:
    """The recording whose rule this is; other things play nothing by their own rule."""
    return [thing.pk] if isinstance(thing, Recording) else []


def _tell(thing: Protected, before: dict[str, object], by: User | None, because: str, follows: Said = NOTHING) -> None:
    told = {"before": before, "after": as_values(thing), "because": because, **_following(follows)}
    record(table(thing), [thing.pk], "rule.changed", by, **told)
    _announce(thing)


def _following(follows: Said) -> dict[str, object]:
    return {"follows": follows.as_value()} if follows else {}


def _announce(thing: Protected) -> None:
    recordings = frozenset(thing.recording_ids())
    documents = frozenset({thing.pk} if isinstance(thing, Document) else ())
    if recordings or documents:
        reach_changed.send(sender=type(thing), recording_ids=recordings, document_ids=documents)
