"""Write down what happened to a file or a rule. Nothing here changes or removes what was written."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q, QuerySet

from archive.models import Event

NAME_LENGTH = 300
Subject = tuple[str, int | None]


def subject(thing: models.Model) -> Subject:
    """How events name a thing, such as ("original", 17): kinds of works and of names by the table that they share."""
    parents = [parent for parent in thing._meta.get_parent_list() if not parent._meta.proxy]
    model = parents[-1] if parents else thing._meta.concrete_model or type(thing)
    return str(model._meta.model_name), thing.pk


def record(
    kind: Event.Kind,
    thing: models.Model | None,
    code: str = "",
    outcome: Event.Outcome = Event.Outcome.SUCCESS,
    agent: User | None = None,
    *,
    name: str = "",
    **values: object,
) -> Event:
    """One event about a thing; about a name alone where there is no thing. `code` and `values`: `archive.wording`."""
    event = build(kind, subject(thing) if thing else ("", None), code, outcome, agent, name=name, **values)
    event.save()
    return event


def build(
    kind: Event.Kind,
    about: Subject,
    code: str,
    outcome: Event.Outcome = Event.Outcome.SUCCESS,
    agent: User | None = None,
    *,
    name: str = "",
    **values: object,
) -> Event:
    """An event that is not saved yet, for those who write many at once."""
    return Event(
        kind=kind,
        outcome=outcome,
        subject_type=about[0],
        subject_id=about[1],
        name=name[:NAME_LENGTH],
        code=code,
        values=values,
        agent=agent,
    )


def about(*things: models.Model) -> QuerySet[Event]:
    """The events about any of these things, newest first."""
    return of_subjects(map(subject, things))


def of_subjects(subjects: Iterable[Subject]) -> QuerySet[Event]:
    """The events about any of these subjects, newest first."""
    condition = Q(pk__in=[])
    for kind, key in subjects:
        condition |= Q(subject_type=kind, subject_id=key)
    return Event.objects.filter(condition)
