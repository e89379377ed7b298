"""What a new rule would open or close, asked of the gate itself before anybody says yes.

The rule is tried on copies in memory: nothing is written and nothing locked, and a series of thousands of programmes
costs as many queries as a film.
"""

from collections import Counter
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive import access, restricting
from archive.access import Layer, Level, Viewer
from archive.models import Document, Protected, Recording, Restriction
from archive.models.restrictable import Restrictable, closing, vouched
from catalogue import policy
from catalogue.models import Authority, Work, WorkDocument, WorkRecording

Ruled = TypeVar("Ruled", Work, Authority)

UNLISTED = "unlisted"
Reach = Level | str
REACH: dict[Reach, str | Promise] = {
    Level.STRANGER: _("everybody"),
    UNLISTED: _("everybody who has the address"),
    Level.RESEARCHER: _("researchers and staff"),
    Level.TRANSLATOR: _("staff"),
    Level.ARCHIVIST: _("archivists"),
}
_ORDER = list(REACH)
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Step:
    """Who reaches a thing now and who would. `opens` and `closes` say which way it goes, if any."""

    before: Reach
    after: Reach

    @property
    def opens(self) -> bool:
        return _ORDER.index(self.after) < _ORDER.index(self.before)

    @property
    def closes(self) -> bool:
        return _ORDER.index(self.after) > _ORDER.index(self.before)

    @property
    def before_words(self) -> str | Promise:
        return REACH[self.before]

    @property
    def after_words(self) -> str | Promise:
        return REACH[self.after]

    @property
    def urgency(self) -> tuple[int, int, int]:
        """Sorts what is exposed most first: what opens, to the widest circle; what closes; what stays as it is."""
        before, after = _ORDER.index(self.before), _ORDER.index(self.after)
        return (0 if self.opens else 1 if self.closes else 2), after, -before if self.opens else before


@dataclass(frozen=True, slots=True)
class Effect(Step):
    """What happens to one thing."""

    name: str


@dataclass(frozen=True, slots=True)
class Shift(Step):
    """How many things of a kind go the same way. `kind` is the model's plural."""

    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Effects:
    """All of it in numbers, and by name what is exposed most. `more`: how many things are not named."""

    shifts: list[Shift]
    shown: list[Effect]
    more: int

    @property
    def opens(self) -> bool:
        return any(shift.opens for shift in self.shifts)

    @property
    def closes(self) -> bool:
        return any(shift.closes for shift in self.shifts)


@dataclass(frozen=True, slots=True)
class LayerOf:
    """One layer of a recording, as something of its own."""

    part: Recording
    layer: Layer

    def __str__(self) -> str:
        return f"{self.part}: {self.layer.label}"


Affected = Protected | LayerOf


@dataclass(frozen=True, slots=True)
class Imagined:
    """A recording or document as it would be if other restrictions were said of it."""

    own: Restrictable
    said: list[Restriction]

    @property
    def lent_as(self) -> str:
        return self.own.lent_as

    def policies(self, layer: Layer) -> list[access.Policy]:
        return [self.own, *closing(self.said, self.own.whole if layer == Layer.RECORD else layer)]

    def closed_below(self) -> Level:
        return vouched(self.said)


def reach(thing: access.Thing, at: datetime | None = None, layer: Layer = Layer.RECORD) -> Reach:
    """The lowest level that may see a layer of a thing; UNLISTED where strangers need its address."""
    at = at or timezone.now()
    for level in Level:
        decision = access.decide(Viewer(level), thing, layer, at)
        if decision.allowed:
            return UNLISTED if level == Level.STRANGER and not decision.listed else level
    return Level.ARCHIVIST


def of_access(thing: Work | Authority, *, episodes: bool = False, **rule: object) -> Effects:
    """What giving this rule to a thing, and to a series' `episodes`, would do to all it concerns. Changes nothing."""
    at = timezone.now()
    if isinstance(thing, Work):
        steps = list(_steps(_works(thing, episodes=episodes), rule, at))
    else:
        steps = [(thing, Step(reach(thing, at), reach(_ruled(thing, rule), at)))]
    return _summary(steps)


def _works(thing: Work, *, episodes: bool) -> QuerySet[Work]:
    wanted = Q(pk=thing.pk) | (Q(radioepisode__series=thing.pk) if episodes else Q())
    return Work.objects.filter(wanted).order_by()


def _ruled(thing: Ruled, rule: dict[str, object]) -> Ruled:
    changed = copy(thing)
    for name, value in rule.items():
        setattr(changed, name, value)
    return changed


def _steps(works: QuerySet[Work], rule: dict[str, object], at: datetime) -> Iterator[tuple[Affected, Step]]:
    imagined: dict[int, Work] = {}
    for work in works.prefetch_related("titles"):
        imagined[work.pk] = _ruled(work, rule)
        yield work, Step(reach(work, at), reach(imagined[work.pk], at))
    yield from _of_parts(Recording, WorkRecording, "recording_id", works, imagined, at)
    yield from _of_parts(Document, WorkDocument, "document_id", works, imagined, at)


def _of_parts(  # noqa: PLR0917 - a kind of part is a model, its links and the name of their key
    model: type[Restrictable],
    links: type[WorkRecording | WorkDocument],
    key: str,
    works: QuerySet[Work],
    imagined: dict[int, Work],
    at: datetime,
) -> Iterator[tuple[Affected, Step]]:
    tied: dict[int, set[int]] = {}
    for work_id, part_id in links.objects.filter(work__in=works).order_by().values_list("work_id", key):
        tied.setdefault(part_id, set()).add(work_id)
    parts = model.objects.filter(pk__in=links.objects.filter(work__in=works).values(key)).order_by()
    for part in parts.prefetch_related("restrictions"):  # type: ignore[misc]
        said = list(part.restrictions.all())
        ours = {policy.source(work_id) for work_id in tied[part.pk]}
        others = [each for each in said if each.basis != Restriction.Basis.POLICY or each.source not in ours]
        speaking = [imagined[work_id] for work_id in tied[part.pk]]
        will = [*others, *(row for work in speaking for row in _rows(work, key, part.pk))]
        yield from _of_layers(part, Imagined(part, said), Imagined(part, will), at)


def _rows(work: Work, key: str, target: int) -> Iterator[Restriction]:
    for rule in policy.rules_of(work):
        yield restricting.row(Restriction.Basis.POLICY, policy.source(work.pk), rule.on(key, target))


def _of_layers(part: Restrictable, now: Imagined, then: Imagined, at: datetime) -> Iterator[tuple[Affected, Step]]:
    """What happens to a part as a whole, and to each of its layers that goes another way."""
    whole = Step(reach(now, at), reach(then, at))
    yield part, whole
    if isinstance(part, Recording):
        for layer in (Layer.WORDS, Layer.SOUND, *([Layer.PICTURE] if part.kind == Recording.Kind.VIDEO else [])):
            step = Step(reach(now, at, layer), reach(then, at, layer))
            if step != whole:
                yield LayerOf(part, layer), step


def _kind(thing: Affected) -> tuple[str, str]:
    """What it is, as one and as many."""
    if isinstance(thing, LayerOf):
        one, many = _kind(thing.part)
        return f"{one} · {thing.layer.label}", f"{many} · {thing.layer.label}"
    return str(thing._meta.verbose_name), str(thing._meta.verbose_name_plural)


def _summary(steps: list[tuple[Affected, Step]]) -> Effects:
    counted = Counter((_kind(thing), step) for thing, step in steps)
    shifts = [
        Shift(step.before, step.after, one if count == 1 else many, count)
        for ((one, many), step), count in counted.items()
    ]
    shown = sorted(steps, key=lambda pair: pair[1].urgency)[:SHOWN]
    return Effects(
        sorted(shifts, key=lambda shift: shift.urgency),
        [Effect(step.before, step.after, str(thing)) for thing, step in shown],
        len(steps) - len(shown),
    )
