"""What can happen to a thing, in the product's own verbs: the one place that knows how they are called."""

from datetime import datetime
from typing import Any

from django.test import TestCase

from archive import policy as archive_policy
from archive import restricting
from archive.models import Document, Recording, RenditionSet, Restriction
from archive.restricting import Rule
from archive.signals import recording_changed
from catalogue import linking, policy
from catalogue.models import Authority, Work
from subtitles import publishing
from subtitles.models import Track

# What happens in a transaction and after it, as in a request.
settled = TestCase.captureOnCommitCallbacks


BECAUSE = "kanarieskal"


def give_rule(thing: Any, audience: str = "public", embargo_until: datetime | None = None, **more: Any) -> None:
    """An embargo opens by itself unless it is said that it does not."""
    more.setdefault("opens_by_itself", embargo_until is not None)
    with settled(execute=True):
        _policy(thing).set_access(_anew(thing), audience, embargo_until=embargo_until, because=BECAUSE, **more)


RIGHT = ("rights:1", Restriction.Basis.RIGHTS)


def close_layers(recording: Recording, *layers: str) -> None:
    """Keep these layers of a recording for staff, for the sake of somebody's rights."""
    with settled(execute=True):
        restricting.say(*RIGHT, [Rule(layer, "staff", recording_id=recording.pk) for layer in layers])


def open_layers() -> None:
    with settled(execute=True):
        restricting.take_back(*RIGHT)


def withdraw(thing: Any) -> None:
    with settled(execute=True):
        _policy(thing).withdraw(_anew(thing), because=BECAUSE)


def open_again(thing: Any) -> None:
    """Lift a withdrawal, and give the rule that lets everybody in."""
    give_rule(thing)
    with settled(execute=True):
        _policy(thing).lift(_anew(thing), because=BECAUSE)


def _policy(thing: Any) -> Any:
    return policy if isinstance(thing, Work | Authority) else archive_policy


def unpublish(work: Work) -> None:
    with settled(execute=True):
        _anew(work).unpublish()


def publish(work: Work) -> None:
    with settled(execute=True):
        _anew(work).save_revision().publish()


def delete(work: Work) -> None:
    with settled(execute=True):
        _anew(work).delete()


def attach(thing: Recording | Document, work: Work) -> None:
    with settled(execute=True):
        linking.attach(thing, work)


def detach(thing: Recording | Document, work: Work) -> None:
    with settled(execute=True):
        linking.detach(thing.work_links.get(work=work.pk))


def unpublish_words(track: Track) -> None:
    with settled(execute=True):
        publishing.unpublish(Track.objects.get(pk=track.pk))


def publish_words(track: Track) -> None:
    with settled(execute=True):
        publishing.publish(track.revisions.get(number=1))


def stream(rendition_set: RenditionSet) -> None:
    """Point the recording at this set, as a finished job does."""
    with settled(execute=True):
        Recording.objects.filter(pk=rendition_set.recording_id).update(rendition_set=rendition_set)
        recording_changed.send(sender=Recording, recording_ids=[rendition_set.recording_id])


def _anew(thing: Any) -> Any:
    return type(thing).objects.get(pk=thing.pk)
