"""What the catalogue does when others say that a work came out, went back, is gone, or is to be withdrawn again."""

from typing import Any

from django.db.models.signals import post_delete
from wagtail.signals import published, unpublished

from archive.preservation import playback
from catalogue import policy
from catalogue.models import Authority, Work


def face_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A work was published or unpublished, inside `Work.publish` and `Work.unpublish`'s transaction."""
    if isinstance(instance, Work):
        policy.push_down(instance)


def work_deleted(sender: Any, instance: Work, **kwargs: Any) -> None:
    policy.forget(instance.pk)


def withdraw_again(model: Any, ids: list[int], withdrawn: bool, because: str) -> None:
    """What the ledger of withdrawals says of works and names, carried out in a restored database."""
    for thing in model.objects.filter(pk__in=ids):
        (policy.withdraw if withdrawn else policy.lift)(thing, because=because)


def connect() -> None:
    for model in (Work, *Authority.__subclasses__()):
        playback.register(model, withdraw_again)
    published.connect(face_changed, dispatch_uid="catalogue.published")
    unpublished.connect(face_changed, dispatch_uid="catalogue.unpublished")
    post_delete.connect(work_deleted, sender=Work, dispatch_uid="catalogue.deleted")
