"""What ties a recording or document to a work, and what goes along with it when it is untied.

However a tie is made, changed or ends (a verb, a form, a draft that is published, a work that is deleted), its row is
what changes, and the database layer tells of every row. So nothing has to remember to call this.
"""

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save

from archive import policy as rules
from archive.models import Document, Recording
from archive.wording import Said
from catalogue import policy
from catalogue.models import Work, WorkDocument, WorkRecording

Tie = WorkRecording | WorkDocument
CHANGED = "_works_before"


def thing_of(tie: Tie) -> Recording | Document:
    return tie.recording if isinstance(tie, WorkRecording) else tie.document


def release(tie: Tie) -> None:
    """Before it is untied: fold the work's withdrawal, times and layers into the thing's own rule; the stricter wins.

    Whatever is tied to the thing later finds it as closed as it was. The work is held until the transaction ends, so
    that nobody withdraws it unseen meanwhile.
    """
    with transaction.atomic():
        work = rules.locked(Work, [tie.work_id]).first()
        if work is None or not (work.withdrawn or work.embargo_until or work.until or work.layers):
            return
        code = "work.left_withdrawn" if work.withdrawn else "work.left_embargoed" if work.embargo_until else "work.left"
        follows = Said(code, {"work": work.pk})
        rules.tighten(thing_of(tie), work, follows)


def ending(sender: object, instance: Tie, **kwargs: object) -> None:
    release(instance)


def ended(sender: object, instance: Tie, **kwargs: object) -> None:
    policy.tell_parts([instance.work_id])


def saving(
    sender: type[WorkRecording] | type[WorkDocument], instance: Tie, raw: bool = False, **kwargs: object
) -> None:
    """A row that is made to tie something else ends the tie that it was."""
    before = None if raw or instance.pk is None else sender.objects.filter(pk=instance.pk).first()
    changed = before is None or _ends(before) != _ends(instance)
    if before is not None and changed:
        release(before)
    instance.__dict__[CHANGED] = {instance.work_id, *([before.work_id] if before else [])} if changed else set()


def saved(sender: type[WorkRecording] | type[WorkDocument], instance: Tie, raw: bool = False, **kwargs: object) -> None:
    concerned = sorted(instance.__dict__.pop(CHANGED, ()))
    if concerned and not raw:
        policy.tell_parts(concerned)


def _ends(tie: Tie) -> tuple[int, int]:
    return tie.work_id, tie.recording_id if isinstance(tie, WorkRecording) else tie.document_id


def connect() -> None:
    for model in (WorkRecording, WorkDocument):
        for signal, hear in ((pre_delete, ending), (post_delete, ended), (pre_save, saving), (post_save, saved)):
            signal.connect(hear, sender=model, dispatch_uid=f"catalogue.ties.{hear.__name__}.{model.__name__}")
