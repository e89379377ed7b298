"""The version of a work's face: raised with every change of what may be met of it, whoever makes the change and how."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from archive import policy as archive_policy
from archive import restricting
from archive.models import Protected, Recording
from archive.restricting import Rule
from archive.signals import archive_restored
from catalogue import face, linking, policy
from catalogue.models import Face, RadioEpisode, Work
from subtitles import publishing
from subtitles.models import Track
from tests.archive.factories import DocumentFactory, RecordingFactory
from tests.catalogue.factories import (
    DocumentaryFactory,
    PersonFactory,
    RadioEpisodeFactory,
    RadioSeriesFactory,
    mention,
)
from tests.subtitles.factories import published

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def raised(*works: Work) -> Iterator[None]:
    """The version of each of these works rises inside, and the key that its page is kept under is another one."""
    ids = [work.pk for work in works]
    versions, keys = face.versions(ids), face.key(ids)
    yield
    assert [face.versions(ids)[pk] > versions[pk] for pk in ids] == [True] * len(ids)
    assert all(face.key([pk]).get(pk) != keys[pk] for pk in ids)


def at(monkeypatch: pytest.MonkeyPatch, moment: object) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


# --- Verbs ---


def test_every_verb_about_a_work_raises_its_version() -> None:
    work, recording = DocumentaryFactory(), RecordingFactory()
    for verb in (
        lambda: policy.set_access(work, "staff"),
        lambda: policy.withdraw(work),
        lambda: policy.lift(work),
        lambda: work.specific().save_revision().publish(),
        lambda: work.specific().unpublish(),
        lambda: linking.attach(recording, work),
        lambda: linking.detach(work.recordings_links.get()),
    ):
        with raised(work):
            verb()


def test_every_verb_about_a_part_raises_the_version_of_the_works_that_have_it() -> None:
    recording, document = RecordingFactory(), DocumentFactory()
    works = DocumentaryFactory(recordings=[recording]), DocumentaryFactory(recordings=[recording])
    for work in works:
        linking.attach(document, work)
    track = published(recording, "Fred").track
    for verb in (
        lambda: archive_policy.set_access(recording, "staff"),
        lambda: archive_policy.withdraw(recording),
        lambda: archive_policy.set_access(document, "staff"),
        lambda: archive_policy.withdraw(document),
        lambda: archive_policy.set_access(track, "staff"),
        lambda: publishing.unpublish(Track.objects.get()),
        lambda: publishing.publish(track.revisions.get()),
        lambda: Recording.objects.update(language="sv"),
        lambda: policy.set_access(works[0], "researchers"),
    ):
        with raised(*works):
            verb()


def test_every_verb_about_a_name_raises_the_version_of_the_works_that_mention_it() -> None:
    work, person = DocumentaryFactory(), PersonFactory()
    mention(work, person)
    for verb in (
        lambda: policy.set_access(person, "staff"),
        lambda: policy.withdraw(person),
        lambda: person.names.get().save(),
        person.delete,
    ):
        with raised(work):
            verb()


def test_a_work_that_is_deleted_leaves_its_face_so_that_nothing_older_is_believed() -> None:
    work = DocumentaryFactory()
    before, pk = face.versions()[work.pk], work.pk
    work.delete()
    assert (face.versions()[pk] > before, Face.objects.filter(settled=False).exists()) == (True, False)


def test_saving_a_draft_changes_nothing_that_shows() -> None:
    work = DocumentaryFactory()
    before = face.key([work.pk])
    work.specific().save_revision()
    assert face.key([work.pk]) == before


def test_a_change_that_is_rolled_back_raises_nothing() -> None:
    work = DocumentaryFactory()
    before = face.key([work.pk])
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        policy.withdraw(work)
        assert face.key([work.pk]) == {}
        raise ZeroDivisionError
    assert face.key([work.pk]) == before


def test_threads_that_change_one_work_raise_its_version_once_each() -> None:
    work = DocumentaryFactory()
    before = face.versions()[work.pk]

    def change() -> None:
        try:
            for _ in range(5):
                face.raise_version([work.pk])
        finally:
            connection.close()

    threads = [Thread(target=change) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (face.versions()[work.pk], len(face.key([work.pk]))) == (before + 15, 1)


# --- Series ---


def test_what_changes_about_an_episode_changes_the_keys_of_its_series_and_of_the_episodes_beside_it() -> None:
    series = RadioSeriesFactory()
    one, two = RadioEpisodeFactory(series=series, number=1), RadioEpisodeFactory(series=series, number=2)
    before = face.key([series.pk, one.pk])
    version = face.versions()[one.pk]
    policy.set_access(two, "staff")
    after = face.key([series.pk, one.pk])
    assert set(before.values()).isdisjoint(after.values())
    assert (len(after), face.versions()[one.pk]) == (2, version)  # the index has nothing to do about it


def test_an_episode_that_moves_or_goes_changes_both_series() -> None:
    first, second = RadioSeriesFactory(), RadioSeriesFactory()
    episode = RadioEpisodeFactory(series=first)
    with raised(first, second):
        episode.series = second
        episode.save()
    with raised(second):
        RadioEpisode.objects.get().delete()


def test_a_new_title_of_a_series_changes_the_keys_of_its_episodes() -> None:
    episode = RadioEpisodeFactory()
    before = face.key([episode.pk])
    episode.series.titles.get().save()
    assert face.key([episode.pk]) != before


# --- Moments ---


@pytest.mark.parametrize("field", ["embargo_until", "until"])
@pytest.mark.parametrize("part", ["work", "recording", "restriction", "track", "document", "person"])
def test_nothing_that_was_kept_holds_past_a_moment_of_anything_of_the_work(
    part: str, field: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    recording, document, person = RecordingFactory(), DocumentFactory(), PersonFactory()
    work = DocumentaryFactory(recordings=[recording])
    linking.attach(document, work)
    mention(work, person)
    track = published(recording, "Fred").track
    ends = now + timedelta(hours=1)
    things: dict[str, Protected] = {"work": work, "recording": recording, "track": track, "document": document}
    things["person"] = person
    if part == "restriction":
        rule = Rule("exists", "public", recording_id=recording.pk)
        ending = replace(rule, until=ends) if field == "until" else replace(rule, embargo_until=ends)
        restricting.say("rights:1", "rights", [ending])
    else:
        archive_policy.table(things[part]).objects.filter(pk=things[part].pk).write_rule(**{field: ends})
    before = face.key([work.pk])
    assert before
    at(monkeypatch, ends - timedelta(microseconds=1))
    assert face.key([work.pk]) == before
    at(monkeypatch, ends)
    assert face.key([work.pk]) == {}
    face.pass_moments()
    after = face.key([work.pk])
    assert (len(after), after == before) == (1, False)


def test_the_earliest_of_several_moments_counts_and_then_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    work, person = DocumentaryFactory(), PersonFactory()
    mention(work, person)
    ends = [now + timedelta(hours=hours) for hours in (1, 2)]
    policy.set_access(person, "public", ends[0])
    policy.set_access(work, "public", ends[1])
    seen = []
    for _ in range(2):
        seen.append(Face.objects.get().moment)
        at(monkeypatch, seen[-1])
        face.pass_moments()
    assert (seen, Face.objects.get().moment) == (ends, None)


def test_a_series_and_its_episodes_hold_no_longer_than_any_episode(monkeypatch: pytest.MonkeyPatch) -> None:
    series = RadioSeriesFactory()
    one, two = RadioEpisodeFactory(series=series, number=1), RadioEpisodeFactory(series=series, number=2)
    ends = timezone.now() + timedelta(hours=1)
    policy.set_access(two, "public", ends)
    ids = [series.pk, one.pk, two.pk]
    assert len(face.key(ids)) == 3
    at(monkeypatch, ends)
    assert face.key(ids) == {}
    face.pass_moments()
    assert len(face.key(ids)) == 3


def test_a_moment_that_passes_before_the_face_is_settled_is_not_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    work = DocumentaryFactory()
    ends = timezone.now() + timedelta(hours=1)
    with transaction.atomic():
        policy.set_access(work, "public", ends)
        at(monkeypatch, ends + timedelta(seconds=1))  # the commit takes its time
    assert face.key([work.pk]) == {}
    face.pass_moments()
    assert len(face.key([work.pk])) == 1


# --- After a restore ---


def test_no_version_of_before_a_restore_is_given_again() -> None:
    work = DocumentaryFactory()
    kept = Face.objects.get()
    given = set()
    for _ in range(3):
        face.raise_version([work.pk])
        given.add(face.versions()[work.pk])
    kept.save()  # the backup is put in place
    archive_restored.send(sender=None)
    for _ in range(3):
        assert face.versions()[work.pk] not in given
        face.raise_version([work.pk])


def test_the_keys_of_many_works_cost_one_query(django_assert_num_queries: object) -> None:
    works = [RadioEpisodeFactory() for _ in range(3)]
    for some in (works[:1], works):
        with django_assert_num_queries(1):  # type: ignore[operator]
            assert len(face.key([work.pk for work in some])) == len(some)
