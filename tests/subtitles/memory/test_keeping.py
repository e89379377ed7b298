import pytest
from django.contrib.auth.models import User

from subtitles import importing, publishing, workbench
from subtitles.changes import Cue as Standing
from subtitles.memory import keeping
from subtitles.models import Cue, MemoryFile, MemoryPair, Track
from tests.subtitles.factories import imported, public_recording, published, vtt
from tests.subtitles.memory.scene import read, translated
from tests.subtitles.workbench.links.standing import seen, split
from tests.subtitles.workbench.sending import cues, sent, text

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


def moved(cue: Standing, start: int) -> dict[str, object]:
    return sent("times", cue["uuid"], was=[cue["start"], cue["end"]], times=[start, start + 900])


def test_what_was_retimed_is_held_with_what_it_hangs_on() -> None:
    """By their times each would stand beside the other's source."""
    track = translated(("Hon skrev ett brev.", "نوشت."), ("Hon kom.", "آمد."))
    first, second = cues(track)
    workbench.submit(track, 0, [moved(first, second["start"]), moved(second, first["start"])], None)
    workbench.checkpoint(track, 2)
    read()
    assert (held("brev"), held("kom")) == ([("hon skrev ett brev", "نوشت")], [("hon kom", "امد")])


def test_halves_that_stand_apart_are_one_translation_and_not_held_where_one_is_of_other_words() -> None:
    track = translated(("Hon skrev ett brev.", "نامه نوشت."), ("Hon kom.", "آمد."))
    source = Track.objects.get(recording=track.recording, language="sv")
    first, _second = cues(track)
    half = split(first, 4)
    middle = (first["start"] + first["end"]) // 2
    away = sent("times", str(half["into"]), was=[middle, first["end"]], times=[9000, 9900])
    workbench.submit(track, 0, [half, away], None)
    workbench.checkpoint(track, 2)
    read()
    assert (held("brev"), held("kom")) == ([("hon skrev ett brev", "نامه نوشت")], [("hon kom", "امد")])
    workbench.submit(source, 0, [text(cues(source)[0], "Hon skrev två brev.")], None)
    publishing.publish(workbench.checkpoint(source, 1), despite="It is for a test.")
    workbench.submit(track, 2, [{**seen(cues(track)[0], cues(source)[0]), "base": 2}], None)
    workbench.checkpoint(track, 3)
    read()
    assert (held("brev"), held("kom")) == ([], [("hon kom", "امد")])


def test_words_of_a_source_that_nobody_kept_yet_take_nothing_from_what_is_held() -> None:
    track = translated(("Hon skrev ett brev.", "نوشت."))
    source = Track.objects.get(recording=track.recording, language="sv")
    workbench.submit(source, 0, [text(cues(source)[0], "Hon skrev två brev.")], None)
    read()
    assert held("brev") == [("hon skrev ett brev", "نوشت")]


def test_by_their_times_where_nothing_of_the_track_hangs_on_anything() -> None:
    track = translated(("Hon kom.", "آمد."))
    track.links.all().delete()
    read()
    assert held("kom") == [("hon kom", "امد")]


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
