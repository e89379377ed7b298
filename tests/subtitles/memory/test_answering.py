import pytest
from django.contrib.auth.models import User

from archive import access, policy
from archive.access import STRANGER
from subtitles import flow, publishing, workbench
from subtitles.memory import answering, keeping
from subtitles.models import Cue, MemoryFile, MemoryPair, Speaker, Track
from tests.subtitles.factories import TrackFactory, imported
from tests.subtitles.memory.scene import read, translated
from tests.subtitles.workbench.sending import cues, sent

pytestmark = pytest.mark.django_db
SAID, BECAME = "Vi var fyrtio kvinnor i rummet.", "چهل زن در آن اتاق بودیم."


@pytest.fixture
def track() -> Track:
    """What is being translated."""
    made: Track = TrackFactory(recording__language="sv", language="fa")
    return made


def found(track: Track, text: str, user: User) -> list[tuple[int, str]]:
    return [(each.score, each.told.target) for each in answering.suggest(track, text, access.viewer_of(user))]


def test_the_most_like_comes_first_with_its_differing_words_marked(track: Track, translator: User) -> None:
    translated((SAID, BECAME), ("Vi var tre kvinnor i huset.", "سه زن"), ("Något helt annat.", "دیگر"))
    read()
    first, second = answering.suggest(track, "Vi var tretton kvinnor i rummet!", access.viewer_of(translator))
    assert (first.score, second.score) == (83, 67)
    assert first.source == [("Vi var ", False), ("fyrtio", True), (" kvinnor i rummet.", False)]
    assert (first.told.target, first.told.where, first.told.at_ms) == (BECAME, "Köket i Teheran", 1000)
    assert first.told.languages == ("sv", "fa")


def test_the_same_text_is_100_and_the_same_words_99(track: Track, translator: User) -> None:
    translated((SAID, BECAME))
    read()
    assert found(track, SAID, translator) == [(100, BECAME)]
    assert found(track, SAID.upper(), translator) == [(99, BECAME)]
    assert found(track, "Vi", translator) == []
    assert found(track, "", translator) == []


def test_there_are_five_at_most_and_none_twice(track: Track, translator: User) -> None:
    for number in range(7):
        translated((SAID, f"{BECAME} {number % 6}"))
    read()
    assert len(found(track, SAID, translator)) == 5
    assert len({target for _, target in found(track, SAID, translator)}) == 5


def test_a_cue_is_not_suggested_to_itself(translator: User) -> None:
    own = translated((SAID, BECAME))
    read()
    (cue,) = cues(own)
    viewer = access.viewer_of(translator)
    assert answering.suggest(own, SAID, viewer, Cue.objects.get(uuid=cue["uuid"]).uuid) == []
    assert len(answering.suggest(own, SAID, viewer)) == 1


def test_who_translated_it_is_told(track: Track, translator: User) -> None:
    own = translated((SAID, "x"), confirmed=False)
    (cue,) = cues(own)
    changes = [sent("text", cue["uuid"], was="x", text=BECAME), sent("confirm", cue["uuid"], confirmed=True)]
    workbench.submit(own, 0, changes, translator)
    workbench.checkpoint(own, 2, translator)
    read()
    (one,) = answering.suggest(track, SAID, access.viewer_of(translator))
    assert (one.told.target, one.told.by) == (BECAME, "translator")


def test_nothing_of_a_withdrawn_recording_is_suggested_at_once(track: Track, translator: User, archivist: User) -> None:
    hidden = translated((SAID, BECAME))
    read()
    assert found(track, SAID, translator) == [(100, BECAME)]
    policy.withdraw(hidden.recording)
    assert found(track, SAID, translator) == []
    assert answering.places(track, "kvinnor", access.viewer_of(translator)) == []
    assert found(track, SAID, archivist) == [(100, BECAME)]


def test_who_may_see_no_draft_is_suggested_none(track: Track, researcher: User) -> None:
    translated((SAID, BECAME))
    MemoryPair.objects.create(
        file=MemoryFile.objects.create(name="x.tmx"),
        source_language="sv", source=SAID, target_language="fa", target="از پرونده",
    )  # fmt: skip
    read()
    assert found(track, SAID, researcher) == []
    assert answering.suggest(track, SAID, STRANGER) == []


def test_whoever_is_lent_one_recording_is_told_of_no_draft_of_another(track: Track, invited: User) -> None:
    own = translated((SAID, BECAME))
    publishing.publish(own.revisions.get(), despite="Det är kort.")
    other = translated((SAID, "پیش‌نویس"))
    read()
    viewer = access.viewer_of(invited)
    assert [each.told.target for each in answering.suggest(track, SAID, viewer)] == [BECAME]
    assert [each.told.target for each in answering.places(track, "kvinnor", viewer)] == [BECAME]
    imported(own.recording, f"{BECAME} ", language="fa")
    Cue.objects.filter(revision__track=own).update(confirmed=True)
    read()
    assert answering.suggest(track, SAID, viewer) == []
    flow.assign(other, invited, by=None)
    lent = access.viewer_of(invited)
    assert [each.told.target for each in answering.suggest(track, SAID, lent)] == ["پیش‌نویس"]


def test_what_is_not_so_any_more_is_not_suggested_though_the_memory_has_not_followed(
    track: Track, translator: User
) -> None:
    own = translated((SAID, BECAME))
    read()
    imported(own.recording, "چیز دیگری", language="fa")
    assert found(track, SAID, translator) == []


def test_a_text_that_names_a_speaker_under_another_name_is_not_suggested(track: Track, translator: User) -> None:
    own = translated(("Jag heter Parvaneh.", "من پروانه هستم."), ("Jag heter Sara.", "من سارا هستم."))
    speaker = Speaker.objects.create(recording=own.recording, label="Parvaneh", number=1, shown_as="name", name="Sara")
    read()
    assert found(track, "Jag heter Parvaneh.", translator) == [(67, "من سارا هستم.")]
    speaker.name = "Parvaneh"
    speaker.save()
    assert found(track, "Jag heter Parvaneh.", translator)[0] == (100, "من پروانه هستم.")


def test_what_a_file_brought_says_from_which_it_came(track: Track, translator: User) -> None:
    file = MemoryFile.objects.create(name="gammalt.tmx")
    about = {"source_language": "sv", "target_language": "fa", "by": "shirin"}
    MemoryPair.objects.create(file=file, source=SAID, target=BECAME, **about)
    read()
    (one,) = answering.suggest(track, SAID, access.viewer_of(translator))
    assert (one.told.where, one.told.by, one.told.track, one.told.at_ms) == ("gammalt.tmx", "shirin", None, None)


def test_words_are_sought_in_both_languages(track: Track, translator: User) -> None:
    translated((SAID, BECAME), ("Hon kom.", "آمد."))
    read()
    viewer = access.viewer_of(translator)
    (one,) = answering.places(track, "kvinnor fyrtio", viewer)
    assert one.source == [("Vi var ", False), ("fyrtio", True), (" ", False), ("kvinnor", True), (" i rummet.", False)]
    (one,) = answering.places(track, "امد", viewer)  # without its sign
    assert (one.target, one.source) == ([("آمد", True), (".", False)], [("Hon kom.", False)])
    assert answering.places(track, "…", viewer) == []


def test_where_nothing_was_read_yet_nothing_is_suggested(track: Track, translator: User) -> None:
    assert found(track, SAID, translator) == []
    assert answering.places(track, "kvinnor", access.viewer_of(translator)) == []
    assert not keeping.store().path.exists()
