"""What `manage.py doctor` sees of search."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive import health
from archive.health import Seen, State
from search.engines import chosen
from search.engines.condition import READABLE, Condition
from search.models import PendingUpdate

MANY = 100  # works that wait; a worker takes seconds for so many


def register_all() -> None:
    health.register("search", gettext_lazy("Search engine"), engine)
    health.register("outbox", gettext_lazy("What search was not told yet"), outbox)


def engine() -> Seen:
    where, condition = settings.SEARCH_ENGINE, chosen.engine().condition()
    if condition is Condition.READY:
        return Seen(where=where)
    if condition in READABLE:
        return Seen(State.NOTE, where, advice=_("Run `manage.py rebuild_search`: words are analysed otherwise since."))
    advice = _("Its index is %(state)s: run `manage.py rebuild_search`.") % {"state": condition}
    return Seen(State.WRONG, where, advice=advice)


def outbox() -> Seen:
    count = PendingUpdate.objects.count()
    full = _("Works: %(count)d") % {"count": count}
    if count < MANY:
        return Seen(full=full)
    return Seen(State.NOTE, full=full, advice=_("The worker tells it every half minute: does one run?"))
