import pytest

from archive.models import Event
from subtitles import lexicon, reviewing
from subtitles.importing import Imported
from subtitles.models import Profile
from tests.subtitles.factories import TrackFactory, imported

pytestmark = pytest.mark.django_db


def unknown(done: Imported) -> list[str]:
    """The words that no dictionary knows."""
    return [str(each.values["word"]) for each in reviewing.review(done.revision).findings if each.code == "spelling"]


def test_a_word_is_right_for_every_track_of_the_same_rules_until_it_is_taken_back() -> None:
    one, other = imported(None, "Zxywq talar."), imported(None, "Zxywqs röst.")
    lexicon.accept(one.track, "Zxywq")
    spelt = [
        [each for each in reviewing.review(done.revision).findings if each.code == "spelling"] for done in (one, other)
    ]
    assert spelt == [[], []]
    lexicon.take_back(other.track, "Zxywq")
    assert unknown(one) == ["Zxywq"]
    said = Event.objects.filter(code__startswith="track.word").order_by("pk")
    assert [(each.code, each.values["word"]) for each in said] == [
        ("track.word_accepted", "Zxywq"), ("track.word_refused", "Zxywq"),
    ]  # fmt: skip


@pytest.mark.parametrize("word", ["خانهٔ‌گلزم", "زحگدژ", "O’Zxywq"])
def test_a_word_of_any_letters_and_joints_is_known_afterwards(word: str) -> None:
    language = "en" if word.isascii() or "’" in word else "fa"
    done = imported(None, f"{word} {word}", language=language)
    before = unknown(done)
    assert before
    for each in before:
        lexicon.accept(done.track, each)
    assert unknown(done) == []


def test_the_words_go_to_the_rules_of_the_track_each_once() -> None:
    track = TrackFactory()
    track.profile = Profile.objects.create(name="ours", words="Anna")
    for word in ("Bo", "Bo", " ", "Anna"):
        lexicon.accept(track, word)
    lexicon.take_back(track, "Cecilia")
    track.profile.refresh_from_db()
    assert track.profile.words == "Anna\nBo"
    assert Profile.objects.count() == 1


def test_of_the_words_those_are_told_that_stand_in_the_cues() -> None:
    done = imported(None, "Om zxywq")
    assert lexicon.accepted_in(done.track, done.cues) == []
    lexicon.accept(done.track, "Zxywq")
    lexicon.accept(done.track, "Annat")
    assert lexicon.accepted_in(done.track, done.cues) == ["Zxywq"]
