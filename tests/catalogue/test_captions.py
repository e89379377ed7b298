"""No road leads a recording to the public before it has the captions that are asked for; what is public stays."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from archive import events, layers, opening, restricting
from archive import policy as of_recordings
from archive.access import STRANGER, Layer
from archive.exceptions import NotReady
from archive.ingest import seal
from archive.jobs import run
from archive.models import Recording, Restriction
from archive.opening import unasked
from catalogue import captions, checking, linking, policy, spreading
from catalogue.models import CaptionRequirement, RadioEpisode, Work
from subtitles import publishing
from subtitles.models import Cue, Track
from tests.archive.factories import OriginalFactory, RecordingFactory
from tests.catalogue.factories import DocumentaryFactory, RadioEpisodeFactory, RadioSeriesFactory
from tests.subtitles.factories import imported, published

pytestmark = pytest.mark.django_db

LATER = timezone.now() + timedelta(days=300)


def ask(*languages: str, spoken: bool = True, **of: Any) -> CaptionRequirement:
    return CaptionRequirement.objects.create(spoken=spoken, languages=list(languages), **of)


def heard(recording: Recording) -> bool:
    return Recording.objects.visible_to(STRANGER, layer=Layer.SOUND).filter(pk=recording.pk).exists()


def closed_film(**fields: Any) -> tuple[Any, Recording]:
    """A film for staff, with a recording in which Persian is spoken."""
    recording = RecordingFactory(language="fa", title="Filmen")
    return DocumentaryFactory(recordings=[recording], audience="staff", **fields), recording


def open_it(work: Any, recording: Recording) -> None:
    policy.set_access(work, "public")


def by_its_address(work: Any, recording: Recording) -> None:
    policy.set_access(work, "unlisted")


def later_by_itself(work: Any, recording: Recording) -> None:
    policy.set_access(work, "public", LATER, opens_by_itself=True)


def lift_it(work: Any, recording: Recording) -> None:
    policy.withdraw(work)
    policy.set_access(work, "public")
    policy.lift(work)


def publish_it(work: Any, recording: Recording) -> None:
    work.unpublish()
    policy.set_access(work, "public")
    work.save_revision().publish()


def attach_elsewhere(work: Any, recording: Recording) -> None:
    linking.detach(work.recordings_links.get())
    linking.attach(recording, DocumentaryFactory())


def attach_in_a_draft(work: Any, recording: Recording) -> None:
    other = DocumentaryFactory()
    draft = other.specific()
    draft.recordings_links.add(work.recordings_links.model(recording=recording, part=1))
    linking.detach(work.recordings_links.get())
    draft.save_revision().publish()


def open_the_recording(work: Any, recording: Recording) -> None:
    of_recordings.set_access(recording, "staff")
    policy.set_access(work, "public")
    of_recordings.set_access(recording, "public")


def lift_the_recording(work: Any, recording: Recording) -> None:
    of_recordings.withdraw(recording)
    policy.set_access(work, "public")
    of_recordings.lift(recording)


def open_its_layers(work: Any, recording: Recording) -> None:
    shut = {layer: {"audience": "staff"} for layer in (Layer.SOUND.value, Layer.PICTURE.value)}
    of_recordings.set_access(recording, "public", layers=shut)
    policy.set_access(work, "public")
    of_recordings.set_access(recording, "public", layers={})


def open_the_layers_of_the_work(work: Any, recording: Recording) -> None:
    shut = {Layer.EXISTS.value: {"audience": "staff"}}
    policy.set_access(work, "public", layers=shut)
    policy.set_access(work, "public", layers={})


def end_what_another_room_said(work: Any, recording: Recording) -> None:
    said = restricting.Rule(Layer.SOUND, "staff", recording_id=recording.pk)
    also = restricting.Rule(Layer.PICTURE, "staff", recording_id=recording.pk)
    restricting.say("right:1", Restriction.Basis.RIGHTS, [said, also])
    policy.set_access(work, "public")
    restricting.take_back("right:1", Restriction.Basis.RIGHTS)


ROADS = [
    open_it,
    by_its_address,
    later_by_itself,
    lift_it,
    publish_it,
    attach_elsewhere,
    attach_in_a_draft,
    open_the_recording,
    lift_the_recording,
    open_its_layers,
    open_the_layers_of_the_work,
    end_what_another_room_said,
]


@pytest.mark.parametrize("road", ROADS)
def test_no_road_leads_out_without_captions(road: Callable[[Any, Recording], None]) -> None:
    work, recording = closed_film()
    ask()
    with pytest.raises(NotReady, match="Filmen"):
        road(work, recording)
    assert not heard(recording)
    assert opening.opened([recording.pk]) == set()


@pytest.mark.parametrize("road", ROADS)
def test_every_road_leads_out_with_captions(road: Callable[[Any, Recording], None]) -> None:
    work, recording = closed_film()
    published(recording, "آزادی", language="fa")
    ask()
    road(work, recording)
    assert opening.opened([recording.pk]) == {recording.pk}


def test_what_is_asked_for_later_closes_nothing_and_is_listed() -> None:
    recording = RecordingFactory(language="fa")
    work = DocumentaryFactory(recordings=[recording])
    ask("sv")
    assert heard(recording)
    assert [(lack.recording, lack.languages) for lack in captions.public_without()] == [(recording, ("fa", "sv"))]
    # And it can be worked on: another part, a new text, a stricter rule for a while.
    linking.attach(RecordingFactory(language="fa", audience="staff"), work)
    work.refresh_from_db()
    work.specific().save_revision().publish()
    policy.set_access(work, "public", until=LATER)
    assert heard(recording)


def test_what_was_closed_meanwhile_opens_with_captions_only() -> None:
    recording = RecordingFactory(language="fa")
    work = DocumentaryFactory(recordings=[recording])
    ask()
    policy.set_access(work, "researchers")
    with pytest.raises(NotReady):
        policy.set_access(work, "public")
    assert captions.public_without() == []


def test_members_are_let_in_without() -> None:
    work, _recording = closed_film()
    ask()
    policy.set_access(work, "researchers")
    assert type(work).objects.get().audience == "researchers"


def draft(recording: Recording) -> None:
    imported(recording, "آزادی", language="fa")


def another_language(recording: Recording) -> None:
    published(recording, "Frihet", language="sv")


def chapters(recording: Recording) -> None:
    published(recording, "آزادی", language="fa", kind=Track.Kind.CHAPTERS)


def for_staff(recording: Recording) -> None:
    track = published(recording, "آزادی", language="fa").track
    of_recordings.set_access(track, "staff")


def taken_back(recording: Recording) -> None:
    publishing.unpublish(published(recording, "آزادی", language="fa").track)


def without_a_word(recording: Recording) -> None:
    Cue.objects.filter(revision=published(recording, "آزادی", language="fa").revision).delete()


def transcript(recording: Recording) -> None:
    published(recording, "آزادی", language="fa", kind=Track.Kind.TRANSCRIPT)


@pytest.mark.parametrize(
    "there", [draft, another_language, chapters, for_staff, taken_back, without_a_word, transcript]
)
def test_what_nobody_reads_beside_the_film_does_not_count(there: Callable[[Recording], None]) -> None:
    work, recording = closed_film()
    Recording.objects.filter(pk=recording.pk).update(kind=Recording.Kind.VIDEO)
    there(recording)
    ask()
    with pytest.raises(NotReady, match="Filmen"):
        open_it(work, recording)


def test_of_a_programme_without_picture_a_transcript_is_as_good() -> None:
    work, recording = closed_film()
    Recording.objects.filter(pk=recording.pk).update(kind=Recording.Kind.AUDIO)
    transcript(recording)
    ask()
    open_it(work, recording)
    assert heard(recording)


def test_a_language_that_nobody_said_is_missing_too() -> None:
    work, recording = closed_film()
    Recording.objects.filter(pk=recording.pk).update(language="")
    published(recording, "آزادی", language="fa")
    ask()
    with pytest.raises(NotReady) as refused:
        open_it(work, recording)
    assert [lack for _title, lack in refused.value.lacks] == [("",)]  # type: ignore[attr-defined]


def test_a_reason_lets_it_out_and_stands_in_its_events(archivist: User) -> None:
    work, recording = closed_film()
    ask()
    captions.exempt(recording, "A silent film", archivist)
    open_it(work, recording)
    told = events.about(recording).get(code="captions.exempted")
    assert (heard(recording), told.agent, told.values) == (True, archivist, {"because": "A silent film"})
    assert captions.public_without() == []
    assert captions.take_back(recording, archivist)
    assert (heard(recording), len(captions.public_without())) == (True, 1)
    assert not captions.take_back(recording, archivist)


@pytest.mark.parametrize(
    ("asked", "lacks"),
    [
        ([{}], ("fa",)),
        ([{"languages": ["sv", "en"]}], ("fa", "sv", "en")),
        ([{"languages": ["fa"]}], ("fa",)),
        ([{"kind": "documentary"}], None),
        ([{}, {"kind": "radio_episode", "spoken": False}], None),
        ([{}, {"kind": "radio_episode", "spoken": False, "languages": ["sv"]}], ("sv",)),
        ([{"kind": "radio_episode"}, {"series": True, "spoken": False}], None),
        ([{}, {"series": True, "languages": ["en"]}], ("fa", "en")),
    ],
)
def test_the_most_particular_is_asked_for(asked: list[dict[str, Any]], lacks: tuple[str, ...] | None) -> None:
    recording = RecordingFactory(language="fa")
    programme = RadioEpisodeFactory(recordings=[recording])
    for each in asked:
        of_series = {"series": programme.series} if "series" in each else {}
        CaptionRequirement.objects.create(**{**each, **of_series})
    found = captions.lack_of(recording)
    assert (found.languages if found else None) == lacks


def test_a_recording_in_two_works_is_asked_for_what_either_asks() -> None:
    recording = RecordingFactory(language="fa")
    RadioEpisodeFactory(recordings=[recording])
    DocumentaryFactory(recordings=[recording])
    ask("sv", kind="documentary", spoken=False)
    ask(kind="radio_episode")
    found = captions.lack_of(recording)
    assert found is not None
    assert set(found.languages) == {"sv", "fa"}


def test_a_draft_asks_for_nothing() -> None:
    recording = RecordingFactory(language="fa")
    programme = RadioEpisodeFactory(recordings=[recording], audience="staff")
    DocumentaryFactory(recordings=[recording], live=False)
    ask(kind="documentary")
    open_it(programme, recording)
    assert heard(recording)


def test_a_file_that_is_sent_for_a_public_work_comes_in_untied_and_says_so() -> None:
    film, original = DocumentaryFactory(), OriginalFactory(recording=RecordingFactory(language="fa"))
    ask()
    said = seal.tie(film.slug, original)
    assert (said.code, str(film.slug) in str(said)) == ("original.not_tied_yet", True)
    assert not film.recordings_links.exists()


def test_a_refusal_leaves_everything_as_it_was() -> None:
    work, recording = closed_film()
    ask()
    before = (of_recordings.fingerprint(Work.objects.get(pk=work.pk)), Restriction.objects.count())
    told = list(events.about(work, recording).values_list("pk", flat=True))
    with pytest.raises(NotReady):
        open_it(work, recording)
    after = (of_recordings.fingerprint(Work.objects.get(pk=work.pk)), Restriction.objects.count())
    assert (after, list(events.about(work, recording).values_list("pk", flat=True))) == (before, told)


def test_the_sentence_names_some_and_counts_the_rest() -> None:
    films = [RecordingFactory(language="fa", title=f"Del {number}") for number in range(1, 6)]
    work = DocumentaryFactory(recordings=films, audience="staff")
    ask()
    with pytest.raises(NotReady) as refused:
        open_it(work, films[0])
    said = str(refused.value)
    assert ("Del 3" in said, "Del 4" in said, "2" in said) == (True, False, True)


def test_what_was_decided_before_is_not_asked_again() -> None:
    work, recording = closed_film()
    ask()
    with unasked():
        open_it(work, recording)
    assert heard(recording)


def test_mending_what_the_gate_goes_by_asks_for_nothing() -> None:
    recording = RecordingFactory(language="fa")
    DocumentaryFactory(recordings=[recording])
    ask()
    Restriction.objects.filter(recording=recording).erase()
    assert not heard(recording)
    assert list(checking.differences(mend=True))
    assert heard(recording)


@pytest.mark.parametrize("leaves", [lambda work: work.recordings_links.get().delete(), lambda work: work.delete()])
def test_what_kept_it_closed_does_not_go_before_captions_are_there(leaves: Callable[[Any], None]) -> None:
    work, recording = closed_film()
    linking.attach(recording, DocumentaryFactory())
    ask()
    with pytest.raises(NotReady), transaction.atomic():
        leaves(Work.objects.get(pk=work.pk))
    assert not heard(recording)


def test_of_a_series_those_open_that_are_ready(archivist: User) -> None:
    series = RadioSeriesFactory(audience="staff")
    recordings = [RecordingFactory(language="fa") for _ in range(3)]
    for recording in recordings:
        RadioEpisodeFactory(series=series, recordings=[recording], audience="staff")
    published(recordings[1], "آزادی", language="fa")
    ask()
    policy.set_access(series, "public")
    job = spreading.start(series, archivist)
    run.run(job.pk)
    job.refresh_from_db()
    assert [heard(recording) for recording in recordings] == [False, True, False]
    assert (job.state, job.reason_code, job.reason_values) == ("done", "series.some_not_ready", {"count": 2})
    assert sorted(RadioEpisode.objects.values_list("audience", flat=True)) == ["public", "staff", "staff"]


def test_nothing_is_asked_of_rules_where_nothing_is_asked_for(django_assert_max_num_queries: Any) -> None:
    work, recording = closed_film()
    with django_assert_max_num_queries(1), opening.asked([recording.pk]):
        pass
    open_it(work, recording)
    assert heard(recording)


def test_layers_are_named_as_the_gate_names_them() -> None:
    assert layers.checked({layer.value: {"audience": "staff"} for layer in opening.PLAYED})
