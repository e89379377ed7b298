"""Set a thing's own rule. It takes effect at once, and what it was before stands in the events."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from archive import events
from archive.access import Policy
from archive.models import Document, Event, Recording
from archive.signals import recording_changed


def set_access(
    thing: Recording | Document,
    audience: str,
    *,
    embargo_until: datetime | None = None,
    withdrawn: bool = False,
    by: User | None = None,
    because: str = "",
) -> None:
    """Write the rule, an event that says what it was and why it changed, and tell the rooms above, all or nothing."""
    with transaction.atomic():
        current = type(thing).objects.select_for_update().get(pk=thing.pk)
        before = as_values(current)
        thing.audience, thing.embargo_until, thing.withdrawn = audience, embargo_until, withdrawn
        thing.save(update_fields=["audience", "embargo_until", "withdrawn"])
        now = as_values(thing)
        events.record(Event.Kind.POLICY, thing, "rule.changed", agent=by, before=before, after=now, because=because)
        if isinstance(thing, Recording):
            recording_changed.send(sender=Recording, recording_ids=[thing.pk])


def as_values(policy: Policy) -> dict[str, str | bool | None]:
    """A rule as it is kept in events, to be said in words by `archive.sentences.rule`."""
    until = policy.embargo_until
    return {
        "audience": policy.audience,
        "embargo_until": until.isoformat() if until else None,
        "withdrawn": policy.withdrawn,
    }
