"""Stricter rules for single layers, as somebody wants them to be kept."""

from collections.abc import Mapping
from datetime import UTC, datetime

from django.utils.dateparse import parse_datetime

from archive.access import NEEDS, SHUT, Layer, Policy, layer_rules

FIELDS = ("audience", "embargo_until", "opens_by_itself", "until")
MOMENTS = ("embargo_until", "until")
Layers = dict[str, dict[str, object]]


def kept(rule: Policy) -> dict[str, object]:
    """For whom, from when and until when, as it is kept in events and in `layers`: its moments in ISO 8601."""
    begins, ends = (at.isoformat() if at else None for at in (rule.embargo_until, rule.until))
    return {
        "audience": rule.audience,
        "embargo_until": begins,
        "opens_by_itself": rule.opens_by_itself,
        "until": ends,
    }


def checked(layers: Mapping[str, object]) -> Layers:
    """The same, with every moment in ISO 8601 and UTC. Raises ValueError, which says in a sentence what is amiss.

    A moment is a `datetime` or is written in ISO 8601; both must say their zone.
    """
    return {_layer(code): _rule(code, said) for code, said in layers.items()}


def _layer(code: str) -> str:
    if code not in NEEDS or code == Layer.RECORD:
        raise ValueError(f"{code!r} is no layer that can be closed by itself.")
    return Layer(code).value


def _rule(code: str, said: object) -> dict[str, object]:
    if not isinstance(said, Mapping):
        raise ValueError(f"The rule for {code} is no rule: {said!r}.")
    if unknown := sorted(str(field) for field in set(said).difference(FIELDS)):
        raise ValueError(f"Nobody knows what {', '.join(unknown)} of {code} would mean.")
    rule = {field: _moment(code, value) if field in MOMENTS else value for field, value in said.items()}
    if layer_rules({code: rule})[Layer(code)] == SHUT:
        raise ValueError(f"The rule for {code} cannot be read: {rule!r}.")
    return rule


def _moment(code: str, said: object) -> str | None:
    if said is None:
        return None
    read = parse_datetime(said) if isinstance(said, str) else said
    if not isinstance(read, datetime) or read.tzinfo is None:
        raise ValueError(f"{said!r} of {code} is no moment with a zone.")
    return read.astimezone(UTC).isoformat()
