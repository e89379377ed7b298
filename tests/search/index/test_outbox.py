"""What changes reaches the index after its commit, and is in no answer before: whatever the engine does meanwhile."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from archive import restricting
from archive.access import STRANGER
from archive.jobs import periodic
from archive.restricting import Rule
from catalogue import face, policy
from catalogue.models import Face, Title, Work
from search.answer.query import search
from search.answer.results import Results
from search.engines.base import Engine, Entry
from search.engines.chosen import engine
from search.exceptions import EngineUnavailableError
from search.index import outbox
from search.models import PendingUpdate
from subtitles import publishing
from subtitles.models import Track
from tests.catalogue.factories import BookFactory, PersonFactory, mention
from tests.search.scenes import found, hide, spoken_work
from tests.subtitles.factories import published

pytestmark = pytest.mark.django_db(transaction=True)


def pending() -> list[int]:
    return list(PendingUpdate.objects.order_by("pk").values_list("pk", flat=True))


def answer(text: str) -> Results:
    return search(text, STRANGER, "sv")


def nothing(text: str) -> Results:
    """The answer where nothing was ever found: no result, no count, no facet."""
    return replace(search("aldrigsagt", STRANGER, "sv"), text=text)


def engine_is_down() -> AbstractContextManager[object]:
    """Everything that is written meets an engine that is gone; what is asked is answered as ever."""

    def gone(self: Engine, entries: Iterable[Entry]) -> None:
        raise EngineUnavailableError("gone")

    return patch.object(type(engine()), "replace", gone)


# --- What is changed is found ---


def test_a_published_track_is_found_in_the_same_request() -> None:
    work, recording = spoken_work({"sv": ["Fred"]})
    published(recording, "آزادی‌های ما", language="fa")
    assert (found("fred"), found("آزادی"), pending()) == ([work.pk], [work.pk], [])


def test_a_track_that_is_taken_back_is_found_no_more_and_its_work_still_is() -> None:
    work, _ = spoken_work({"sv": ["Fred"]}, titles={"sv": "Frihet"})
    publishing.unpublish(Track.objects.get())
    assert (found("fred"), found("frihet")) == ([], [work.pk])


def test_another_revision_takes_the_place_of_the_one_before() -> None:
    work, recording = spoken_work({"sv": ["gammalt"]})
    published(recording, "nytt")
    assert (found("gammalt"), found("nytt")) == ([], [work.pk])


def test_a_new_title_is_found_though_nobody_announces_it() -> None:
    work = BookFactory(titles={"sv": "Bok"})
    Title.objects.create(work=work, language="en", text="Women")
    assert found("woman") == [work.pk]


def test_a_name_that_is_closed_leaves_the_works_that_mention_it() -> None:
    book, person = BookFactory(titles={"sv": "Bok"}), PersonFactory(names={"sv": "Anna"})
    mention(book, person)
    assert found("anna") == [book.pk]
    policy.set_access(person, "staff")
    assert (found("anna"), found("bok")) == ([], [book.pk])


@pytest.mark.parametrize(
    "change",
    [
        lambda work: policy.set_access(work, "unlisted"),
        lambda work: policy.set_access(work, "researchers"),
        lambda work: policy.set_access(work, "staff"),
        policy.withdraw,
        lambda work: policy.set_access(work, "public", timezone.now() + timedelta(hours=1)),
        lambda work: work.delete(),
    ],
    ids=["unlisted", "researchers", "staff", "withdrawn", "embargo", "deleted"],
)
def test_a_hidden_work_leaves_in_the_same_request(change: Callable[[Work], None]) -> None:
    work, _ = spoken_work({"sv": ["Fred"]})
    pk = work.pk
    change(work)
    assert (found("fred"), engine().versions()[pk], pending()) == ([], Face.objects.get(pk=pk).version, [])


# --- Nothing asks the engine inside the transaction ---


def test_the_engine_is_told_nothing_before_the_commit() -> None:
    work, _ = spoken_work({"sv": ["Fred"]})
    asked: list[bool] = []
    real = type(engine()).replace

    def spied(self: Engine, entries: Iterable[Entry]) -> None:
        asked.append(connection.in_atomic_block)
        real(self, entries)

    with patch.object(type(engine()), "replace", spied):
        with transaction.atomic():
            hide(work)
            assert (asked, pending()) == ([], [work.pk])
        assert asked
        assert not any(asked)


def test_a_change_that_is_rolled_back_never_happened() -> None:
    work, _ = spoken_work({"sv": ["Fred"]})
    before = engine().versions()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        hide(work)
        assert pending() == [work.pk]
        raise ZeroDivisionError
    assert (found("fred"), pending(), outbox.unsettled()) == ([work.pk], [], frozenset())
    assert engine().versions() == before == face.versions()


# --- Hidden at once, whatever the engine does ---


def test_what_is_hidden_while_the_engine_is_down_is_in_no_answer_and_no_count() -> None:
    work, _ = spoken_work({"sv": ["Fred"]}, year=1979)
    with engine_is_down():
        hide(work)
        assert found("fred") == [work.pk]  # the engine still says so
        assert answer("fred") == nothing("fred")
    assert (pending(), Work.objects.get().audience) == ([work.pk], "staff")
    outbox.refresh()
    assert (found("fred"), pending()) == ([], [])


def test_words_that_are_closed_while_the_engine_is_down_are_in_no_answer() -> None:
    spoken_work({"sv": ["Fred"]}, titles={"sv": "Frihet"})
    with engine_is_down():
        publishing.unpublish(Track.objects.get())
        assert answer("fred") == nothing("fred")
        assert answer("frihet").total == 0  # too little, never too much
    outbox.refresh()
    assert answer("frihet").total == 1


@pytest.mark.fts5
def test_hiding_succeeds_while_the_index_cannot_be_written(tmp_path: Path) -> None:
    work, _ = spoken_work({"sv": ["Fred"]})
    (tmp_path / "file").write_text("not a folder")
    with override_settings(SEARCH_DIR=tmp_path / "file"):
        hide(work)
    assert pending() == [work.pk]
    outbox.refresh()
    assert (found("fred"), pending()) == ([], [])


def test_what_is_hidden_while_the_engine_is_slow_is_in_no_answer_from_the_commit_on() -> None:
    work, _ = spoken_work({"sv": ["Fred"]}, year=1979)
    reached, go_on = threading.Event(), threading.Event()
    real = type(engine()).replace

    def slow(self: Engine, entries: Iterable[Entry]) -> None:
        reached.set()
        assert go_on.wait(30)
        real(self, entries)

    def hiding() -> None:
        try:
            hide(work)
        finally:
            connection.close()

    with patch.object(type(engine()), "replace", slow), ThreadPoolExecutor(1) as pool:
        done = pool.submit(hiding)
        assert reached.wait(30)
        meanwhile = answer("fred")
        go_on.set()
        done.result(timeout=60)
    assert meanwhile == nothing("fred")
    assert (found("fred"), pending()) == ([], [])


def test_a_delivery_that_is_overtaken_by_a_hiding_does_not_bring_the_work_back() -> None:
    work, _ = spoken_work({"sv": ["Fred"]})
    real = type(engine()).replace
    overtaken: list[int] = []

    def late(self: Engine, entries: Iterable[Entry]) -> None:
        was = list(entries)  # read, and then held up on its way
        if not overtaken:
            overtaken.append(work.pk)
            hide(work)
        real(self, was)

    with patch.object(type(engine()), "replace", late):
        Title.objects.create(work=work, language="en", text="Peace")
    assert (overtaken, found("fred"), found("peac"), pending()) == ([work.pk], [], [], [])


def test_what_is_raised_during_a_delivery_stays_pending() -> None:
    work, _ = spoken_work({"sv": ["Fred"]})
    PendingUpdate.objects.create(work_id=work.pk, version=face.versions()[work.pk])
    real = type(engine()).replace

    def raising(self: Engine, entries: Iterable[Entry]) -> None:
        real(self, entries)
        PendingUpdate.objects.update(version=face.versions()[work.pk] + 1)

    with patch.object(type(engine()), "replace", raising):
        outbox.deliver()
    assert pending() == [work.pk]


# --- What a crash leaves ---


def test_what_a_crash_after_the_commit_left_pending_is_done_by_the_next_tick() -> None:
    work, _ = spoken_work({"sv": ["Fred"]})
    with patch.object(outbox, "_deliver_now"), patch.object(face, "settle"):  # killed at the commit
        hide(work)
    assert (found("fred"), pending(), answer("fred")) == ([work.pk], [work.pk], nothing("fred"))
    face.pass_moments()
    outbox.refresh()
    assert (found("fred"), pending(), outbox.unsettled()) == ([], [], frozenset())


def test_the_tick_finds_what_the_index_lost_though_nothing_is_pending() -> None:
    work, _ = spoken_work({"sv": ["Fred"]})
    with engine_is_down():
        hide(work)
    PendingUpdate.objects.all().delete()
    assert found("fred") == [work.pk]
    outbox.refresh()
    assert found("fred") == []


def test_many_works_are_left_to_the_tick_and_hidden_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    works = [spoken_work({"sv": ["Fred"]})[0] for _ in range(2)]
    monkeypatch.setattr(outbox, "_AT_ONCE", 1)
    face.raise_version([work.pk for work in works])
    assert (pending(), answer("fred").total) == ([work.pk for work in works], 0)
    outbox.refresh()
    assert (pending(), answer("fred").total) == ([], 2)


# --- Moments ---


def test_words_open_by_themselves_when_an_embargo_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    ends = timezone.now() + timedelta(hours=1)
    work, recording = spoken_work({"sv": ["Fred"]}, titles={"sv": "Film"})
    rule = Rule("exists", "public", recording_id=recording.pk, embargo_until=ends, opens_by_itself=True)
    restricting.say("rights:1", "rights", [rule])
    assert (found("film"), found("fred")) == ([work.pk], [])
    outbox.refresh()
    assert (found("fred"), outbox.unsettled()) == ([], frozenset())
    monkeypatch.setattr(timezone, "now", lambda: ends + timedelta(seconds=1))
    assert outbox.unsettled() == {work.pk}
    face.pass_moments()
    assert (found("fred"), pending(), outbox.unsettled()) == ([work.pk], [], frozenset())


def test_what_closes_by_itself_is_in_no_answer_from_that_moment_on(monkeypatch: pytest.MonkeyPatch) -> None:
    ends = timezone.now() + timedelta(hours=1)
    work, _ = spoken_work({"sv": ["Fred"]}, year=1979)
    Work.objects.filter(pk=work.pk).write_rule(until=ends)
    assert answer("fred").total == 1
    monkeypatch.setattr(timezone, "now", lambda: ends)
    assert found("fred") == [work.pk]  # the engine knows nothing of it
    assert answer("fred") == nothing("fred")


def test_the_worker_looks_after_the_index_and_the_moments() -> None:
    assert {"search.refresh", "plan purge_index", "moments of works"} <= set(periodic._registered)
