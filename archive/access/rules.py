"""What rules mean, as values: the decision about one thing at hand. `conditions` says the same to the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from archive.access.viewers import Level, Viewer

# The fields that a rule is made of, on everything that has one. Written by `policy` alone.
RULE = ("audience", "embargo_until", "opens_by_itself", "until", "layers", "withdrawn")


class Layer(TextChoices):
    """What of a thing a decision is about. Each but the first can be closed alone; who may not see that a recording
    exists sees none of the three that follow."""

    RECORD = "record", _("The record")
    EXISTS = "exists", _("That a recording exists")
    WORDS = "words", _("The words")
    SOUND = "sound", _("The sound")
    PICTURE = "picture", _("The picture")


# To see a layer one must see these. A layer that is missing here is closed to all below archivist.
NEEDS: dict[str, tuple[Layer, ...]] = {
    Layer.RECORD: (Layer.RECORD,),
    Layer.EXISTS: (Layer.RECORD, Layer.EXISTS),
    **{each: (Layer.RECORD, Layer.EXISTS, each) for each in (Layer.WORDS, Layer.SOUND, Layer.PICTURE)},
}


class Audience(TextChoices):
    """Who a thing is for. Unlisted: anyone who has the address, in no list, no search, no feed."""

    PUBLIC = "public", _("Public")
    UNLISTED = "unlisted", _("Unlisted: only by its address")
    RESEARCHERS = "researchers", _("Researchers")
    STAFF = "staff", _("Staff")


# The lowest level that an audience lets in. A value that is missing here lets in nobody below archivist.
ADMITS: dict[str, Level] = {
    Audience.PUBLIC: Level.STRANGER,
    Audience.UNLISTED: Level.STRANGER,
    Audience.RESEARCHERS: Level.RESEARCHER,
    Audience.STAFF: Level.TRANSLATOR,
}
# Translators work on what is not out yet or no longer; what was withdrawn is nobody's work but the archivist's.
SEES_EMBARGOED = Level.TRANSLATOR
SEES_ENDED = Level.TRANSLATOR
SEES_UNLISTED = Level.TRANSLATOR
SEES_WITHDRAWN = Level.ARCHIVIST
SEES_UNATTACHED = Level.TRANSLATOR


class Policy(Protocol):
    """What a rule is made of: a Protected row, a Restriction, or a LayerRule.

    An embargo that is over opens nothing unless the rule `opens_by_itself`; from `until` on it is closed again.
    `grant_source` is what a grant must name to lift this rule for one person; "" where none can.
    """

    @property
    def audience(self) -> str: ...
    @property
    def embargo_until(self) -> datetime | None: ...
    @property
    def opens_by_itself(self) -> bool: ...
    @property
    def until(self) -> datetime | None: ...
    @property
    def withdrawn(self) -> bool: ...
    @property
    def grant_source(self) -> str: ...


class Thing(Protocol):
    """A thing the gate knows: what it answers to, layer by layer, and the level from which it is reachable at all for
    another reason (a draft, a recording that no work vouches for). `lent_as` is what a grant names to make somebody a
    translator of it for a time; "" where none can."""

    @property
    def lent_as(self) -> str: ...
    def policies(self, layer: Layer) -> Iterable[Policy]: ...
    def closed_below(self) -> Level: ...


@dataclass(frozen=True, slots=True)
class LayerRule:
    """The stricter rule of one layer, as it stands in the `layers` of a thing. What it does not say adds nothing."""

    audience: str = Audience.PUBLIC
    embargo_until: datetime | None = None
    opens_by_itself: bool = False
    until: datetime | None = None
    withdrawn: bool = False
    grant_source: str = ""


# What cannot be read lets in nobody below archivist.
SHUT = LayerRule(audience="")


def layer_rules(layers: object, grant_source: str = "") -> dict[Layer, LayerRule]:
    """The rules in a thing's `layers`: {"sound": {"audience": "staff", "until": "2030-01-01T00:00:00+00:00"}}.

    A rule that cannot be read closes its layer; a layer that nobody knows closes all but the record.
    """
    if not isinstance(layers, Mapping) or not set(layers) <= set(NEEDS) - {Layer.RECORD}:
        return {Layer.EXISTS: SHUT}
    return {Layer(code): _layer_rule(said, grant_source) for code, said in layers.items()}


def _layer_rule(said: object, grant_source: str) -> LayerRule:
    if not isinstance(said, Mapping) or not set(said) <= {"audience", "embargo_until", "opens_by_itself", "until"}:
        return SHUT
    audience, by_itself = said.get("audience", Audience.PUBLIC), said.get("opens_by_itself", False)
    try:
        begins, ends = (_moment(said.get(name)) for name in ("embargo_until", "until"))
    except ValueError:
        return SHUT
    if not isinstance(audience, str) or audience not in ADMITS or not isinstance(by_itself, bool):
        return SHUT
    return LayerRule(audience, begins, by_itself, ends, grant_source=grant_source)


def _moment(said: object) -> datetime | None:
    """The moment that is written down in ISO 8601, with its zone. Raises ValueError."""
    if said is None:
        return None
    read = parse_datetime(said) if isinstance(said, str) else None
    if read is None or read.tzinfo is None:
        raise ValueError(said)
    return read


@dataclass(frozen=True, slots=True)
class Decision:
    """`allowed`: may be seen at its address. `listed`: may also be shown in lists, search and feeds.

    `until`: the earliest moment known now at which what is allowed may close; None where none is known.
    """

    allowed: bool
    listed: bool
    reason: str
    until: datetime | None = None


OPEN = Decision(True, True, "open")


def rule(viewer: Viewer, policy: Policy, at: datetime) -> Decision:
    """What one policy by itself says to this viewer."""
    if policy.withdrawn and viewer.level < SEES_WITHDRAWN:
        return Decision(False, False, "withdrawn")
    if policy.grant_source and policy.grant_source in viewer.grants_at(at):
        return Decision(True, True, "granted", viewer.granted_until)
    if closed := _by_time(viewer, policy, at):
        return Decision(False, False, closed)
    if viewer.level < ADMITS.get(policy.audience, Level.ARCHIVIST):
        return Decision(False, False, "audience")
    until = policy.until if viewer.level < SEES_ENDED else None
    if policy.audience == Audience.UNLISTED and viewer.level < SEES_UNLISTED:
        return Decision(True, False, "unlisted", until)
    return replace(OPEN, until=until)


def _by_time(viewer: Viewer, policy: Policy, at: datetime) -> str:
    if viewer.level < SEES_EMBARGOED and is_embargoed(policy, at):
        return "embargo"
    if viewer.level < SEES_ENDED and policy.until is not None and at >= policy.until:
        return "ended"
    return ""


def is_embargoed(policy: Policy, at: datetime) -> bool:
    """Whether it has not begun: one whose embargo is over waits for an archivist unless it opens by itself."""
    return policy.embargo_until is not None and (at < policy.embargo_until or not policy.opens_by_itself)


def decide(viewer: Viewer, thing: Thing, layer: Layer = Layer.RECORD, at: datetime | None = None) -> Decision:
    """The decision about one layer of one thing, the strictest of every policy it answers to."""
    at = at or timezone.now()
    if viewer.level >= Level.ARCHIVIST:
        return OPEN
    borrower = viewer.upon(thing.lent_as, at)
    if borrower.level < thing.closed_below() or layer not in NEEDS:
        return Decision(False, False, "closed")
    decisions = [rule(borrower, policy, at) for policy in thing.policies(layer)]
    strictest = min(decisions, key=lambda decision: (decision.allowed, decision.listed))
    ends = [decision.until for decision in decisions if decision.until]
    if borrower is not viewer and viewer.granted_until:
        ends.append(viewer.granted_until)
    return replace(strictest, until=min(ends, default=None) if strictest.allowed else None)
