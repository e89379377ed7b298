from collections.abc import Iterator

import pytest

from archive.access import Level, Viewer
from archive.models import Recording
from catalogue.models import WorkRecording
from subtitles import importing, publishing, reviewing, vocabulary, workbench
from subtitles.models import Profile, Revision, Track
from subtitles.rules import Severity
from subtitles.workbench import links
from tests.archive.factories import RecordingFactory
from tests.catalogue.factories import DocumentaryFactory, PersonFactory, mention
from tests.subtitles.factories import TrackFactory, public_recording
from tests.subtitles.workbench.links.standing import merge, seen
from tests.subtitles.workbench.sending import cues, sent, text

pytestmark = pytest.mark.django_db

VTT = "WEBVTT\n\n00:01.000 --> 00:03.000\n{}\n\n00:04.000 --> 00:06.000\n{}\n"


def bring(
    recording: Recording, first: str, second: str = "Frihet nu.", language: str = "sv", **about: object
) -> Revision:
    data = VTT.format(first, second).encode()
    return importing.import_track(recording, data, "film.vtt", language, **about).revision  # type: ignore[arg-type]


def codes(revision: Revision, viewer: Viewer = reviewing.ALL) -> list[tuple[str, int]]:
    return [(each.code, each.cue) for each in reviewing.review(revision, viewer).findings]


def test_a_revision_is_checked_by_its_track_s_own_rules_or_by_those_for_every_track() -> None:
    revision = bring(RecordingFactory(), "zq" * 20)
    off = {"spelling": "off"}
    assert codes(revision) == [("reading_speed", 0), ("spelling", 0)]
    ours = Profile.objects.create(name="ours", severities=off, numbers={"sv": {"speed": 40}}, is_default=True)
    assert codes(revision) == []
    revision.track.profile = Profile.objects.create(name="svt", base="svt", severities=off)
    assert sorted(codes(revision)) == [("line_length", 0), ("reading_speed", 0)]
    assert reviewing.profile_of(revision.track) != ours


def test_words_of_the_rules_and_names_of_the_recording_are_known() -> None:
    recording, work = public_recording(), DocumentaryFactory()
    WorkRecording.objects.create(work=work, recording=recording)
    mention(work, PersonFactory(names={"sv": "Sara Nilofarzad"}))
    revision = bring(recording, "Nilofarzad talar.", "Zxywq talar.")
    unknown = [each.values["word"] for each in reviewing.review(revision).findings]
    assert unknown == ["Zxywq"]
    Profile.objects.create(name="ours", words="annat\nZxywq\n", is_default=True)
    assert codes(revision) == []


@pytest.fixture
def asked() -> Iterator[list[Viewer]]:
    """Who was asked for names."""
    viewers: list[Viewer] = []

    def listen(recording: Recording, viewer: Viewer) -> list[str]:
        viewers.append(viewer)
        return []

    names = vocabulary.register(listen)
    yield viewers
    vocabulary._sources.remove(names)


def test_what_one_may_not_see_is_not_read_for_her(asked: list[Viewer]) -> None:
    recording = RecordingFactory(language="fa")
    sealed = TrackFactory(recording=recording, language="fa", audience="nobody's")
    bring(recording, "۱۲ زن", language="fa", track=sealed)
    revision = bring(recording, "Kvinnorna.")
    translator = Viewer(Level.TRANSLATOR)
    assert ("numbers", 0) in codes(revision)
    assert reviewing.review(revision, translator).source is None
    assert ("numbers", 0) not in codes(revision, translator)
    assert asked == [reviewing.ALL, translator, translator]


def test_the_source_is_the_fullest_track_in_the_language_that_is_spoken() -> None:
    recording = RecordingFactory(language="fa")
    bring(recording, "یک", language="fa")
    transcript = bring(recording, "یک", language="fa", kind="transcript").track
    bring(recording, "One.", language="en")
    revision = bring(recording, "En.")
    assert reviewing.review(revision).source == transcript
    assert reviewing.review(transcript.revisions.get()).source is None


def stale(revision: Revision) -> list[tuple[int, object]]:
    return [(each.cue, each.values["was"]) for each in reviewing.review(revision).findings if each.code == "stale"]


def test_a_cue_is_stale_when_its_source_was_reworded_after_it_until_somebody_says_that_it_is_right() -> None:
    recording = RecordingFactory(language="fa")
    source = bring(recording, "<i>یک</i>", "دو", language="fa").track
    revision = bring(recording, "En.", "Två.")
    assert stale(revision) == []
    bring(recording, "یک زن", "دو", language="fa")
    assert stale(revision) == [(0, "یک")]
    # Which words of the source she had before her who wrote it a file does not say.
    revision = bring(recording, "En kvinna.", "Två.")
    assert stale(revision) == [(0, "یک")]
    held = seen(cues(revision.track)[0], cues(source)[0])
    workbench.submit(revision.track, 1, [{**held, "base": 1}], None)
    assert stale(revision) == []


def test_the_page_the_list_and_the_workbench_say_the_same_of_what_is_stale() -> None:
    recording = RecordingFactory(language="fa")
    source = bring(recording, "یک", "دو", language="fa").track
    revision = bring(recording, "En.", "Två.")
    # Written at the workbench and in no version yet; our cue is elsewhere by now.
    one, two = cues(revision.track)
    moved = sent("times", one["uuid"], was=[one["start"], one["end"]], times=[40_000, 41_000])
    workbench.submit(revision.track, 0, [moved], None)
    workbench.submit(source, 0, [text(cues(source)[0], "یک زن")], None)
    kept = workbench.checkpoint(revision.track, 1)
    assert [cue.payload for cue in reviewing.in_time(kept)] == ["Två.", "En."]
    assert (stale(kept), stale(revision)) == ([(1, "یک")], [(0, "یک")])
    (listed,) = Track.objects.with_stale(reviewing.ALL).filter(pk=revision.track_id)
    assert listed.stale_count == 1  # type: ignore[attr-defined]
    assert links.all_of(revision.track, source)[one["uuid"]] == {cues(source)[0]["uuid"]: "یک"}
    assert two["uuid"] in links.all_of(revision.track, source)


def test_a_source_that_came_later_makes_nothing_stale_until_it_is_changed() -> None:
    recording = RecordingFactory(language="fa")
    revision = bring(recording, "En.", "Två.")
    bring(recording, "یک", "دو", language="fa")
    assert stale(revision) == []
    bring(recording, "یک", "سه", language="fa")
    assert stale(revision) == [(1, "دو")]


def test_in_a_version_that_is_older_than_a_merge_the_cue_itself_is_stale() -> None:
    recording = RecordingFactory(language="fa")
    source = bring(recording, "یک", "دو", language="fa").track
    revision = bring(recording, "En.", "Två.")
    workbench.submit(revision.track, 0, [merge(*cues(revision.track))], None)
    workbench.submit(source, 0, [text(cues(source)[1], "سه")], None)
    assert (stale(revision), stale(workbench.checkpoint(revision.track, 1))) == ([(1, "دو")], [(0, "دو")])


def test_a_transcript_is_not_read_against_the_clock() -> None:
    assert codes(bring(RecordingFactory(), "frihet" + " frihet" * 40, kind="transcript")) == []


def test_errors_are_those_of_the_whole_review() -> None:
    revision = bring(RecordingFactory(), "frihet " * 40)
    review = reviewing.review(revision)
    assert reviewing.errors(revision) == review.count(Severity.ERROR) == 2
    assert review.count(Severity.NOTE) + review.count(Severity.WARNING) == len(review.findings) - 2


def test_the_questions_of_a_review_are_as_many_for_many_cues(django_assert_num_queries: object) -> None:
    recording = RecordingFactory(language="fa")
    bring(recording, "یک", "دو", language="fa")
    publishing.publish(bring(recording, "یک زن", "دو", language="fa"))
    revision = Revision.objects.select_related("track__recording").get(pk=bring(recording, "En.", "Två.").pk)
    with django_assert_num_queries(9):  # type: ignore[operator]
        reviewing.review(revision)
