"""What may be said of a layer that is closed to somebody who knows of the thing: until when it stays so."""

from dataclasses import dataclass
from datetime import datetime

from archive.access.rules import ADMITS, Layer, Policy, Thing, rule
from archive.access.viewers import Level, Viewer


@dataclass(frozen=True, slots=True)
class Seal:
    """`until`: the moment before which it is not opened to this viewer; None where no end is set.

    `opens`: it opens at that moment by itself. Otherwise somebody decides about it then.
    """

    until: datetime | None = None
    opens: bool = False


def seal(viewer: Viewer, thing: Thing, layer: Layer, at: datetime) -> Seal | None:
    """What closes this layer of a thing to this viewer; None where nothing does. Ask about what she may know of."""
    closing = [policy for policy in thing.policies(layer) if not rule(viewer, policy, at).allowed]
    if viewer.level >= Level.ARCHIVIST or not closing:
        return None
    ends = [policy.embargo_until for policy in closing if _only_waits(viewer, policy, at)]
    moments = [end for end in ends if end is not None]
    if len(moments) < len(closing):
        return Seal()
    return Seal(max(moments), all(policy.opens_by_itself for policy in closing))


def _only_waits(viewer: Viewer, policy: Policy, at: datetime) -> bool:
    """Whether it is for her as soon as its embargo is over."""
    admitted = viewer.level >= ADMITS.get(policy.audience, Level.ARCHIVIST) and not policy.withdrawn
    begins = policy.embargo_until
    return admitted and begins is not None and begins > at and (policy.until is None or policy.until > begins)
