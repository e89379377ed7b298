"""What goes along with a name when the last work that mentioned it is withdrawn and then mentions it no more.

Where no work mentions a name, it is for whoever sees drafts. One that was met through a withdrawn work alone was for
archivists, and stays so: it is withdrawn by itself, however the mention ends (a form, a draft, a work that is deleted).
"""

from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save

from archive import policy as rules
from archive.wording import Said
from catalogue.models import Authority, Mention, Work

LEAVING = "_name_leaving"


def _leaving(mention: Mention | None) -> Authority | None:
    """The name, where the work that mentions it is withdrawn."""
    if mention and rules.locked(Work, [mention.work_id]).filter(withdrawn=True).exists():
        return mention.authority
    return None


def ending(instance: Mention, origin: object = None, **kwargs: object) -> None:
    going = issubclass(origin.model, Authority) if isinstance(origin, QuerySet) else isinstance(origin, Authority)
    instance.__dict__[LEAVING] = None if going else _leaving(instance)  # a name that is deleted needs no rule


def ended(instance: Mention, **kwargs: object) -> None:
    """Withdraw a name that left a withdrawn work if no work mentions it any more."""
    name: Authority | None = instance.__dict__.pop(LEAVING, None)
    if name and not name.work_ids():
        follows = Said("work.left_withdrawn", {"work": instance.work_id})
        rules.withdraw_too(name, follows)


def saving(instance: Mention, raw: bool = False, **kwargs: object) -> None:
    """A row that is made to mention something else ends the mention that it was."""
    before = None if raw or instance.pk is None else Mention.objects.filter(pk=instance.pk).first()
    instance.__dict__[LEAVING] = _leaving(before)


def connect() -> None:
    for signal, hear in ((pre_delete, ending), (post_delete, ended), (pre_save, saving), (post_save, ended)):
        uid = f"catalogue.mentions.{hear.__name__}.{'save' if signal is post_save else ''}"
        signal.connect(hear, sender=Mention, dispatch_uid=uid)
