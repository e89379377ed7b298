import pytest
from django.contrib.auth.models import User

from subtitles import importing, publishing, workbench
from subtitles.memory import keeping
from subtitles.models import Cue, MemoryFile, MemoryPair, Track
from tests.subtitles.factories import imported, public_recording, published, vtt
from tests.subtitles.memory.scene import read, translated
from tests.subtitles.workbench.sending import cues, sent

pytestmark = pytest.mark.django_db
SV_FA = ("sv", "fa")


def held(sought: str) -> list[tuple[str, str]]:
    """Said and became of the pairs in whose source this word stands."""
    found = keeping.store().containing([(SV_FA, "said", [sought])], 100)
    return [(" ".join(each.said), " ".join(each.became)) for each in found]


def test_confirmed_cues_are_held_with_what_they_translate() -> None:
    translated(("Hon skrev ett brev.", "او نامه‌ای نوشت."))
    read()
    assert held("brev") == [("hon skrev ett brev", "او نامهای نوشت")]


def test_what_nobody_confirmed_is_not_held() -> None:
    translated(("Hon skrev ett brev.", "او نامه‌ای نوشت."), confirmed=False)
    read()
    assert held("brev") == []


def test_what_was_confirmed_at_the_workbench_is_held_once_it_is_kept(translator: User) -> None:
    track = translated(("Hon skrev ett brev.", "نوشت."), confirmed=False)
    (cue,) = cues(track)
    workbench.submit(track, 0, [sent("confirm", cue["uuid"], confirmed=True)], translator)
    read()
    assert held("brev") == []
    workbench.checkpoint(track, 1, translator)
    read()
    assert held("brev") == [("hon skrev ett brev", "نوشت")]


def test_a_cue_that_says_two_and_two_that_say_one_are_one_translation() -> None:
    recording = public_recording(language="sv")
    published(recording, "Hon skrev ett brev som aldrig kom fram.")
    both = b"WEBVTT\n\n00:01.000 --> 00:01.400\n\xd8\xa8\n\n00:01.500 --> 00:01.900\n\xd8\xaa\n"
    track = importing.import_track(recording, both, "film.vtt", "fa").track
    Cue.objects.filter(revision__track=track).update(confirmed=True)
    read()
    assert held("brev") == [("hon skrev ett brev som aldrig kom fram", "ب ت")]


def test_a_translation_of_which_half_is_confirmed_is_not_held() -> None:
    recording = public_recording(language="sv")
    published(recording, "Hon skrev ett brev som aldrig kom fram.")
    both = b"WEBVTT\n\n00:01.000 --> 00:01.400\n\xd8\xa8\n\n00:01.500 --> 00:01.900\n\xd8\xaa\n"
    track = importing.import_track(recording, both, "film.vtt", "fa").track
    Cue.objects.filter(revision__track=track, position=0).update(confirmed=True)
    read()
    assert held("brev") == []


def test_a_translation_whose_source_was_reworded_since_is_not_held() -> None:
    track = translated(("Hon skrev ett brev.", "نوشت."), ("Hon kom.", "آمد."))
    source = Track.objects.get(recording=track.recording, language="sv")
    again = importing.import_track(track.recording, vtt("Hon skrev ett brev igen.", "Hon kom."), "film.vtt", "sv")
    publishing.publish(again.revision, despite="It is for a test.")
    assert source == again.track
    read()
    assert (held("brev"), held("kom")) == ([], [("hon kom", "امد")])


def test_only_what_changed_is_read_again() -> None:
    first = translated(("Hon kom.", "آمد."))
    translated(("Hon skrev.", "نوشت."))
    assert keeping.follow() == 2
    assert keeping.follow() == 0
    imported(first.recording, "رفت.", language="fa")
    assert keeping.follow() == 1
    assert (held("kom"), held("skrev")) == ([("hon kom", "رفت")], [("hon skrev", "نوشت")])
    assert keeping.follow(anew=True) == 2


def test_what_is_gone_is_forgotten() -> None:
    file = MemoryFile.objects.create(name="gammalt.tmx")
    MemoryPair.objects.create(file=file, source_language="sv", source="Hon kom.", target_language="fa", target="آمد.")
    read()
    assert held("kom") == [("hon kom", "امد")]
    file.delete()
    read()
    assert (held("kom"), keeping.store().held()) == ([], {})


def test_a_file_that_was_lost_or_damaged_is_made_again() -> None:
    translated(("Hon kom.", "آمد."))
    read()
    keeping.store().path.write_bytes(b"no database")
    read()
    assert held("kom") == [("hon kom", "امد")]
    keeping.store().path.unlink()
    keeping.tidy()
    read()
    assert held("kom") == [("hon kom", "امد")]
