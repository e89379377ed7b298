"""The index at what is public: after each change, after a crash at each point, after time has passed."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from archive.jobs import periodic
from catalogue import policy
from catalogue.models import Title, Work
from search.engines.base import Engine
from search.exceptions import EngineUnavailableError
from search.index import build
from search.models import PendingUpdate
from subtitles import publishing
from subtitles.models import Track
from tests.archive.factories import RestrictionFactory
from tests.catalogue.factories import BookFactory, PersonFactory, credit
from tests.search.scenes import found, spoken_work
from tests.subtitles.factories import published

pytestmark = pytest.mark.django_db(transaction=True)


def hide(work: Work) -> None:
    policy.set_access(work, "staff")


def test_a_published_track_is_found_in_the_same_request() -> None:
    work, recording = spoken_work({"sv": ["Fred"]})
    published(recording, "آزادی‌های ما", language="fa")
    assert (found("fred"), found("آزادی"), PendingUpdate.objects.count()) == ([work.pk], [work.pk], 0)


def test_a_track_that_is_taken_back_is_found_no_more_and_its_work_still_is() -> None:
    work, _ = spoken_work({"sv": ["Fred"]}, titles={"sv": "Frihet"})
    publishing.unpublish(Track.objects.get())
    assert (found("fred"), found("frihet")) == ([], [work.pk])


def test_another_revision_takes_the_place_of_the_one_before() -> None:
    work, recording = spoken_work({"sv": ["gammalt"]})
    published(recording, "nytt")
    assert (found("gammalt"), found("nytt")) == ([], [work.pk])


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
    change(work)
    assert (found("fred"), build.engine().work_ids()) == ([], set())


def test_a_work_is_out_of_the_index_before_the_hiding_commits() -> None:
    work, _ = spoken_work({"sv": ["Fred"]})
    with transaction.atomic():
        hide(work)
        assert found("fred") == []


def test_a_change_that_is_rolled_back_is_mended_by_the_next_tick() -> None:
    work, _ = spoken_work({"sv": ["Fred"]})
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        hide(work)
        raise ZeroDivisionError
    assert found("fred") == []
    build.refresh()
    assert found("fred") == [work.pk]


def test_what_a_crash_after_the_commit_left_pending_is_done_by_the_next_tick() -> None:
    work, _ = spoken_work({"sv": ["Fred"]}, titles={"sv": "Film"})
    PendingUpdate.objects.create(work_id=work.pk)
    build.engine().remove([work.pk])
    build.refresh()
    assert (found("fred"), PendingUpdate.objects.count()) == ([work.pk], 0)


def test_a_title_that_changed_without_a_trace_in_the_index_is_pending_with_its_change() -> None:
    work, _ = spoken_work({"sv": ["Fred"]})
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        policy.announce([work.pk])
        assert PendingUpdate.objects.count() == 1
        raise ZeroDivisionError
    assert PendingUpdate.objects.count() == 0


def test_a_new_title_is_found_when_its_work_is_announced() -> None:
    work = BookFactory(titles={"sv": "Bok"})
    Title.objects.create(work=work, language="en", text="Women")
    policy.announce([work.pk])
    assert found("woman") == [work.pk]


def test_a_name_that_is_closed_leaves_the_works_that_mention_it() -> None:
    book, person = BookFactory(titles={"sv": "Bok"}), PersonFactory(names={"sv": "Anna"})
    credit(book, person)
    policy.announce([book.pk])
    assert found("anna") == [book.pk]
    policy.set_access(person, "staff")
    assert (found("anna"), found("bok")) == ([], [book.pk])


def test_a_work_opens_by_itself_when_its_embargo_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    ends = timezone.now() + timedelta(hours=1)
    work, recording = spoken_work({"sv": ["Fred"]}, titles={"sv": "Film"})
    RestrictionFactory(recording=recording, basis="rights", source="rights:1", embargo_until=ends, opens_by_itself=True)
    policy.announce([work.pk])
    assert (found("film"), found("fred")) == ([work.pk], [])
    assert list(PendingUpdate.objects.values_list("work_id", "due_at")) == [(work.pk, ends)]
    build.refresh()
    assert found("fred") == []
    monkeypatch.setattr(timezone, "now", lambda: ends + timedelta(seconds=1))
    build.refresh()
    assert (found("fred"), PendingUpdate.objects.count()) == ([work.pk], 0)


def test_a_rebuild_starts_from_what_is_public_now_and_settles_what_was_pending() -> None:
    works = [spoken_work({"sv": ["Fred"]})[0] for _ in range(3)]
    hide(works[1])
    PendingUpdate.objects.create(work_id=works[0].pk)
    seen: list[int] = []
    assert build.rebuild(seen.append) == 2
    assert (sorted(found("fred")), seen, PendingUpdate.objects.count()) == ([works[0].pk, works[2].pk], [1, 2], 0)


def test_the_first_tick_fills_an_index_that_is_not_there(tmp_path: Path) -> None:
    work, _ = spoken_work({"sv": ["Fred"]})
    with override_settings(SEARCH_DIR=tmp_path / "elsewhere"):
        with pytest.raises(EngineUnavailableError):
            found("fred")
        build.refresh()
        assert found("fred") == [work.pk]


def damage() -> Path:
    """Write noise over the index in use; returns its folder."""
    folder = Path(settings.SEARCH_DIR)
    (folder / (folder / "current").read_text()).write_bytes(b"noise" * 5000)
    return folder


def test_the_tick_builds_a_damaged_index_anew_from_what_is_public_now() -> None:
    works = [spoken_work({"sv": ["Fred"]})[0] for _ in range(2)]
    hide(works[0])
    damage()
    for _ in range(2):
        with pytest.raises(EngineUnavailableError):
            found("fred")
    build.refresh()
    assert (found("fred"), PendingUpdate.objects.count()) == ([works[1].pk], 0)


def test_what_is_hidden_while_the_index_is_damaged_is_not_found_once_it_is_built_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    works = [spoken_work({"sv": ["Fred"]})[0] for _ in range(2)]
    monkeypatch.setattr(build, "_AT_ONCE", 0)
    damage()
    hide(works[0])
    assert list(PendingUpdate.objects.values_list("work_id", flat=True)) == [works[0].pk]
    build.refresh()
    assert (found("fred"), PendingUpdate.objects.count()) == ([works[1].pk], 0)


def test_what_is_hidden_while_a_lost_index_is_built_is_never_found(monkeypatch: pytest.MonkeyPatch) -> None:
    works = [spoken_work({"sv": ["Fred"]})[0] for _ in range(2)]
    monkeypatch.setattr(build, "_AT_ONCE", 0)
    shutil.rmtree(settings.SEARCH_DIR)
    build.rebuild(lambda done: hide(works[0]) if done == 1 else None)
    assert (found("fred"), build.unsettled()) == ([works[1].pk], frozenset())


def test_a_change_to_a_small_archive_mends_the_index_without_a_worker() -> None:
    before, _ = spoken_work({"sv": ["Fred"]})
    shutil.rmtree(settings.SEARCH_DIR)
    after, _ = spoken_work({"sv": ["Fred"]})
    assert sorted(found("fred")) == [before.pk, after.pk]


def test_a_change_to_a_large_archive_leaves_a_lost_index_to_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    before, _ = spoken_work({"sv": ["Fred"]})
    monkeypatch.setattr(build, "_AT_ONCE", 1)
    shutil.rmtree(settings.SEARCH_DIR)
    after, _ = spoken_work({"sv": ["Fred"]})
    with pytest.raises(EngineUnavailableError):
        found("fred")
    build.refresh()
    assert sorted(found("fred")) == [before.pk, after.pk]


def test_a_tick_that_cannot_build_waits_before_it_tries_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work, _ = spoken_work({"sv": ["Fred"]})
    now = [100.0]
    monkeypatch.setattr("search.index.build.time.monotonic", lambda: now[0])
    folder = tmp_path / "elsewhere"
    with override_settings(SEARCH_DIR=folder):
        (folder / "lock").mkdir(parents=True)  # the lock cannot be taken
        with pytest.raises(EngineUnavailableError):
            build.refresh()
        (folder / "lock").rmdir()
        now[0] += build.RETRY_SECONDS - 1
        build.refresh()
        with pytest.raises(EngineUnavailableError):
            found("fred")
        now[0] += 1
        build.refresh()
        assert found("fred") == [work.pk]


def test_the_slow_tick_finds_damage_that_nobody_has_met_and_the_next_one_mends_it() -> None:
    work, _ = spoken_work({"sv": ["Fred"]})
    build.purge()
    folder = damage()
    build.purge()
    build.refresh()
    assert (found("fred"), len(list(folder.glob("index-*.sqlite3")))) == ([work.pk], 1)


def test_hiding_succeeds_while_the_index_cannot_be_written(tmp_path: Path) -> None:
    work, _ = spoken_work({"sv": ["Fred"]})
    (tmp_path / "file").write_text("not a folder")
    with override_settings(SEARCH_DIR=tmp_path / "file"):
        hide(work)
    assert list(PendingUpdate.objects.values_list("work_id", flat=True)) == [work.pk]
    work.refresh_from_db()
    assert work.audience == "staff"
    build.refresh()
    assert (found("fred"), PendingUpdate.objects.count()) == ([], 0)


def test_a_change_that_commits_while_another_is_indexing_wins() -> None:
    work, _ = spoken_work({"sv": ["Fred"]})
    engine: Engine = build.engine()
    order: list[str] = []

    def late(ids: object) -> list[object]:
        # Read under the index's lock: whoever hides now has to wait for it, and writes after us.
        order.append("read")
        return []

    engine.replace([work.pk], late)  # type: ignore[arg-type]
    assert (order, found("fred")) == (["read"], [])


def test_the_worker_looks_after_the_index() -> None:
    assert {"search.refresh", "search.purge"} <= set(periodic._registered)
