"""THE decision: may this viewer see this thing at this moment?

Everything a visitor can reach asks here, in one of two forms that say the same: `decide` about one thing at hand,
`allowed` as a condition for a query. The strictest rule wins, and what is unknown is closed.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any, Protocol

from django.db.models import Exists, OuterRef, Q, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# The fields that a rule is made of, on everything that has one. Written by `policy` alone.
RULE = ("audience", "embargo_until", "opens_by_itself", "until", "layers", "withdrawn")


class Level(IntEnum):
    """How far a person is let in; each level may see all that the one before may."""

    STRANGER = 0
    RESEARCHER = 1
    TRANSLATOR = 2
    ARCHIVIST = 3


class Layer(TextChoices):
    """What of a thing a decision is about. Each but the first can be closed alone; who may not see that a recording
    exists sees none of the three that follow."""

    RECORD = "record", _("The record")
    EXISTS = "exists", _("That a recording exists")
    WORDS = "words", _("The words")
    SOUND = "sound", _("The sound")
    PICTURE = "picture", _("The picture")


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
# Translators work on what is not out yet; what was withdrawn is nobody's work but the archivist's.
SEES_EMBARGOED = Level.TRANSLATOR
SEES_UNLISTED = Level.TRANSLATOR
SEES_WITHDRAWN = Level.ARCHIVIST
SEES_UNATTACHED = Level.TRANSLATOR

GROUPS: dict[str, Level] = {
    "Researchers": Level.RESEARCHER,
    "Translators": Level.TRANSLATOR,
    "Archivists": Level.ARCHIVIST,
}


@dataclass(frozen=True, slots=True)
class Viewer:
    """Someone who looks. `user_id` is None for a stranger; it says who, never what may be seen: `level` does."""

    level: Level = Level.STRANGER
    user_id: int | None = None


STRANGER = Viewer()


class Policy(Protocol):
    """What a rule is made of: a Protected row or a Restriction."""

    audience: str
    embargo_until: datetime | None
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """`allowed`: may be seen at its address. `listed`: may also be shown in lists, search and feeds."""

    allowed: bool
    listed: bool
    reason: str


OPEN = Decision(True, True, "open")


def viewer_of(user: Any) -> Viewer:
    """The viewer behind a Django user; inactive and anonymous users are strangers. Costs one query for a member."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return STRANGER
    if user.is_superuser:
        return Viewer(Level.ARCHIVIST, user.pk)
    names = user.groups.values_list("name", flat=True)
    return Viewer(max((GROUPS.get(name, Level.STRANGER) for name in names), default=Level.STRANGER), user.pk)


def rule(viewer: Viewer, policy: Policy, at: datetime) -> Decision:
    """What one policy by itself says to this viewer."""
    if policy.withdrawn and viewer.level < SEES_WITHDRAWN:
        return Decision(False, False, "withdrawn")
    if policy.embargo_until is not None and at < policy.embargo_until and viewer.level < SEES_EMBARGOED:
        return Decision(False, False, "embargo")
    if viewer.level < ADMITS.get(policy.audience, Level.ARCHIVIST):
        return Decision(False, False, "audience")
    if policy.audience == Audience.UNLISTED and viewer.level < SEES_UNLISTED:
        return Decision(True, False, "unlisted")
    return OPEN


def decide(viewer: Viewer, thing: Any, at: datetime | None = None) -> Decision:
    """The decision about one thing, the strictest of every policy it answers to.

    A thing names its policies in `policies()` and, where it is closed for a reason of its own (a draft, a recording
    that no work vouches for), the level that sees it anyway in `closed_below()`.
    """
    at = at or timezone.now()
    if viewer.level < thing.closed_below():
        return Decision(False, False, "closed")
    decisions = [rule(viewer, policy, at) for policy in thing.policies()]
    return min(decisions, key=lambda decision: (decision.allowed, decision.listed))


def allowed(viewer: Viewer, at: datetime, *, listed: bool = False, prefix: str = "") -> Q:
    """The same rule as a query condition on a model with the three policy fields (behind `prefix`)."""
    audiences = [name for name, level in ADMITS.items() if viewer.level >= level]
    if listed and viewer.level < SEES_UNLISTED:
        audiences.remove(Audience.UNLISTED)
    if viewer.level >= Level.ARCHIVIST:
        return Q()
    condition = Q(**{f"{prefix}audience__in": audiences, f"{prefix}withdrawn": False})
    if viewer.level < SEES_EMBARGOED:
        condition &= Q(**{f"{prefix}embargo_until__isnull": True}) | Q(**{f"{prefix}embargo_until__lte": at})
    return condition


def unrestricted(viewer: Viewer, at: datetime, restrictions: QuerySet[Any], link: str, *, listed: bool = False) -> Q:
    """The condition that no restriction closes a recording or document and that some work vouches for it.

    `restrictions` is all Restriction rows, `link` the name of their key to the thing that is being filtered.
    """
    if viewer.level >= Level.ARCHIVIST:
        return Q()
    ours = restrictions.filter(**{link: OuterRef("pk")})
    condition = ~Q(Exists(ours.exclude(allowed(viewer, at, listed=listed))))
    if viewer.level < SEES_UNATTACHED:
        condition &= Q(Exists(ours.filter(basis="policy")))
    return condition
