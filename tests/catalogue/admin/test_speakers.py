"""The pages of the speakers of a recording, and of all that a person says."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from archive.admin.addresses import page_url
from catalogue.admin.access import url
from tests.archive.factories import RecordingFactory
from tests.catalogue.test_speaking import Heard

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def desk(client_of: ClientOf, archivist: User) -> Client:
    return client_of(archivist)


def speakers(heard: Heard) -> str:
    return reverse("catalogue_admin:speakers", args=[heard.recording.pk])


def given(heard: Heard, **first: object) -> dict[str, object]:
    said = {"shown_as": "voice", "name": "", "person": "", "same_as": "", **first}
    fields = {f"{heard.first.pk}-{name}": value for name, value in said.items()}
    return {**fields, f"{heard.second.pk}-shown_as": "voice"}


def test_how_a_file_says_who_speaks_can_be_read(desk: Client) -> None:
    page = desk.get(reverse("catalogue_admin:speakers", args=[RecordingFactory().pk]))
    assert "&lt;v Anna&gt;" in page.content.decode()


def test_who_speaks_is_said_on_a_page_of_the_recording(desk: Client, heard: Heard) -> None:
    assert speakers(heard) in desk.get(page_url(heard.recording)).content.decode()
    page = desk.get(speakers(heard)).content.decode()
    assert ("S1" in page, "2 repliker, 0:01" in page) == (True, True)
    answer = desk.post(speakers(heard), given(heard, shown_as="person", person=heard.person.pk), follow=True)
    assert "1 talare ändrades." in answer.content.decode()
    assert "Shirin: Fred" in heard.text()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"shown_as": "name"}, "Skriv namnet som läsare möter"),
        ({"shown_as": "person"}, "Välj personen vars namn läsare möter."),
        ({"shown_as": "person", "person": "999"}, "Välj ett giltigt alternativ"),
        ({"shown_as": "everything"}, "Välj ett giltigt alternativ"),
    ],
)
def test_what_is_missing_is_said_and_nothing_changes(
    desk: Client, heard: Heard, said: dict[str, object], words: str
) -> None:
    assert words in desk.post(speakers(heard), given(heard, **said)).content.decode(), said
    assert "Röst 1: Fred" in heard.text()


def test_before_a_person_is_withdrawn_it_says_what_is_still_heard_of_her(desk: Client, heard: Heard) -> None:
    desk.post(speakers(heard), given(heard, shown_as="person", person=heard.person.pk))
    said = reverse("catalogue_admin:said", args=[heard.person.pk])
    for address in (url(heard.person), url(heard.person).replace("access", "withdraw")):
        page = desk.get(address).content.decode()
        assert ("Repliker: 2, i inspelningar: 1; i publicerade spår: 2." in page, said in page) == (True, True)
    page = desk.get(said).content.decode()
    assert ("Fred" in page, "Bröd" in page, "Nej" in page) == (True, True, False)


def test_others_find_nothing_there(client_of: ClientOf, heard: Heard, translator: User) -> None:
    for address in (speakers(heard), reverse("catalogue_admin:said", args=[heard.person.pk])):
        assert client_of(translator).get(address).status_code in (302, 404)
