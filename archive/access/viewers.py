"""Who looks: how far a person is let in, and what was granted to her alone."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone


class Level(IntEnum):
    """How far a person is let in; each level may see all that the one before may."""

    STRANGER = 0
    RESEARCHER = 1
    TRANSLATOR = 2
    ARCHIVIST = 3


# What a group's role (`archive.models.Role.Code`) makes of its members. A code that is missing here makes nothing.
ROLES: dict[str, Level] = {
    "researcher": Level.RESEARCHER,
    # Sees what the public sees, and what is lent to her.
    "invited": Level.STRANGER,
    "translator": Level.TRANSLATOR,
    "archivist": Level.ARCHIVIST,
}


@dataclass(frozen=True, slots=True)
class Viewer:
    """Someone who looks. `user_id` is None for a stranger; it says who, never what may be seen: `level` does, and
    `grants`: the sources (such as work:12) that were opened to her alone, the first of which ends at `granted_until`.
    One that names a recording (recording:5) lends it to her: to that recording she is a translator.
    """

    level: Level = Level.STRANGER
    user_id: int | None = None
    grants: frozenset[str] = frozenset()
    granted_until: datetime | None = None

    def grants_at(self, at: datetime) -> frozenset[str]:
        """What is granted at this moment. From the first end on nothing is, until somebody asks again who she is."""
        return self.grants if self.granted_until is None or at < self.granted_until else frozenset()

    def lent(self, kind: str, at: datetime) -> list[int]:
        """The keys of the things of this kind that are lent to her at this moment."""
        begins = lending(kind, "")
        keys = (source.removeprefix(begins) for source in self.grants_at(at) if source.startswith(begins))
        return sorted(int(key) for key in keys if key.isdecimal())

    def upon(self, lent_as: str, at: datetime) -> "Viewer":
        """Who she is to a thing that is lent under this name, "" where it cannot be."""
        return self.as_translator() if lent_as and lent_as in self.grants_at(at) else self

    def as_translator(self) -> "Viewer":
        return replace(self, level=max(self.level, Level.TRANSLATOR))


STRANGER = Viewer()


def lending(kind: str, key: int | str) -> str:
    """What a grant names that lends one thing, such as recording:5."""
    return f"{kind}:{key}"


def viewer_of(user: AbstractBaseUser | AnonymousUser | None) -> Viewer:
    """The viewer behind a Django user, asked of the database now; inactive and anonymous users are strangers."""
    if not isinstance(user, User) or not user.is_active:
        return STRANGER
    if user.is_superuser:
        return Viewer(Level.ARCHIVIST, user.pk)
    codes = user.groups.values_list("role__code", flat=True)
    level = max((ROLES.get(code, Level.STRANGER) for code in codes), default=Level.STRANGER)
    if level >= Level.TRANSLATOR:  # a grant opens nothing that they do not see anyway
        return Viewer(level, user.pk)
    now = timezone.now()
    granted = dict(user.grants.filter(Q(until=None) | Q(until__gt=now)).values_list("source", "until"))
    ends = [until for until in granted.values() if until]
    return Viewer(level, user.pk, frozenset(granted), min(ends, default=None))


def viewer(request: HttpRequest) -> Viewer:
    """Who makes this request, found once for all of it. Whoever logs in or out meanwhile is somebody else."""
    known: tuple[object, Viewer] | None = getattr(request, "_viewer", None)
    if known is None or known[0] is not request.user:
        known = request.user, viewer_of(request.user)
        request._viewer = known  # type: ignore[attr-defined]
    return known[1]
