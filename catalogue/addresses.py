"""A new address for what has one that tells too much. The old one answers like any that never was."""

from django.contrib.auth.models import User
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Revision

from archive import events
from archive.models import Event
from catalogue import policy, slugs
from catalogue.exceptions import AddressTaken
from catalogue.models import Authority, Work

LOG_ACTION = "catalogue.address"
CODE = "address.changed"


@transaction.atomic
def give_new(thing: Work | Authority, by: User | None = None, because: str = "", wanted: str = "") -> str:
    """Give a work or a name the address `wanted`, or one that tells nothing; returns it. Raises AddressTaken.

    Links follow at once; nobody is led from the old address to the new one, and no record keeps the old one.
    """
    of_its_kind = Work if isinstance(thing, Work) else type(thing)
    rows = of_its_kind.objects.all()
    if wanted and rows.filter(slug=wanted).exists():
        raise AddressTaken(wanted)
    address = wanted or slugs.neutral(of_its_kind)
    rows.filter(pk=thing.pk).update(slug=address)
    thing.slug = address
    if isinstance(thing, Work):
        _forget_in_revisions(thing)
    events.record(Event.Kind.MODIFICATION, thing, CODE, agent=by, because=because)
    log(instance=thing, action=LOG_ACTION, user=by, data={"because": because})
    return address


def current(thing: Work | Authority, *, hold: bool = False) -> str:
    """The address that stands in the row now, whatever this copy says. `hold` it until the transaction ends."""
    rows = policy.type_of(thing)._default_manager.filter(pk=thing.pk)
    rows = rows.select_for_update(no_key=True) if hold else rows
    return str(rows.values_list("slug", flat=True).get())


def was_changed(thing: Work | Authority) -> bool:
    """Whether it has been given a new address: no form that stood open meanwhile brings the old one back."""
    return events.about(thing).filter(code=CODE).exists()


def _forget_in_revisions(work: Work) -> None:
    for key, content in Revision.objects.for_instance(work.specific()).values_list("pk", "content"):
        Revision.objects.filter(pk=key).update(content={**content, "slug": work.slug})
