"""Who may see a work: changed here alone, at once, and pushed down to what the work is made of.

The archive knows no works. What a work's rule means for its recordings and documents stands there as Restrictions,
written in the same transaction as the rule, so that the archive answers rightly by itself.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice

from django.contrib.auth.models import User
from django.db import transaction
from wagtail.log_actions import log

from archive import policy as rules
from archive import restricting, withdrawals
from archive.access import RULE, Audience, Layer
from archive.layers import checked
from archive.models import Restriction
from archive.restricting import Rule
from catalogue import face
from catalogue.models import Authority, RadioEpisode, Work, WorkDocument, WorkRecording

BATCH = 500
# The rule but for the withdrawal, which is a verb of its own.
OPENING = tuple(name for name in RULE if name != "withdrawn")
LOG_ACTION = "catalogue.access"


@transaction.atomic
def set_access(
    thing: Work | Authority,
    audience: str,
    embargo_until: datetime | None = None,
    by: User | None = None,
    because: str = "",
    *,
    opens_by_itself: bool = False,
    until: datetime | None = None,
    layers: Mapping[str, object] | None = None,
    episodes: bool = False,
    seen: str | None = None,
) -> None:
    """Say whom a work or a name is for and from when, at once. `episodes`: the same for every episode of the series.

    Records an event for each, with the reason, and announces what changed. `seen`: the `fingerprint` of the rule that
    this is decided upon. `layers`: stricter rules for single layers, see `archive.layers`; None leaves those there are.
    A withdrawal stays. Raises RuleChanged where the rule is another by now, ValueError for what nobody knows.
    """
    before = rules.as_values(rules.held(thing, seen))
    own: dict[str, object] = {"embargo_until": embargo_until, "opens_by_itself": opens_by_itself, "until": until}
    own |= {} if layers is None else {"layers": checked(layers)}
    concerned = _apply(thing, {"audience": Audience(audience).value, **own}, episodes=episodes)
    rule = rules.as_values(thing)
    rules.record(type_of(thing), [thing.pk], "rule.changed", by, before=before, after=rule, because=because)
    _tell_episodes(thing, _with_episodes(thing, episodes=episodes)[1:], by, because)
    log(instance=thing, action=LOG_ACTION, user=by, data={"rule": rule, "because": because})
    announce(concerned)


@transaction.atomic
def set_with(series: Work, ids: list[int], by: User | None = None, because: str = "") -> None:
    """Give these episodes, which the caller holds, the rule of their series. A withdrawal of theirs stays."""
    for batch in _batches(ids):
        Work.objects.filter(pk__in=batch).write_rule(**{name: getattr(series, name) for name in OPENING})
        _tell_episodes(series, batch, by, because)
        announce(_push(batch))


def _tell_episodes(series: Work | Authority, ids: list[int], by: User | None, because: str) -> None:
    new = {name: rules.as_values(series)[name] for name in OPENING}
    if ids:
        rules.record(Work, ids, "rule.set_with", by, after=new, work=series.pk, because=because)


@transaction.atomic
def withdraw(thing: Work | Authority, by: User | None = None, because: str = "", *, episodes: bool = False) -> bool:
    """Take a work or a name away from everyone but archivists, at once, whatever state it is in.

    `episodes`: every episode of the series too. False where nothing was left to withdraw.
    """
    return _turn(thing, True, _with_episodes(thing, episodes=episodes), by, because)


@transaction.atomic
def lift(thing: Work | Authority, by: User | None = None, because: str = "", *, episodes: bool = False) -> bool:
    """Let the rule decide again. `episodes`: also of those that were withdrawn with the series, of no others.

    What left the work while it was withdrawn is withdrawn by itself and stays so. False where nothing was withdrawn.
    """
    ids = [thing.pk]
    if episodes:
        ids += withdrawn_with(thing.pk, _with_episodes(thing, episodes=True)[1:])
    return _turn(thing, False, ids, by, because)


def _turn(thing: Work | Authority, withdrawn: bool, ids: list[int], by: User | None, because: str) -> bool:
    model = type_of(thing)
    changed = rules.turn(model, ids[:1], withdrawn, by, because, again=True)
    for batch in _batches(ids[1:]):
        changed += rules.turn(model, batch, withdrawn, by, because, work=thing.pk)
    thing.take_rule({"withdrawn": withdrawn})
    if changed:
        data = {"rule": rules.as_values(thing), "because": because}
        log(instance=thing, action=LOG_ACTION, user=by, data=data)
        announce(_push(changed) if isinstance(thing, Work) else thing.work_ids())
    return bool(changed)


def withdrawn_with(series_id: int, ids: list[int]) -> list[int]:
    """Those of these works that are withdrawn because the series was."""
    return [pk for batch in _batches(ids) for pk in withdrawals.together_with(source(series_id), "work", batch)]


def _apply(thing: Work | Authority, rule: dict[str, object], *, episodes: bool) -> Collection[int]:
    """Write the rule and what follows from it, and tell nobody; returns the works whose public face that changes."""
    ids = _with_episodes(thing, episodes=episodes)
    for batch in _batches(ids):
        type_of(thing).objects.filter(pk__in=batch).write_rule(**rule)
    thing.take_rule(rule)
    return _push(ids) if isinstance(thing, Work) else thing.work_ids()


def type_of(thing: Work | Authority) -> type[Work] | type[Authority]:
    """The model whose table holds the rule."""
    return Work if isinstance(thing, Work) else Authority


def push_down(*works: Work) -> None:
    """Write again what these works' rules mean for their recordings and documents, and announce that they changed.

    Call it in the transaction that changed whether a work is live; what a work is made of is heard in `ties`.
    """
    tell_parts([work.pk for work in works])


def tell_parts(work_ids: list[int]) -> None:
    """`push_down` for works at whose keys one is."""
    with transaction.atomic():
        announce(_push(work_ids))


def forget(work_id: int) -> None:
    """Take back what a work that is being deleted said; what no other work vouches for is closed from now on."""
    with transaction.atomic():
        restricting.take_back(source(work_id), Restriction.Basis.POLICY)
        announce([work_id])


def announce(work_ids: Iterable[int]) -> None:
    """The public face of these works changes in the current transaction."""
    face.raise_version(work_ids)


def source(work_id: int) -> str:
    """How a restriction names the work it follows from."""
    return f"work:{work_id}"


def _push(work_ids: list[int]) -> set[int]:
    """Write what these works say of their parts. Returns the works that did not hear of it as holders of a part."""
    untold = set(work_ids)
    for batch in _batches(work_ids):
        reach = restricting.say_all(Restriction.Basis.POLICY, said_by(rules.locked(Work, batch)))
        untold -= holding(reach.recordings, reach.documents)
    return untold


def holding(recordings: Collection[int], documents: Collection[int]) -> set[int]:
    """The works that hold any of these: what is said of a recording shows in every work that plays it."""
    playing = WorkRecording.objects.filter(recording__in=recordings).order_by().values_list("work_id")
    reading = WorkDocument.objects.filter(document__in=documents).order_by().values_list("work_id")
    return {work_id for (work_id,) in playing.union(reading)} if recordings or documents else set()


def said_by(works: Iterable[Work]) -> dict[str, list[Rule]]:
    """What each of these works says of its parts, under the name by which restrictions name it."""
    speaking = {work.pk: work for work in works}
    said: dict[str, list[Rule]] = {source(pk): [] for pk in speaking}
    spoken = {pk: rules_of(work) for pk, work in speaking.items()}
    for links, key in ((WorkRecording, "recording_id"), (WorkDocument, "document_id")):
        ties = links.objects.filter(work__in=[pk for pk, rules in spoken.items() if rules]).order_by()
        for work_id, target in sorted(set(ties.values_list("work_id", key))):
            said[source(work_id)] += [rule.on(key, target) for rule in spoken[work_id]]
    return said


def has_a_say(work: Work) -> bool:
    """A draft neither vouches nor closes. What was out once, or is withdrawn, goes on closing what it held."""
    return work.live or work.withdrawn or work.first_published_at is not None


def rules_of(work: Work) -> list[Rule]:
    """What a work says of any part of it, that part not named yet: its own rule, then those of single layers.

    What is no longer out closes the record of its parts, which no grant opens.
    """
    if not has_a_say(work):
        return []
    whole = Rule(
        Layer.EXISTS if work.live else Layer.RECORD,
        work.audience if work.live else Audience.STAFF,
        embargo_until=work.embargo_until,
        opens_by_itself=work.opens_by_itself,
        until=work.until,
        withdrawn=work.withdrawn,
    )
    return [whole, *restricting.of_layers(work.layers)] if work.live else [whole]


def _with_episodes(thing: Work | Authority, *, episodes: bool) -> list[int]:
    rows = RadioEpisode.objects.filter(series_id=thing.pk).order_by()
    return [thing.pk, *(rows.values_list("pk", flat=True) if episodes and isinstance(thing, Work) else ())]


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    waiting = iter(ids)
    while batch := list(islice(waiting, BATCH)):
        yield batch
