"""What a thing takes along when it leaves something that closed it: the stricter of both rules. Pure functions."""

from datetime import datetime

from archive.access import ADMITS, Audience, Layer, LayerRule, Level, Policy, is_embargoed, layer_rules
from archive.layers import kept


def times(own: Policy, other: Policy, at: datetime) -> dict[str, datetime | bool | None]:
    """The fields of `own` that change so that it opens no sooner, and closes no later, than both together."""
    changed: dict[str, datetime | bool | None] = {}
    if is_embargoed(other, at):
        holding = [policy for policy in (own, other) if is_embargoed(policy, at)]
        changed["embargo_until"] = max(policy.embargo_until for policy in holding if policy.embargo_until)
        changed["opens_by_itself"] = all(policy.opens_by_itself for policy in holding)
    if other.until is not None and (own.until is None or other.until < own.until):
        changed["until"] = other.until
    return {name: value for name, value in changed.items() if value != getattr(own, name)}


def layers(own: object, other: object, at: datetime) -> dict[str, dict[str, object]]:
    """The rules of single layers that close what either closes, as they are kept."""
    ours, theirs = layer_rules(own), layer_rules(other)
    return {
        layer.value: kept(_stricter(ours.get(layer, LayerRule()), theirs.get(layer, LayerRule()), at))
        for layer in Layer
        if layer in ours or layer in theirs
    }


def _stricter(own: LayerRule, other: LayerRule, at: datetime) -> LayerRule:
    audience = max(own.audience, other.audience, key=_strictness)
    changed = {"embargo_until": own.embargo_until, "opens_by_itself": own.opens_by_itself, "until": own.until}
    changed |= times(own, other, at)
    begins, ends = changed["embargo_until"], changed["until"]
    return LayerRule(
        audience,
        begins if isinstance(begins, datetime) else None,
        changed["opens_by_itself"] is True,
        ends if isinstance(ends, datetime) else None,
    )


def _strictness(audience: str) -> tuple[Level, bool]:
    return ADMITS.get(audience, Level.ARCHIVIST), audience == Audience.UNLISTED
