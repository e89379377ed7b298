"""Which persons the speakers of a recording are, and what readers meet of them."""

import pytest
from django.test import Client

from archive import policy as rules
from archive.access import STRANGER, Level, Viewer
from archive.models import Event, Recording
from catalogue import speaking
from catalogue.models import Authority, Work
from catalogue.speaking import Decision
from subtitles import exporting
from subtitles.models import Speaker, Track
from subtitles.reviewing import review
from subtitles.speaking import guarded, voices_of
from tests.catalogue.factories import DocumentaryFactory, PersonFactory, mention
from tests.subtitles.factories import imported, public_recording, published

pytestmark = pytest.mark.django_db
ARCHIVIST = Viewer(Level.ARCHIVIST)


class Heard:
    """A public film in which a person speaks whom it mentions, and a voice beside her."""

    def __init__(self) -> None:
        self.recording: Recording = public_recording()
        self.work: Work = DocumentaryFactory(audience="public", recordings=[self.recording], titles={"sv": "Film"})
        self.person: Authority = PersonFactory(audience="public", names={"sv": "Shirin", "fa": "شیرین"})
        mention(self.work, self.person, "prf")
        self.track: Track = published(self.recording, "<v S1>Fred</v>", "<v S2>Nej", "<v S1>Bröd").track
        self.first, self.second = self.recording.speakers.all()

    def decide(self, **decisions: Decision) -> int:
        keys = {"first": self.first.pk, "second": self.second.pk}
        return speaking.decide(self.recording, {keys[name]: said for name, said in decisions.items()})

    def text(self) -> str:
        return exporting.public_webvtt(self.track, STRANGER)


@pytest.fixture
def heard() -> Heard:
    return Heard()


def test_a_person_is_named_where_her_rule_shows_her(heard: Heard, client: Client) -> None:
    page = heard.work.get_absolute_url()
    assert "Röst 1: Fred" in client.get(page).content.decode()
    assert heard.decide(first=Decision("person", person=heard.person.pk)) == 1
    assert "Shirin: Fred" in heard.text()
    assert "Shirin: Fred" in client.get(page).content.decode(), "the kept page is made anew"
    rules.withdraw(heard.person)
    assert ("Shirin" in heard.text(), "Röst 1: Fred" in heard.text()) == (False, True)
    assert "Shirin" not in client.get(page).content.decode()


def test_a_person_who_is_known_elsewhere_is_not_named_where_no_page_names_her(heard: Heard, client: Client) -> None:
    heard.decide(first=Decision("person", person=heard.person.pk))
    elsewhere = DocumentaryFactory(audience="public", titles={"sv": "En annan"})
    mention(elsewhere, heard.person, "prf")
    page = heard.work.get_absolute_url()
    assert "Shirin: Fred" in client.get(page).content.decode()
    heard.work.mentions.all().delete()
    assert client.get(heard.person.get_absolute_url()).status_code == 200
    assert ("Shirin" in heard.text(), "Röst 1: Fred" in heard.text()) == (False, True)
    assert "Shirin" not in client.get(page).content.decode(), "the kept page is made anew"


def test_a_pseudonym_stands_for_a_person_whoever_may_know_her(heard: Heard) -> None:
    heard.decide(first=Decision("name", name="Mina", person=heard.person.pk))
    assert ("Mina: Fred" in heard.text(), "Shirin" in heard.text()) == (True, False)
    assert [said.cue.text for said in speaking.said_by(heard.person, ARCHIVIST)] == ["Fred", "Bröd"]


def hidden(heard: Heard, viewer: Viewer = ARCHIVIST) -> list[tuple[str, bool, list[str]]]:
    return [(each.shown, each.is_guarded, sorted(each.names)) for each in voices_of(heard.track, viewer)]


def test_a_person_of_whom_strangers_may_not_know_is_guarded(heard: Heard) -> None:
    heard.decide(first=Decision("person", person=heard.person.pk), second=Decision("voice", same_as=heard.first.pk))
    assert hidden(heard) == [("Shirin", False, []), ("Shirin", False, [])]
    rules.withdraw(heard.person)
    assert hidden(heard) == [("Röst 1", True, ["Shirin", "شیرین"])] * 2
    assert guarded(heard.track, ARCHIVIST) == {"Shirin": "Röst 1", "شیرین": "Röst 1"}
    # Whoever may not know her is told no name.
    assert hidden(heard, Viewer(Level.TRANSLATOR))[0] == ("Röst 1", True, [])


def test_a_person_whom_readers_meet_under_another_name_is_guarded_though_they_may_know_her(heard: Heard) -> None:
    heard.decide(first=Decision("name", "Sara", person=heard.person.pk))
    assert guarded(heard.track, ARCHIVIST) == {"Shirin": "Sara", "شیرین": "Sara"}
    heard.decide(first=Decision("voice", person=heard.person.pk))
    assert guarded(heard.track, ARCHIVIST) == {}


def test_a_guarded_name_in_a_text_is_found_with_what_readers_meet(heard: Heard) -> None:
    heard.decide(first=Decision("name", "Sara", person=heard.person.pk))
    revision = imported(heard.recording, "<v S1>Jag är Shirin.</v>", "Shirins bröd", language="sv").revision
    found = [each for each in review(revision).findings if each.code == "guarded_name"]
    assert [(each.cue, each.start, each.values) for each in found] == [
        (0, 7, {"name": "Shirin", "instead": "Sara"}),
        (1, 0, {"name": "Shirin", "instead": "Sara"}),
    ]


def test_all_that_she_says_is_found_whatever_label_it_has(heard: Heard) -> None:
    heard.decide(
        first=Decision("person", person=heard.person.pk), second=Decision("voice", same_as=heard.first.pk)
    )  # fmt: skip
    rules.withdraw(heard.person)
    found = list(speaking.said_by(heard.person, ARCHIVIST))
    assert [(said.cue.text, said.is_published) for said in found] == [("Fred", True), ("Nej", True), ("Bröd", True)]
    assert list(speaking.said_by(PersonFactory(), ARCHIVIST)) == []


def test_what_waits_in_a_newer_revision_is_found_too(heard: Heard) -> None:
    heard.decide(first=Decision("person", person=heard.person.pk))
    imported(heard.recording, "<v S1>Fred</v>", "<v S2>Nej", "<v S1>Bröd", "<v S1>Nytt")
    found = [(said.cue.text, said.is_published) for said in speaking.said_by(heard.person, ARCHIVIST)]
    assert found == [("Fred", True), ("Bröd", True), ("Nytt", False)]


def test_what_differs_is_written_once_and_told(heard: Heard) -> None:
    said = Decision("name", name="Mina")
    assert [heard.decide(first=said), heard.decide(first=said)] == [1, 0]
    events = Event.objects.filter(code="speaker.shown_as_name")
    assert [event.values["label"] for event in events] == ["S1"]


def test_nobody_is_the_same_as_herself_or_in_a_circle(heard: Heard) -> None:
    heard.decide(first=Decision("voice", same_as=heard.first.pk))
    heard.decide(first=Decision("voice", same_as=heard.second.pk), second=Decision("voice", same_as=heard.first.pk))
    assert set(Speaker.objects.values_list("same_as", flat=True)) == {None}
    other = published(None, "<v X>Fred").track.recording.speakers.get()
    heard.decide(first=Decision("voice", same_as=other.pk))
    assert set(Speaker.objects.values_list("same_as", flat=True)) == {None}


def test_persons_to_choose_from_are_those_of_its_works(heard: Heard) -> None:
    PersonFactory(audience="public")
    assert list(speaking.to_choose_from(heard.recording, ARCHIVIST)) == [heard.person]
