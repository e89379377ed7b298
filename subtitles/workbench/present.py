"""Who works on a track at the moment, and on which cue. It is kept in a row for each window, for seconds."""

from datetime import datetime, timedelta
from typing import TypedDict
from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone

from archive.questions import Question
from subtitles.models import Presence, Track
from subtitles.workbench.rows import name_of

# A window asks every three seconds.
GONE_AFTER = timedelta(seconds=12)
# Whoever stays where she is is written down no oftener: reading is cheap, writing waits for its turn.
WRITTEN_AFTER = timedelta(seconds=6)
FORGOTTEN_AFTER = timedelta(minutes=10)


class Present(TypedDict):
    """`cue` is None where she is on none; `tab` tells two windows of one person apart."""

    name: str
    cue: str | None
    tab: str


def meet(track: Track, user: User, tab: str, cue: UUID | None, at: datetime | None = None) -> list[Present]:
    """Note where somebody is, and tell who else is there, also in other windows of hers."""
    at = at or timezone.now()
    rows = _there(track=track.pk)
    mine = next((row for row in rows if row.user_id == user.pk and row.tab == tab), None)
    if mine is None or mine.cue != cue or at - mine.seen_at >= WRITTEN_AFTER:
        _note(track, user, tab, cue, at)
    if any(at - row.seen_at > FORGOTTEN_AFTER for row in rows):
        Presence.objects.filter(seen_at__lt=at - FORGOTTEN_AFTER).delete()
    others = [row for row in rows if row is not mine and at - row.seen_at <= GONE_AFTER]
    said: list[Present] = [
        {"name": name_of(row.user), "cue": str(row.cue) if row.cue else None, "tab": row.tab} for row in others
    ]
    return sorted(said, key=lambda each: (each["name"], each["tab"]))


@Question
def _there(track: int) -> QuerySet[Presence]:
    """With the names of people alone: a window asks every three seconds, and there may be twenty."""
    names = [f"user__{name}" for name in ("first_name", "last_name", User.USERNAME_FIELD)]
    return Presence.objects.filter(track=track).select_related("user").only("user_id", "tab", "cue", "seen_at", *names)


def _note(track: Track, user: User, tab: str, cue: UUID | None, at: datetime) -> None:
    noted = Presence.objects.filter(track=track, user=user, tab=tab).update(cue=cue, seen_at=at)
    if not noted:
        Presence.objects.update_or_create(track=track, user=user, tab=tab, defaults={"cue": cue, "seen_at": at})
