"""What a new rule would open or close, asked of the gate itself before anybody says yes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.access import STRANGER, Level, Viewer
from archive.models import Document, Recording
from catalogue import policy
from catalogue.models import Authority, Work

UNLISTED = "unlisted"
REACH: dict[Level | str, Any] = {
    Level.STRANGER: _("everybody"),
    UNLISTED: _("everybody who has the address"),
    Level.RESEARCHER: _("researchers and staff"),
    Level.TRANSLATOR: _("staff"),
    Level.ARCHIVIST: _("archivists"),
}
_ORDER = list(REACH)


@dataclass(frozen=True, slots=True)
class Effect:
    """Who reaches a thing now and who would. `opens` and `closes` say which way it goes, if any."""

    name: str
    before: Level | str
    after: Level | str

    @property
    def opens(self) -> bool:
        return _ORDER.index(self.after) < _ORDER.index(self.before)

    @property
    def closes(self) -> bool:
        return _ORDER.index(self.after) > _ORDER.index(self.before)

    @property
    def before_words(self) -> Any:
        return REACH[self.before]

    @property
    def after_words(self) -> Any:
        return REACH[self.after]


def reach(thing: Any) -> Level | str:
    """The lowest level that may see a thing now; UNLISTED where strangers need its address."""
    rows = type(thing)._default_manager
    if rows.visible_to(STRANGER).filter(pk=thing.pk).exists():
        listed = rows.listed_to(STRANGER).filter(pk=thing.pk).exists()
        return Level.STRANGER if listed else UNLISTED
    levels = (level for level in Level if rows.visible_to(Viewer(level)).filter(pk=thing.pk).exists())
    return next(levels, Level.ARCHIVIST)


def of_access(thing: Work | Authority, **rule: Any) -> list[Effect]:
    """What `policy.apply(thing, **rule)` would do to the thing and what it is made of. Changes nothing."""
    concerned = list(_concerned(thing))
    before = [reach(each) for each in concerned]
    with transaction.atomic():
        # The rule is really set and taken back, so that the answer is the gate's own.
        policy.apply(type(thing)._default_manager.get(pk=thing.pk), **rule)
        after = [reach(each) for each in concerned]
        transaction.set_rollback(True)
    return [Effect(str(each), was, will) for each, was, will in zip(concerned, before, after, strict=True)]


def _concerned(thing: Work | Authority) -> Iterator[Any]:
    yield thing
    if isinstance(thing, Work):
        yield from Recording.objects.filter(work_links__work=thing.pk).distinct()
        yield from Document.objects.filter(work_links__work=thing.pk).distinct()
