"""The index built anew: asked for, lost, damaged, or while others change what it is built from."""

from pathlib import Path

import pytest
from django.test import override_settings
from django.utils import timezone

from catalogue.models import Face
from search.engines.chosen import engine
from search.exceptions import EngineUnavailableError
from search.index import build, outbox
from search.models import PendingUpdate
from tests.search.scenes import damage, found, hide, lose_index, spoken_work

pytestmark = pytest.mark.django_db(transaction=True)


def pending() -> list[int]:
    return list(PendingUpdate.objects.order_by("pk").values_list("pk", flat=True))


def test_a_rebuild_starts_from_what_is_public_now_and_settles_what_was_pending() -> None:
    works = [spoken_work({"sv": ["Fred"]})[0] for _ in range(3)]
    hide(works[1])
    PendingUpdate.objects.create(work_id=works[0].pk, version=1)
    Face.objects.filter(pk=works[2].pk).update(settled=False, moment=timezone.now())
    seen: list[int] = []
    assert build.rebuild(seen.append) == 2
    assert (sorted(found("fred")), seen, pending()) == ([works[0].pk, works[2].pk], [1, 2], [])
    assert outbox.unsettled() == frozenset()


def test_a_rebuild_leaves_pending_what_changes_meanwhile_and_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    works = [spoken_work({"sv": ["Fred"]})[0] for _ in range(2)]
    monkeypatch.setattr(outbox, "_deliver_now", lambda ids: None)
    PendingUpdate.objects.create(work_id=works[0].pk, version=1)
    newer = Face.objects.get(pk=works[0].pk).version + 1
    build.rebuild(lambda done: outbox.write({works[0].pk: newer}) if done == 2 else None)
    assert pending() == [works[0].pk]


def test_the_first_tick_fills_an_index_that_is_not_there() -> None:
    work, _ = spoken_work({"sv": ["Fred"]})
    lose_index()
    with pytest.raises(EngineUnavailableError):
        found("fred")
    outbox.refresh()
    assert found("fred") == [work.pk]


@pytest.mark.fts5
def test_the_tick_builds_a_damaged_index_anew_from_what_is_public_now() -> None:
    works = [spoken_work({"sv": ["Fred"]})[0] for _ in range(2)]
    hide(works[0])
    damage()
    for _ in range(2):
        with pytest.raises(EngineUnavailableError):
            found("fred")
    outbox.refresh()
    assert (found("fred"), pending()) == ([works[1].pk], [])


@pytest.mark.fts5
def test_what_is_hidden_while_the_index_is_damaged_is_not_found_once_it_is_built_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    works = [spoken_work({"sv": ["Fred"]})[0] for _ in range(2)]
    monkeypatch.setattr(outbox, "_AT_ONCE", 0)
    damage()
    hide(works[0])
    assert pending() == [works[0].pk]
    outbox.refresh()
    assert (found("fred"), pending()) == ([works[1].pk], [])


def test_what_is_hidden_while_a_lost_index_is_built_is_never_found() -> None:
    works = [spoken_work({"sv": ["Fred"]})[0] for _ in range(2)]
    lose_index()
    build.rebuild(lambda done: hide(works[0]) if done == 1 else None)
    assert (found("fred"), outbox.unsettled()) == ([works[1].pk], frozenset())


def test_a_change_to_a_small_archive_mends_the_index_without_a_worker() -> None:
    before, _ = spoken_work({"sv": ["Fred"]})
    lose_index()
    after, _ = spoken_work({"sv": ["Fred"]})
    assert sorted(found("fred")) == [before.pk, after.pk]


def test_a_change_to_a_large_archive_leaves_a_lost_index_to_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    before, _ = spoken_work({"sv": ["Fred"]})
    monkeypatch.setattr(outbox, "_AT_ONCE", 1)
    lose_index()
    after, _ = spoken_work({"sv": ["Fred"]})
    with pytest.raises(EngineUnavailableError):
        found("fred")
    outbox.refresh()
    assert sorted(found("fred")) == [before.pk, after.pk]


@pytest.mark.fts5
def test_a_tick_that_cannot_build_waits_before_it_tries_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work, _ = spoken_work({"sv": ["Fred"]})
    now = [100.0]
    monkeypatch.setattr("search.index.build.time.monotonic", lambda: now[0])
    folder = tmp_path / "elsewhere"
    with override_settings(SEARCH_DIR=folder):
        (folder / "lock").mkdir(parents=True)  # the lock cannot be taken
        with pytest.raises(EngineUnavailableError):
            outbox.refresh()
        (folder / "lock").rmdir()
        now[0] += build.RETRY_SECONDS - 1
        outbox.refresh()
        with pytest.raises(EngineUnavailableError):
            found("fred")
        now[0] += 1
        outbox.refresh()
        assert found("fred") == [work.pk]


@pytest.mark.fts5
def test_the_slow_tick_finds_damage_that_nobody_has_met_and_the_next_one_mends_it() -> None:
    work, _ = spoken_work({"sv": ["Fred"]})
    outbox.purge()
    folder = damage()
    outbox.purge()
    outbox.refresh()
    assert (found("fred"), len(list(folder.glob("index-*.sqlite3")))) == ([work.pk], 1)


def test_the_tick_builds_an_index_anew_that_knows_newer_versions_than_the_database() -> None:
    work, _ = spoken_work({"sv": ["Fred"]})
    Face.objects.update(version=1)  # as a backup that somebody copied over the database by hand
    outbox.refresh()
    assert (found("fred"), engine().versions()) == ([work.pk], {work.pk: 1})


def test_the_tick_builds_the_index_of_another_database_anew() -> None:
    spoken_work({"sv": ["Fred"]})
    Face.objects.all().delete()
    outbox.refresh()
    assert engine().versions() == {}
