"""Change what staff call a thing and what is known about it; every change leaves an event."""

from django.contrib.auth.models import User
from django.db import transaction

from archive import events
from archive.models import Document, Event, Recording
from archive.signals import recording_changed


@transaction.atomic
def describe(thing: Recording | Document, changes: dict[str, object], by: User | None = None) -> None:
    """Write the changed fields, and an event that names what they were before."""
    before = type(thing).objects.get(pk=thing.pk)
    for name, value in changes.items():
        setattr(thing, name, value)
    thing.save(update_fields=list(changes))
    fields = {name: (getattr(before, name), value) for name, value in changes.items()}
    events.record(Event.Kind.MODIFICATION, thing, "thing.described", agent=by, fields=fields)
    if isinstance(thing, Recording):
        recording_changed.send(sender=Recording, recording_ids=[thing.pk])
