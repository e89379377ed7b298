"""What the catalogue does when Wagtail says that a work came out, went back or is gone."""

from typing import Any

from django.db.models.signals import post_delete, pre_delete
from wagtail.signals import published, unpublished

from catalogue import policy
from catalogue.models import Authority, Organisation, Person, Place, Subject, Work


def face_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A work was published or unpublished, inside `Work.publish` and `Work.unpublish`'s transaction."""
    if isinstance(instance, Work):
        policy.push_down(instance)


def work_deleted(sender: Any, instance: Work, **kwargs: Any) -> None:
    policy.forget(instance.pk)


def name_going(sender: Any, instance: Authority, **kwargs: Any) -> None:
    """A name is about to vanish from the works that mention it."""
    policy.announce(instance.work_ids())


def connect() -> None:
    published.connect(face_changed, dispatch_uid="catalogue.published")
    unpublished.connect(face_changed, dispatch_uid="catalogue.unpublished")
    post_delete.connect(work_deleted, sender=Work, dispatch_uid="catalogue.deleted")
    # Of each kind by name: one receiver for all senders would make Django fetch every row of any table it deletes from.
    for model in (Person, Organisation, Place, Subject):
        pre_delete.connect(name_going, sender=model, dispatch_uid=f"catalogue.name_going.{model.__name__}")
