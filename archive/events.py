"""Write down what happened to a file or a rule. Nothing here changes or removes what was written."""

from django.contrib.auth.models import User
from django.db import models

from archive.models import Event


def subject(thing: models.Model) -> str:
    """The name under which events speak of a thing, such as "original:17"."""
    return f"{thing._meta.model_name}:{thing.pk}"


def record(
    kind: Event.Kind,
    thing: models.Model | str,
    outcome: Event.Outcome = Event.Outcome.SUCCESS,
    detail: str = "",
    agent: User | None = None,
) -> Event:
    """One event about a thing, or about a file name where nothing was taken in."""
    name = thing if isinstance(thing, str) else subject(thing)
    return Event.objects.create(kind=kind, outcome=outcome, subject=name[:300], detail=detail[:1000], agent=agent)
