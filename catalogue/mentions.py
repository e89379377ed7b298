"""What goes along with a name when the last work that mentioned it is withdrawn and then mentions it no more.

Where no work mentions a name, it is for whoever sees drafts. One that was met through a withdrawn work alone was for
archivists, and stays so: it is withdrawn by itself, however the mention ends (a form, a draft, a work that is deleted).
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save

from archive import policy as rules
from archive.wording import Said
from catalogue.models import Authority, Credit, Work, WorkPlace, WorkSubject

# The rows that mention a name, and the names of their keys to it.
MENTIONS: dict[type[Any], tuple[str, ...]] = {
    Credit: ("person", "organisation"),
    WorkPlace: ("place",),
    WorkSubject: ("subject",),
}
LEAVING = "_names_leaving"


def _names(mention: Any) -> Iterator[Authority]:
    """The names that a row mentions in a work that is withdrawn; none of any other work's."""
    if rules.locked(Work, [mention.work_id]).filter(withdrawn=True).exists():
        for key in MENTIONS[type(mention)]:
            if name := getattr(mention, key):
                yield name


def _keep_closed(names: list[Authority], work_id: int) -> None:
    """Withdraw those that no work mentions any more."""
    follows = Said("work.left_withdrawn", {"work": work_id})
    for name in names:
        if not name.work_ids():
            rules.tighten(name, withdrawn=True, embargo_until=None, follows=follows)


def ending(sender: Any, instance: Any, origin: Any = None, **kwargs: Any) -> None:
    going = issubclass(origin.model, Authority) if isinstance(origin, QuerySet) else isinstance(origin, Authority)
    instance.__dict__[LEAVING] = [] if going else list(_names(instance))  # a name that is deleted needs no rule


def ended(sender: Any, instance: Any, **kwargs: Any) -> None:
    _keep_closed(instance.__dict__.pop(LEAVING, []), instance.work_id)


def saving(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """A row that is made to mention something else ends the mention that it was."""
    before = None if raw or instance.pk is None else sender.objects.filter(pk=instance.pk).first()
    instance.__dict__[LEAVING] = list(_names(before)) if before else []


def connect() -> None:
    for model in MENTIONS:
        for signal, hear in ((pre_delete, ending), (post_delete, ended), (pre_save, saving), (post_save, ended)):
            uid = f"catalogue.mentions.{model.__name__}.{hear.__name__}.{'save' if signal is post_save else ''}"
            signal.connect(hear, sender=model, dispatch_uid=uid)
