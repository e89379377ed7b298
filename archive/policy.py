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
        before = in_words(current)
        thing.audience, thing.embargo_until, thing.withdrawn = audience, embargo_until, withdrawn
        thing.save(update_fields=["audience", "embargo_until", "withdrawn"])
        detail = f"{before} → {in_words(thing)}" + (f": {because}" if because else "")
        events.record(Event.Kind.POLICY, thing, detail=detail, agent=by)
        if isinstance(thing, Recording):
            recording_changed.send(sender=Recording, recording_ids=[thing.pk])


def in_words(policy: Policy) -> str:
    """A rule in the codes it is stored as, which outlive every translation, such as "staff, withdrawn"."""
    words = [policy.audience]
    if policy.embargo_until:
        words.append(f"embargo until {policy.embargo_until.isoformat()}")
    if policy.withdrawn:
        words.append("withdrawn")
    return ", ".join(words)
