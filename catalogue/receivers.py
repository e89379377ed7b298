"""What the catalogue does when others say that a work came out, went back, is gone, or is to be withdrawn again."""

from collections.abc import Collection

from django.db.models.signals import post_delete
from wagtail.signals import published, unpublished

from archive.preservation import playback
from archive.signals import reach_changed
from catalogue import policy
from catalogue.models import Authority, Work


def face_changed(instance: object, **kwargs: object) -> None:
    """A work was published or unpublished, inside `Work.publish` and `Work.unpublish`'s transaction."""
    if isinstance(instance, Work):
        policy.push_down(instance)


def work_deleted(instance: Work, **kwargs: object) -> None:
    policy.forget(instance.pk)


def withdraw_again(model: type[Work | Authority], ids: list[int], withdrawn: bool, because: str) -> None:
    """What the ledger of withdrawals says of works and names, carried out in a restored database."""
    for thing in model.objects.filter(pk__in=ids):
        (policy.withdraw if withdrawn else policy.lift)(thing, because=because)


def on_reach(sender: object, recording_ids: Collection[int], document_ids: Collection[int], **kwargs: object) -> None:
    """Who may meet these is another matter by now: the pages of the works that hold them may be others."""
    policy.announce(policy.holding(recording_ids, document_ids))


def connect() -> None:
    for model in (Work, Authority):
        playback.register(model, withdraw_again)
    reach_changed.connect(on_reach, dispatch_uid="catalogue.reach_changed")
    published.connect(face_changed, dispatch_uid="catalogue.published")
    unpublished.connect(face_changed, dispatch_uid="catalogue.unpublished")
    post_delete.connect(work_deleted, sender=Work, dispatch_uid="catalogue.deleted")
