"""Whatever is done in whatever order, the gate says what a model of a few lines says."""

import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

import hypothesis.strategies as st
import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from archive import policy as archive_policy
from archive.access import Level, Viewer, decide
from archive.models import Document, Recording
from catalogue import checking, linking, policy
from catalogue.models import Documentary, Title, Work, WorkDocument, WorkRecording
from tests.archive.factories import DocumentFactory, RecordingFactory

# 0: no embargo; 1 and 2: until one of these.
EMBARGOES = (None, datetime(2100, 1, 1, tzinfo=UTC), datetime(2101, 1, 1, tzinfo=UTC))
LOWEST = {"public": Level.STRANGER, "unlisted": Level.STRANGER, "researchers": Level.RESEARCHER}
RULES = st.tuples(st.sampled_from(["public", "unlisted", "researchers", "staff"]), st.sampled_from([0, 0, 1, 2]))
WORKS, THINGS = st.sampled_from([0, 1]), st.sampled_from([0, 1, 2])
ALL = st.sampled_from(["work 0", "work 0", "work 1", "thing 0", "thing 1", "thing 2"])
DOCUMENT = 2  # the number of the thing that is none of the recordings
NUMBERS = count(1)
EVERYBODY = [(level, listed) for level in Level for listed in (False, True)]


# --- the model: who may see what ---


@dataclass
class Rule:
    audience: str = "public"
    embargo: int = 0
    withdrawn: bool = False

    def admits(self, level: Level, listed: bool, audience: str = "") -> bool:
        audience = audience or self.audience
        if level >= Level.TRANSLATOR:
            return level == Level.ARCHIVIST or not self.withdrawn
        closed = self.withdrawn or self.embargo or level < LOWEST.get(audience, Level.TRANSLATOR)
        return not closed and not (listed and audience == "unlisted")


@dataclass
class ModelWork(Rule):
    live: bool = True
    came_out: bool = True
    ties: dict[int, int] = field(default_factory=dict)  # thing → the row that ties it

    def shows(self, level: Level, listed: bool) -> bool:
        return (self.live or level >= Level.TRANSLATOR) and self.admits(level, listed)

    def lets_go(self, thing: Rule) -> None:
        thing.withdrawn |= self.withdrawn
        thing.embargo = max(thing.embargo, self.embargo)


def shows(thing: int, rule_: Rule, works: list[ModelWork], level: Level, listed: bool) -> bool:
    mine = [work for work in works if thing in work.ties and (work.came_out or work.withdrawn)]
    vouched = bool(mine) or level >= Level.TRANSLATOR
    return (
        vouched
        and rule_.admits(level, listed)
        and all(work.admits(level, listed, "" if work.live else "staff") for work in mine)
    )


# --- the machine ---


class Gate(RuleBasedStateMachine):
    """Two published works, two recordings and a document: the first work holds all three, the second one of them."""

    keys_at_first: list[int]
    rows_at_first: list[tuple[Any, int]]

    @classmethod
    def build(cls) -> None:
        rows: list[Any] = [RecordingFactory(), RecordingFactory(), DocumentFactory()]
        cls.rows_at_first = [(type(row), row.pk) for row in rows]
        cls.keys_at_first = [new_work(), new_work()]
        for number, thing in ((0, 0), (0, 1), (0, 2), (1, 1)):
            linking.attach(rows[thing], Work.objects.get(pk=cls.keys_at_first[number]))

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.keys = list(self.keys_at_first)
        self.things = [Rule(), Rule(), Rule()]
        self.works = [ModelWork(ties=self.rows_of(0)), ModelWork(ties=self.rows_of(1))]
        self.old_copies = [self.thing(number) for number in range(3)]
        self.revisions: list[tuple[Any, dict[int, int | None]] | None] = [None, None]

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def work(self, number: int) -> Documentary:
        return Documentary.objects.get(pk=self.keys[number])

    def thing(self, number: int) -> Any:
        kind, pk = self.rows_at_first[number]
        return kind.objects.get(pk=pk)

    def target(self, name: str) -> tuple[Any, Rule]:
        kind, number = name.split()
        if kind == "work":
            return self.work(int(number)), self.works[int(number)]
        return self.thing(int(number)), self.things[int(number)]

    @rule(number=WORKS, thing=THINGS)
    def attach(self, number: int, thing: int) -> None:
        self.works[number].ties[thing] = linking.attach(self.thing(thing), self.work(number)).pk

    @rule(number=WORKS, nth=THINGS)
    def detach(self, number: int, nth: int) -> None:
        work = self.works[number]
        if not work.ties:
            return
        thing = sorted(work.ties)[nth % len(work.ties)]
        rows: Any = WorkDocument if thing == DOCUMENT else WorkRecording
        linking.detach(rows.objects.get(pk=work.ties.pop(thing)))
        work.lets_go(self.things[thing])

    @rule(number=WORKS)
    def delete_and_begin_anew(self, number: int) -> None:
        for thing in self.works[number].ties:
            self.works[number].lets_go(self.things[thing])
        self.work(number).delete()
        self.works[number], self.keys[number] = ModelWork(live=False, came_out=False), new_work(live=False)
        self.revisions[number] = None

    @rule(number=WORKS)
    def publish(self, number: int) -> None:
        self.work(number).save_revision().publish()
        self.works[number].live = self.works[number].came_out = True

    @rule(number=WORKS)
    def unpublish(self, number: int) -> None:
        self.work(number).unpublish()
        self.works[number].live = False

    @rule(number=WORKS, thing=THINGS)
    def keep_a_draft_with_or_without(self, number: int, thing: int) -> None:
        work, ties = self.work(number), dict(self.works[number].ties)
        name, row = ("document", WorkDocument) if thing == DOCUMENT else ("recording", WorkRecording)
        links = getattr(work, f"{name}s_links")
        if thing in ties:
            links.remove(*[link for link in links.all() if link.pk == ties[thing]])
            kept: dict[int, int | None] = {each: pk for each, pk in ties.items() if each != thing}
        else:
            links.add(row(part=9, **{name: self.thing(thing)}))
            kept = {**ties, thing: None}
        self.revisions[number] = (work.save_revision(), kept)

    @precondition(lambda self: any(self.revisions))
    @rule(number=WORKS)
    def publish_a_draft_that_was_kept(self, number: int) -> None:
        kept = self.revisions[number]
        if kept is None:
            return
        revision, ties = kept
        work = self.works[number]
        type(revision).objects.get(pk=revision.pk).publish()
        for thing, pk in work.ties.items():
            if ties.get(thing) != pk:
                work.lets_go(self.things[thing])
        work.live, work.came_out, work.ties = True, True, self.rows_of(number)
        assert set(work.ties) == set(ties)

    def rows_of(self, number: int) -> dict[int, int]:
        work, things = self.work(number), self.rows_at_first
        ties = {things.index((Recording, link.recording_id)): link.pk for link in work.recordings_links.all()}
        return ties | {things.index((Document, link.document_id)): link.pk for link in work.documents_links.all()}

    @rule(name=ALL, new=RULES)
    def set_access(self, name: str, new: tuple[str, int]) -> None:
        thing, model = self.target(name)
        model.audience, model.embargo = new
        verbs(thing).set_access(thing, new[0], embargo_until=EMBARGOES[new[1]])

    @rule(name=ALL)
    def withdraw(self, name: str) -> None:
        thing, model = self.target(name)
        model.withdrawn = True
        verbs(thing).withdraw(thing)

    @rule(name=ALL)
    def lift(self, name: str) -> None:
        thing, model = self.target(name)
        model.withdrawn = False
        verbs(thing).lift(thing)

    @rule(thing=THINGS)
    def save_a_copy_from_the_beginning(self, thing: int) -> None:
        self.old_copies[thing].save()

    @invariant()
    def the_gate_says_what_the_model_says(self) -> None:
        for kind in (Recording, Document):
            now = list(kind.objects.order_by("pk").prefetch_related("restrictions"))
            numbers = [number for number, (each, _) in enumerate(self.rows_at_first) if each is kind]
            for row, model in zip(now, [self.things[number] for number in numbers], strict=True):
                said = (row.audience, row.embargo_until, row.withdrawn)
                assert said == (model.audience, EMBARGOES[model.embargo], model.withdrawn)
            for level, listed in EVERYBODY:
                shown = [shows(number, self.things[number], self.works, level, listed) for number in numbers]
                self.compare(kind, [row.pk for row in now], shown, level, listed)
                decisions = [decide(Viewer(level), row) for row in now]
                assert [each.listed if listed else each.allowed for each in decisions] == shown
        for level, listed in EVERYBODY:
            self.compare(Work, self.keys, [work.shows(level, listed) for work in self.works], level, listed)

    @invariant()
    def what_it_goes_by_follows_from_the_rules(self) -> None:
        assert [str(each) for each in checking.differences()] == []

    def compare(self, kind: Any, keys: list[int], shown: list[bool], level: Level, listed: bool) -> None:
        assert found(kind, Viewer(level), listed) == {key for key, yes in zip(keys, shown, strict=True) if yes}


def verbs(thing: Any) -> Any:
    return policy if isinstance(thing, Work) else archive_policy


def new_work(*, live: bool = True) -> int:
    titles: dict[str, Any] = {"titles": [Title(language="sv", text="Titel")]}
    work = Documentary(slug=f"verk-{next(NUMBERS)}", audience="public", **titles)
    work.save()
    if live:
        work.save_revision(log_action=False).publish(log_action=False)
    return work.pk


def found(kind: Any, viewer: Viewer, listed: bool) -> set[int]:
    rows = kind.objects.order_by()
    return set((rows.listed_to(viewer) if listed else rows.visible_to(viewer)).values_list("pk", flat=True))


@pytest.mark.django_db
def test_the_gate_says_what_a_small_model_says_after_any_steps(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    Gate.build()
    run_state_machine_as_test(
        Gate,
        settings=settings(
            max_examples=45,
            stateful_step_count=16,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
