"""Let one member see one work for a time, and take that back. It takes effect at her next request."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from archive import events
from archive.models import Event, Grant


@transaction.atomic
def grant(user: User, source: str, until: datetime | None, by: User | None, because: str = "") -> Grant:
    """Let this member see what `source` (such as work:12) names, up to a moment or until it is taken back.

    A second grant takes the place of the first.
    """
    said = {"until": until, "granted_by": by, "because": because}
    made, _ = Grant.objects.update_or_create(user=user, source=source, defaults=said)
    _record("grant.given", made, by, because)
    return made


@transaction.atomic
def take_back(user: User, source: str, by: User | None, because: str = "") -> bool:
    """End a grant at once. False where there was none."""
    held = Grant.objects.select_for_update().filter(user=user, source=source).first()
    if held is None:
        return False
    _record("grant.taken_back", held, by, because)
    held.delete()
    return True


def _record(code: str, of: Grant, by: User | None, because: str) -> None:
    """Of what was granted, with the name of the member: her account may go before the event does."""
    kind, _, key = of.source.partition(":")
    until = of.until.isoformat() if of.until else None
    member = of.user.get_username()
    subject = (kind, int(key) if key.isdecimal() else None)
    event = events.build(
        Event.Kind.POLICY, subject, code, agent=by, name=of.source, member=member, until=until, because=because
    )
    event.save()
