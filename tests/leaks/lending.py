"""What somebody may meet to whom a recording is lent, for a while or for her work, and what of all the rest."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from archive import access, grants
from archive.access import STRANGER, Level, lending
from archive.models import Recording
from subtitles import flow
from subtitles.models import Assignment, Track
from tests.leaks import matrix, verbs
from tests.leaks.standing import Person, World
from tests.leaks.transitions import OF_THE_RECORDING, TRANSLATOR, Sees, Transition

OF_ITS_SECOND_PART = frozenset({"extra"})


def lent(state: Transition, layers: Iterable[str] = OF_THE_RECORDING) -> Transition:
    """The same to somebody to whom what has these layers is lent: of them she meets what a translator does."""

    def hers(sees: Sees) -> Sees:
        return {layer: Level.STRANGER if layer in layers and at <= TRANSLATOR else at for layer, at in sees.items()}

    return replace(state, sees=hers(state.sees), listed=hers(state.lists))


def lend(person: Person, recording: Recording, until: timedelta | None = None) -> None:
    assert person.user is not None
    end = None if until is None else timezone.now() + until
    with verbs.settled(execute=True):
        grants.grant(person.user, lending("recording", recording.pk), end, None)


def invited() -> Person:
    """Somebody who translates what is given to her and nothing else."""
    user = User.objects.create_user("guest")
    user.groups.set([Group.objects.get_or_create(name="Invited translators")[0]])
    client = Client()
    client.force_login(user)
    return Person("guest", Level.STRANGER, user, client, STRANGER)


def assign(track: Track, person: Person) -> Assignment:
    assert person.user is not None
    with verbs.settled(execute=True):
        return flow.assign(track, person.user, by=None)


def of_the_recording(world: World, people: Iterable[Person], state: Transition) -> Iterator[str]:
    for person in people:
        lend(person, world.specimen.recording)
        yield from matrix.gate(world, [person], lent(state))


def of_the_second_part(world: World, people: Iterable[Person], state: Transition) -> Iterator[str]:
    for person in people:
        lend(person, world.specimen.extra)
        yield from matrix.gate(world, [person], lent(state, OF_ITS_SECOND_PART))


def after_its_end(world: World, people: Iterable[Person], state: Transition) -> Iterator[str]:
    """Also to a page that asked who she is before the end, and asks the gate after it."""
    for person in people:
        lend(person, world.specimen.recording, timedelta(hours=1))
        before = person.viewer
        world.clock.passes(timedelta(hours=2))
        thing = world.specimen.recording
        if access.decide(before, thing).allowed or Recording.objects.visible_to(before).filter(pk=thing.pk).exists():
            yield f"{person.name}: what was lent to her is open after the end"
        yield from matrix.gate(world, [person], state)


def after_her_work(world: World, people: Iterable[Person], state: Transition) -> Iterator[str]:
    person = invited()
    with verbs.settled(execute=True):
        flow.finish(assign(world.specimen.track, person), None)
    yield from matrix.gate(world, [person], state)
