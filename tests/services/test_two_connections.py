"""What only two connections show: two people, or two workers, do the same thing in the very same moment."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from itertools import permutations
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.contrib.auth.models import User
from django.db.models import QuerySet

from archive import events
from archive import policy as rules
from archive.jobs import lease
from archive.models import Original, Recording, Restriction
from catalogue import linking
from catalogue import policy as catalogue_policy
from catalogue.models import Documentary, Title
from scripts import check_tools
from subtitles import importing, publishing, workbench
from subtitles.changes import Cue, Folded, fold
from subtitles.models import Change, Link, Revision, Speaker, Track
from subtitles.workbench import links
from tests.archive import files
from tests.archive.admin.test_upload import ClientOf, send
from tests.archive.factories import JobFactory, RecordingFactory
from tests.archive.jobs.test_worker import LEASE_SECONDS, until
from tests.catalogue.admin.test_rule_pages import row
from tests.catalogue.factories import DocumentaryFactory
from tests.catalogue.test_rule_races import at_once
from tests.services import postgres
from tests.subtitles.workbench.links.standing import seen, split
from tests.subtitles.workbench.sending import text

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 10
PLAN = """
import tests.archive.jobs.killable
from archive.jobs import plan
from archive.models import Original
from tests.archive.factories import OriginalFactory
print(plan.plan("slow", Original.objects.first() or OriginalFactory()).pk)
"""
VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\nOrd {}\n"


def test_a_job_is_taken_by_one_worker() -> None:
    for _ in range(ROUNDS):
        job = JobFactory()
        at_once(*[partial(lease.take, job.pk, who) for who in "abcd"])
        job.refresh_from_db()
        assert (job.state, job.attempts) == ("running", 1)


def test_a_recording_that_is_attached_while_its_work_is_withdrawn_is_withdrawn_with_it() -> None:
    for _ in range(ROUNDS):
        recording, work = RecordingFactory(), DocumentaryFactory()
        at_once(partial(linking.attach, recording, work), partial(catalogue_policy.withdraw, work))
        said = Restriction.objects.filter(recording=recording, source=f"work:{work.pk}")
        assert set(said.values_list("withdrawn", flat=True)) == {True}


def test_a_recording_that_two_attach_at_once_is_attached_once() -> None:
    recording, work = RecordingFactory(), DocumentaryFactory()
    at_once(*[partial(linking.attach, recording, work)] * 3)
    assert (work.recordings_links.count(), events.about(recording).filter(code="work.attached").count()) == (1, 1)


def test_two_withdrawals_of_one_thing_are_one() -> None:
    recording, turned = RecordingFactory(), list[bool]()
    at_once(*[lambda: turned.append(rules.withdraw(Recording.objects.get(pk=recording.pk)))] * 3)
    assert (sorted(turned), row(recording)) == ([False, False, True], "public||withdrawn")


def bring(recording: Recording, number: int) -> None:
    importing.import_track(recording, VTT.format(number).encode(), "ord.vtt", "sv")


def test_two_tracks_that_bring_one_speaker_at_once_are_both_published(monkeypatch: pytest.MonkeyPatch) -> None:
    recording = RecordingFactory()
    data = VTT.format("<v Anna>").encode()
    made = [importing.import_track(recording, data, "ord.vtt", language).revision for language in ("sv", "en")]
    Speaker.objects.all().delete()
    write = QuerySet.bulk_create

    def slowly(rows: "QuerySet[Speaker]", *about: Any, **more: Any) -> list[Speaker]:
        time.sleep(0.5)  # after it was seen that nobody knows her, so that the other sees the same
        return write(rows, *about, **more)

    monkeypatch.setattr(QuerySet, "bulk_create", slowly)
    at_once(*[partial(publishing.publish, revision, despite="It is for a test.") for revision in made])
    assert list(recording.speakers.values_list("label", "number")) == [("Anna", 1)]


def test_two_files_that_come_in_at_once_are_two_revisions_of_one_track() -> None:
    recording = RecordingFactory()
    at_once(*[partial(bring, recording, number) for number in range(4)])
    track = Track.objects.get()
    assert sorted(track.revisions.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_what_four_do_to_one_track_at_once_gets_one_number_each_and_comes_to_one_state() -> None:
    recording = RecordingFactory()
    bring(recording, 1)
    track = Track.objects.get()
    for _ in range(ROUNDS):
        newest, (cue,) = track.changes.count(), workbench.state_at(track)["cues"]
        begun = workbench.state_at(track)
        batches = [[text(cue, f"{cue['text']} {who}", newest)] for who in "abcd"]
        at_once(*[partial(workbench.submit, track, newest, batch, None) for batch in [*batches, *batches]])
        came = workbench.submit(track, newest, [], None).changes
        assert [change["number"] for change in came] == list(range(newest + 1, newest + 5))
        assert sorted(change["id"] for change in came) == sorted(str(batch[0]["id"]) for batch in batches)
        assert [bool(change.get("result")) for change in came] == [False, True, True, True]
        assert fold(Folded.of(begun), came).state() == workbench.state_at(track)


def test_a_file_that_comes_while_somebody_writes_loses_nothing_of_either() -> None:
    recording = RecordingFactory()
    bring(recording, 1)
    track = Track.objects.get()
    for number in range(2, ROUNDS):
        newest, (cue,) = workbench.state_at(track)["number"], workbench.state_at(track)["cues"]
        change = text(cue, f"{cue['text']} skrivet{number}", newest)
        at_once(partial(bring, recording, number), partial(workbench.submit, track, newest, [change], None))
        numbers = list(track.changes.values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        assert track.changes.filter(uuid=str(change["id"])).exists()
        assert f"skrivet{number}" in json.dumps(list(track.changes.values_list("data", flat=True)))


def each_the_source_of_the_other() -> dict[str, Track]:
    """Two tracks: the recording was said to be in one language first, and in the other when both were linked."""
    recording = RecordingFactory(language="sv")
    tracks = {language: importing.import_track(recording, VTT.format(1).encode(), "ord.vtt", language).track
              for language in ("sv", "en")}  # fmt: skip
    for spoken, language in (("sv", "en"), ("en", "sv")):
        Recording.objects.filter(pk=recording.pk).update(language=spoken)
        track, source = (Track.objects.get(pk=tracks[each].pk) for each in (language, spoken))
        links.begin(track, workbench.state_at(track), source, workbench.state_at(source))
    assert sorted(Link.objects.values_list("track", "source")) == sorted(
        permutations(each.pk for each in tracks.values())
    )
    return tracks


def test_two_who_write_in_tracks_that_hang_on_each_other_do_not_wait_for_each_other_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tracks = each_the_source_of_the_other()
    write = QuerySet.bulk_create

    def slowly(rows: "QuerySet[Change]", *about: Any, **more: Any) -> list[Change]:
        if rows.model is Change:
            time.sleep(0.3)  # each holds what it wrote in, before the links are followed
        return write(rows, *about, **more)

    monkeypatch.setattr(QuerySet, "bulk_create", slowly)
    sv, en = ((tracks[each], workbench.state_at(tracks[each])["cues"][0]) for each in ("sv", "en"))

    def halves(side: tuple[Track, Cue], other: tuple[Track, Cue]) -> list[dict[str, object]]:
        return [split(side[1], 2), {**seen(side[1], other[1]), "base": 0}]

    at_once(
        partial(workbench.submit, sv[0], 0, halves(sv, en), None),
        partial(workbench.submit, en[0], 0, halves(en, sv), None),
        partial(importing.import_track, sv[0].recording, VTT.format(1).encode(), "ord.vtt", "en", track=en[0]),
    )
    assert [len(workbench.state_at(track)["cues"]) for track in tracks.values()] == [2, 2]
    assert Link.objects.filter(track=tracks["sv"]).count() == 4


def test_a_state_that_two_keep_at_once_is_one_revision() -> None:
    recording = RecordingFactory()
    bring(recording, 1)
    track = Track.objects.get()
    for number in range(1, ROUNDS):
        (cue,) = workbench.state_at(track)["cues"]
        workbench.submit(track, number - 1, [text(cue, f"ord {number}", number - 1)], None)
        at_once(*[partial(workbench.checkpoint, track, number)] * 3)
        assert track.revisions.filter(upto=number).count() == 1


def test_of_two_publications_at_once_one_stands_and_nothing_is_between() -> None:
    recording = RecordingFactory()
    for number in range(2):
        bring(recording, number)
    track = Track.objects.get()
    for _ in range(ROUNDS):
        revisions = list(Revision.objects.all())
        at_once(*[partial(publishing.publish, revision) for revision in revisions])
        track.refresh_from_db()
        last = events.about(track).filter(code="track.published").latest("pk")
        assert track.published_revision in revisions
        assert last.values["revision"] == track.published_revision.number


def test_of_two_publications_of_a_work_at_once_one_stands_whole() -> None:
    work = DocumentaryFactory(titles={"sv": "Först"})
    for number in range(ROUNDS):
        revisions = []
        for name in ("ett", "två"):
            draft = Documentary.objects.get(pk=work.pk)
            draft.titles.set([Title(language=language, text=f"{name} {number}") for language in ("sv", "fa")])
            draft.slug = f"{name.replace('å', 'a')}-{number}"
            revisions.append(draft.save_revision())
        at_once(*[revision.publish for revision in revisions])
        live = Documentary.objects.get(pk=work.pk)
        said = live.live_revision.as_object()
        assert live.live_revision in revisions
        assert live.slug == said.slug
        assert sorted(title.text for title in live.titles.all()) == sorted(title.text for title in said.titles.all())


@pytest.mark.media
def test_a_file_that_two_requests_bring_at_once_is_one_original(
    archivist: User, client_of: ClientOf, tmp_path: Path
) -> None:
    data, answers = files.tone(tmp_path / "x.wav").read_bytes(), list[tuple[int, Any]]()
    clients = [client_of(archivist) for _ in range(3)]
    at_once(*[lambda by=each: answers.append(send(by, data, "band.wav")) for each in clients])
    assert sorted((status, said["outcome"]) for status, said in answers) == [
        (200, "duplicate"),
        (200, "duplicate"),
        (201, "accepted"),
    ]
    assert len({said["url"] for _status, said in answers}) == 1
    assert (Original.objects.count(), Recording.objects.count()) == (1, 1)


@pytest.fixture
def own_server() -> Iterator[postgres.Server]:
    if check_tools.programs_missing(["postgres"]):
        pytest.skip("PostgreSQL is not installed: python scripts/check_tools.py --services")
    with postgres.server() as server:
        yield server


def test_a_worker_goes_on_after_its_database_was_killed_and_came_back(
    own_server: postgres.Server, tmp_path: Path
) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "ROSTARKIVET_VAR_DIR": str(tmp_path),
        "ROSTARKIVET_DATABASE_URL": own_server.url(),
        "ROSTARKIVET_JOB_LEASE_SECONDS": str(LEASE_SECONDS),
    }

    def run(*command: str) -> str:
        ran = subprocess.run([sys.executable, *command], env=environment, check=False, capture_output=True, text=True)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.strip()

    run("manage.py", "migrate", "-v0")
    first = run("-c", PLAN)
    log = (tmp_path / "log").open("wb")
    worker = subprocess.Popen([sys.executable, "-m", "tests.archive.jobs.killable"], env=environment, stderr=log)
    try:
        until(lambda: done(own_server, first))
        own_server.kill()
        with pytest.raises(subprocess.TimeoutExpired):
            worker.wait(timeout=5)  # several polls meet nobody
        own_server.start()
        second = run("-c", PLAN)
        until(lambda: done(own_server, second))
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=60) == 0
    finally:
        worker.kill()
        worker.wait()
        log.close()


def done(server: postgres.Server, job: str) -> bool:
    with psycopg.connect(server.url()) as link:
        return link.execute("SELECT state FROM archive_job WHERE id = %s", [job]).fetchall() == [("done",)]
