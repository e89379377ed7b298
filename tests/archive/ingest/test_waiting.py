"""A further original never silently becomes what the public hears: it waits until somebody says so."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import reverse

from archive import ingest, streamed
from archive.exceptions import TranscodingFailed
from archive.ingest import batch
from archive.jobs import plan, run
from archive.models import Event, Job, Original, Recording, RenditionSet
from archive.transcoding import publish
from archive.transcoding.assembling import Piece, assemble
from tests.archive import files
from tests.archive.factories import RenditionSetFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.media]
ClientOf = Callable[[User | None], Client]


@pytest.fixture
def playing(tmp_path: Path) -> Iterator[Original]:
    """An original that its recording streams."""
    original = ingest.accept(files.tone(tmp_path / "a.wav", seconds=2), "a.wav")
    run.run_until_done(Job.objects.values_list("pk", flat=True))
    original.refresh_from_db()
    yield original


def recording_of(original: Original) -> Recording:
    return Recording.objects.get(originals=original)


def add(original: Original, tmp_path: Path) -> Original:
    path = files.tone(tmp_path / "b.wav", seconds=2, frequency=600)
    return ingest.accept(path, "b.wav", recording=original.recording)


def test_an_added_original_is_sealed_and_examined_and_waits(playing: Original, tmp_path: Path) -> None:
    live = recording_of(playing).rendition_set
    added = add(playing, tmp_path)
    assert (streamed.waits(added), added.technical["kind"], Job.objects.count()) == (True, "audio", 1)
    run.run_until_done(Job.objects.values_list("pk", flat=True))
    assert (recording_of(playing).rendition_set, live) == (live, RenditionSet.objects.get())


def test_a_job_for_what_waits_fails_and_says_why(playing: Original, tmp_path: Path) -> None:
    live = recording_of(playing).rendition_set
    job = plan.plan("transcode", assemble(recording_of(playing), [Piece(add(playing, tmp_path))]))
    (ended,) = run.run_until_done([job.pk])
    assert (ended.state, ended.reason_code) == ("failed", "transcode.waits")
    assert recording_of(playing).rendition_set == live


def test_what_was_chosen_is_streamed_once_its_job_is_done(playing: Original, tmp_path: Path, archivist: User) -> None:
    live = recording_of(playing).rendition_set
    added = add(playing, tmp_path)
    job = streamed.choose([Piece(added)], archivist)
    assert recording_of(playing).rendition_set == live
    run.run_until_done([job.pk])
    now = recording_of(playing).rendition_set
    assert now and (now.assembly, now != live) == (recording_of(playing).assembly, True)
    assert streamed.streamed_of([playing, added]) == {added.pk}
    event = Event.objects.get(code="recording.streams_from")
    assert (event.subject_id, event.agent, event.values["originals"]) == (
        playing.recording_id,
        archivist,
        [added.pk],
    )


def test_run_again_keeps_to_what_was_chosen(playing: Original, tmp_path: Path, archivist: User) -> None:
    old = Job.objects.get()
    run.run_until_done([streamed.choose([Piece(add(playing, tmp_path))], archivist).pk])
    now = recording_of(playing).rendition_set
    run.run_until_done([plan.again(old, archivist).pk])
    assert recording_of(playing).rendition_set == now


def test_choosing_calls_off_the_work_on_the_others(tmp_path: Path, archivist: User) -> None:
    first = ingest.accept(files.tone(tmp_path / "a.wav", seconds=2), "a.wav")
    streamed.choose([Piece(add(first, tmp_path))], archivist)
    assert streamed.jobs_about([first]).get().state == "cancelled"


def test_a_set_that_is_finished_after_another_was_chosen_is_not_published() -> None:
    made = RenditionSetFactory(live=True)
    late = RenditionSetFactory(recording=made.recording)
    Recording.objects.update(assembly=made.assembly)
    job = plan.plan("transcode", late.assembly)
    with pytest.raises(TranscodingFailed), transaction.atomic():
        publish.point_at(late, job)
    assert Recording.objects.get().rendition_set == made


def test_choosing_what_is_chosen_already_plans_nothing(playing: Original, archivist: User) -> None:
    job = Job.objects.get()
    assert (streamed.choose([Piece(playing)], archivist), Job.objects.count()) == (job, 1)


def test_the_giver_is_told_that_it_waits(
    playing: Original, tmp_path: Path, client_of: ClientOf, archivist: User
) -> None:
    data = files.tone(tmp_path / "b.wav", frequency=600).read_bytes()
    address = f"{reverse('recordings:send')}?name=b.wav&recording={playing.recording_id}"
    answer: Any = client_of(archivist).put(address, data, content_type="application/octet-stream").json()
    added = Original.objects.latest("pk")
    assert (answer["outcome"], answer["reason"], answer["job"]) == ("accepted", str(streamed.WAITS), None)
    published = batch.publish(added)
    assert (published.state, published.reason) == ("waiting", str(streamed.WAITS))


def test_the_page_says_what_waits_and_lets_archivists_choose(
    playing: Original, tmp_path: Path, client_of: ClientOf, archivist: User, translator: User
) -> None:
    added = add(playing, tmp_path)
    page = reverse("recordings:page", args=[playing.recording_id])
    choose = reverse("recordings:stream_from", args=[added.pk])
    assert choose in client_of(archivist).get(page).content.decode()
    assert choose not in client_of(translator).get(page).content.decode()
    assert client_of(translator).post(choose).status_code in (302, 403, 404)
    assert streamed.waits(added)
    asked = client_of(archivist).get(choose)
    assert (asked.status_code, "b.wav" in asked.content.decode(), streamed.waits(added)) == (200, True, True)
    assert client_of(archivist).post(choose)["Location"] == page
    assert not streamed.waits(added)


def test_what_waits_without_originals_before_it_does_not_wait(tmp_path: Path) -> None:
    recording = Recording.objects.create(title="Empty", kind="audio")
    added = ingest.accept(files.tone(tmp_path / "a.wav"), "a.wav", recording=recording)
    assert (streamed.waits(added), list(streamed.jobs_about([added]))) == (False, [Job.objects.get()])
