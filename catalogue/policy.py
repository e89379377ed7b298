"""Who may see a work: changed here alone, at once, and pushed down to what the work is made of.

The archive knows no works. What a work's rule means for its recordings and documents stands there as Restrictions,
written in the same transaction as the rule, so that the archive answers rightly by itself.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from wagtail.log_actions import log

from archive import events
from archive import policy as archive_policy
from archive.access import Audience
from archive.models import Event, Restriction
from catalogue.models import Authority, RadioEpisode, Work, WorkDocument, WorkRecording
from catalogue.signals import work_changed

BATCH = 500
LOG_ACTION = "catalogue.access"


@transaction.atomic
def set_access(  # noqa: PLR0917 - the rule's three fields stand in the order in which they are always named
    thing: Work | Authority,
    audience: str,
    embargo_until: datetime | None,
    withdrawn: bool,
    by: User | None = None,
    because: str = "",
    *,
    episodes: bool = False,
) -> None:
    """Give a work or a name this rule, at once. `episodes`: give it to every episode of the series too.

    Records an event for each, with the reason, and announces what changed.
    """
    concerned = apply(thing, audience, embargo_until, withdrawn, episodes=episodes)
    rule = archive_policy.as_values(thing)
    _record(type_of(thing), _with_episodes(thing, episodes=episodes), rule, by, because)
    log(instance=thing, action=LOG_ACTION, user=by, data={"rule": rule, "because": because})
    announce(concerned)


def apply(
    thing: Work | Authority, audience: str, embargo_until: datetime | None, withdrawn: bool, *, episodes: bool = False
) -> Collection[int]:
    """Write the rule and what follows from it, and tell nobody; returns the works whose public face that changes."""
    rule = {"audience": Audience(audience).value, "embargo_until": embargo_until, "withdrawn": withdrawn}
    ids = _with_episodes(thing, episodes=episodes)
    for batch in _batches(ids):
        type_of(thing).objects.filter(pk__in=batch).update(**rule)
    for name, value in rule.items():
        setattr(thing, name, value)
    return _push(ids) if isinstance(thing, Work) else thing.work_ids()


def type_of(thing: Work | Authority) -> Any:
    """The model whose table holds the rule."""
    return Work if isinstance(thing, Work) else type(thing)


def push_down(*works: Work) -> None:
    """Write again what these works' rules mean for their recordings and documents, and announce that they changed.

    Call it in the transaction that changed a work's links, or whether it is live.
    """
    with transaction.atomic():
        announce(_push([work.pk for work in works]))


def forget(work_id: int) -> None:
    """Take back what a work that is being deleted said; what no other work vouches for is closed from now on."""
    with transaction.atomic():
        _keep_withdrawn([work_id])
        announce({work_id, *_sharing(_take_back([work_id]))})


def _keep_withdrawn(work_ids: Iterable[int]) -> None:
    """A withdrawal outlives the tie: what left a withdrawn work and is still in another is withdrawn by itself."""
    works = {source(pk): pk for pk in work_ids}
    rows = Restriction.objects.filter(basis=Restriction.Basis.POLICY, source__in=works, withdrawn=True)
    for row in rows.select_related("recording", "document"):
        thing: Any = row.recording or row.document
        tied = set(thing.work_links.values_list("work_id", flat=True))
        if tied and works[row.source] not in tied:
            because = f"it left {row.source} while that was withdrawn"
            archive_policy.set_access(
                thing, thing.audience, embargo_until=thing.embargo_until, withdrawn=True, because=because
            )


def announce(work_ids: Iterable[int]) -> None:
    """Tell the rooms above that the public face of these works may have changed."""
    if ids := sorted(work_ids):
        work_changed.send(sender=Work, work_ids=ids)


def source(work_id: int) -> str:
    """How a restriction names the work it follows from."""
    return f"work:{work_id}"


def _push(work_ids: list[int]) -> set[int]:
    """Write what these works say of their parts; returns them and the works that share a recording with them."""
    concerned = set(work_ids)
    for batch in _batches(work_ids):
        _keep_withdrawn(batch)
        recordings = _take_back(batch)
        spoken = {work.pk: work for work in Work.objects.filter(pk__in=batch) if _has_a_say(work)}
        said = [
            *_restrictions(spoken, WorkRecording.objects.filter(work__in=spoken), "recording_id"),
            *_restrictions(spoken, WorkDocument.objects.filter(work__in=spoken), "document_id"),
        ]
        Restriction.objects.bulk_create(said)
        concerned |= _sharing(recordings | {row.recording_id for row in said if row.recording_id})
    return concerned


def _take_back(work_ids: list[int]) -> set[int]:
    """Delete what these works said of their recordings and documents; returns the recordings."""
    rows = Restriction.objects.filter(basis=Restriction.Basis.POLICY, source__in=[source(pk) for pk in work_ids])
    recordings = set(rows.filter(recording__isnull=False).values_list("recording_id", flat=True))
    rows.delete()
    return recordings


def _sharing(recording_ids: Iterable[int]) -> set[int]:
    """The works of these recordings: what one work says of a recording shows in every other that plays it."""
    links = WorkRecording.objects.filter(recording__in=recording_ids).order_by()
    return set(links.values_list("work_id", flat=True))


def _has_a_say(work: Work) -> bool:
    """A draft neither vouches nor closes. What was out once, or is withdrawn, goes on closing what it held."""
    return work.live or work.withdrawn or work.first_published_at is not None


def _restrictions(works: dict[int, Work], links: QuerySet[Any], key: str) -> Iterator[Restriction]:
    for work_id, target in sorted(set(links.order_by().values_list("work_id", key))):
        work = works[work_id]
        yield Restriction(
            basis=Restriction.Basis.POLICY,
            source=source(work_id),
            audience=work.audience if work.live else Audience.STAFF,
            embargo_until=work.embargo_until,
            withdrawn=work.withdrawn,
            **{key: target},
        )


def _record(model: Any, ids: list[int], rule: dict[str, Any], by: User | None, because: str) -> None:
    kind = model._meta.model_name
    Event.objects.bulk_create(
        events.build(Event.Kind.POLICY, (kind, pk), "rule.changed", agent=by, after=rule, because=because) for pk in ids
    )


def _with_episodes(thing: Work | Authority, *, episodes: bool) -> list[int]:
    rows = RadioEpisode.objects.filter(series_id=thing.pk).order_by()
    return [thing.pk, *(rows.values_list("pk", flat=True) if episodes and isinstance(thing, Work) else ())]


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    waiting = iter(ids)
    while batch := list(islice(waiting, BATCH)):
        yield batch
