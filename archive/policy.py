"""Set a thing's own rule, withdraw it, lift that. It takes effect at once, and what was before stands in the events.

Nothing else writes a rule. Setting one (for whom, from when) and withdrawing are different verbs: neither undoes the
other. `turn`, `write` and `locked` are for the rooms above, whose things have consequences of their own.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from archive import events
from archive.access import Audience, Policy
from archive.models import Event, Protected, Recording
from archive.rule_changes import refuse
from archive.signals import recording_changed, withdrawal_changed
from archive.wording import NOTHING, Said


@transaction.atomic
def set_access(
    thing: Protected,
    audience: str,
    *,
    embargo_until: datetime | None = None,
    opens_by_itself: bool = False,
    until: datetime | None = None,
    layers: dict[str, object] | None = None,
    withdrawn: bool | None = None,
    by: User | None = None,
    because: str = "",
    seen: str | None = None,
) -> None:
    """Say whom a thing is for, from when and until when. `seen`: the `fingerprint` of the rule that is decided upon.

    `layers`: stricter rules for single layers, as `archive.access.layer_rules` reads them; None leaves those there are.

    `withdrawn` is for those who set a whole rule at once: True withdraws, False lifts, None leaves that as it is.
    Raises RuleChanged where the rule is another by now, and ValueError for an unknown audience.
    """
    before = as_values(held(thing, seen))
    rule = {"audience": Audience(audience).value, "embargo_until": embargo_until, "opens_by_itself": opens_by_itself}
    write(thing, **rule, until=until, **({} if layers is None else {"layers": layers}))
    _tell(thing, before, by, because)
    if withdrawn is not None:
        (withdraw if withdrawn else lift)(thing, by, because)


def withdraw(thing: Protected, by: User | None = None, because: str = "") -> bool:
    """Take a thing away from everyone but archivists, at once. False where it was withdrawn already."""
    return _turn_one(thing, True, by, because)


def lift(thing: Protected, by: User | None = None, because: str = "") -> bool:
    """Let a thing's own rule decide again, and that of its works. False where it was not withdrawn."""
    return _turn_one(thing, False, by, because)


@transaction.atomic
def tighten(thing: Protected, *, withdrawn: bool, embargo_until: datetime | None, follows: Said) -> None:
    """Fold another's withdrawal and embargo into a thing's own rule; the stricter wins. `follows`: why."""
    now = held(thing)
    if embargo_until and embargo_until > max(now.embargo_until or timezone.now(), timezone.now()):
        before = as_values(now)
        write(thing, embargo_until=embargo_until)
        _tell(thing, before, None, "", follows)
    if withdrawn:
        _turn_one(thing, True, None, "", follows)


# --- for the rooms above as well ---


def table(thing: Protected) -> Any:
    """The model whose table holds the rule: of a kind of work, Work."""
    return thing._meta.get_field("withdrawn").model


def locked(model: Any, ids: Iterable[int]) -> QuerySet[Any]:
    """The rows, read anew and held until the transaction ends, so that what is read is still so when it is written."""
    return model.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")


def held(thing: Protected, seen: str | None = None) -> Any:
    """The thing's row as it is now, held. Raises RuleChanged where its rule is not the one that was `seen`."""
    row = locked(table(thing), [thing.pk]).get()
    if seen is not None:
        compare(row, seen)
    return row


def compare(row: Any, seen: str) -> None:
    """Raise RuleChanged where the rule of a row that was just read is not the one that was `seen`."""
    if seen != fingerprint(row):
        refuse(row, seen)


def write(thing: Protected, **rule: Any) -> None:
    """Write these fields of a thing's rule, into its row and into this copy of it."""
    table(thing).objects.filter(pk=thing.pk).write_rule(**rule)
    thing.take_rule(rule)


def turn(
    model: Any,
    ids: Iterable[int],
    withdrawn: bool,
    by: User | None,
    because: str = "",
    *,
    again: bool = False,
    **values: Any,
) -> list[int]:
    """Withdraw these rows or lift that, where it is not so already, with an event for each; returns those rows' keys.

    `again`: somebody asks for these very rows; that is written down even where it changes nothing.
    """
    found = dict(locked(model, ids).values_list("pk", "withdrawn"))
    changed = [pk for pk, was in found.items() if was != withdrawn]
    if told := list(found) if again and withdrawn else changed:
        model.objects.filter(pk__in=changed).write_rule(withdrawn=withdrawn)
        record(model, told, "rule.withdrawn" if withdrawn else "rule.lifted", by, because=because, **values)
        because = because or str(values.get("follows", {}).get("code", ""))
        withdrawal_changed.send(sender=model, model=model, ids=told, withdrawn=withdrawn, by=by, because=because)
    return changed


def record(model: Any, ids: Iterable[int], code: str, by: User | None, **values: Any) -> None:
    """One event about the rule of each of these rows."""
    kind = model._meta.model_name
    Event.objects.bulk_create(events.build(Event.Kind.POLICY, (kind, pk), code, agent=by, **values) for pk in ids)


def as_values(policy: Policy) -> dict[str, object]:
    """A rule as it is kept in events, to be said in words by `archive.sentences.rule`."""
    begins, ends = policy.embargo_until, policy.until
    return {
        "audience": policy.audience,
        "embargo_until": begins.isoformat() if begins else None,
        "opens_by_itself": policy.opens_by_itself,
        "until": ends.isoformat() if ends else None,
        "layers": _layers(policy),
        "withdrawn": policy.withdrawn,
    }


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
    values = {"follows": follows.as_value()} if follows else {}
    changed = turn(table(thing), [thing.pk], withdrawn, by, because, again=not follows, **values)
    thing.take_rule({"withdrawn": withdrawn})
    if changed:
        _announce(thing)
    return bool(changed)


def _tell(thing: Protected, before: dict[str, Any], by: User | None, because: str, follows: Said = NOTHING) -> None:
    values = {"follows": follows.as_value()} if follows else {}
    record(
        table(thing), [thing.pk], "rule.changed", by, before=before, after=as_values(thing), because=because, **values
    )
    _announce(thing)


def _announce(thing: Protected) -> None:
    if ids := thing.recording_ids():
        recording_changed.send(sender=Recording, recording_ids=ids)
