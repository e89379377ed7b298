"""A reader asks for what is sealed of a work."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from archive.access import STRANGER
from catalogue import asking, linking, policy
from catalogue.models import AccessRequest, Work
from tests.archive.factories import RecordingFactory
from tests.catalogue.factories import DocumentaryFactory

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]
SEALED: dict[str, object] = {layer: {"audience": "staff"} for layer in ("words", "sound", "picture")}
SAID = {"name": "Sara", "email": "sara@example.org", "purpose": "En bok om radion."}


def said(content: bytes) -> str:
    """A page without what is drawn anew for each."""
    return re.sub(r'(nonce|value)="[^"]*"', "", content.decode())


@pytest.fixture
def work(archivist: User) -> Work:
    made: Work = DocumentaryFactory(audience="public", slug="film")
    linking.attach(RecordingFactory(), made, archivist)
    policy.set_access(made, "public", layers=SEALED)
    return made


def test_a_reader_asks_in_her_language_and_the_archivists_read_it(client: Client, work: Work) -> None:
    page = client.get("/works/film/ask/").content.decode()
    assert "Begär åtkomst" in page
    answer = client.post("/works/film/ask/", SAID)
    assert (answer.status_code, answer["Location"]) == (302, "/works/film/ask/?asked")
    assert "Din begäran är hos arkivarierna" in client.get(answer["Location"]).content.decode()
    request = AccessRequest.objects.get()
    assert (request.work_id, request.user, request.name, request.language) == (work.pk, None, "Sara", "sv")


def test_a_member_need_not_say_who_she_is(client_of: ClientOf, researcher: User, work: Work) -> None:
    researcher.first_name, researcher.email = "Rana", "rana@example.org"
    researcher.save()
    form = client_of(researcher).get("/works/film/ask/").context["form"]
    assert (form["name"].value(), form["email"].value()) == ("Rana", "rana@example.org")
    client_of(researcher).post("/works/film/ask/", SAID)
    assert AccessRequest.objects.get().user == researcher


@pytest.mark.parametrize("field", ["name", "email", "purpose"])
def test_what_is_missing_is_said_at_its_field(client: Client, work: Work, field: str) -> None:
    page = client.post("/works/film/ask/", {**SAID, field: ""})
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assert AccessRequest.objects.count() == 0


def test_a_program_that_fills_in_everything_is_thanked_and_forgotten(client: Client, work: Work) -> None:
    assert client.post("/works/film/ask/", {**SAID, "website": "https://example.org"}).status_code == 302
    assert AccessRequest.objects.count() == 0


def test_too_many_requests_are_refused_in_words(client: Client, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "OPEN_OF_A_WORK", 1)
    client.post("/works/film/ask/", SAID)
    page = client.post("/works/film/ask/", SAID)
    assert (page.status_code, AccessRequest.objects.count()) == (422, 1)
    assert "Så många förfrågningar väntar" in page.content.decode()


@pytest.mark.parametrize("layers", [{}, {"exists": {"audience": "staff"}}], ids=["open", "as if there were none"])
def test_there_is_nothing_to_ask_for_where_nothing_is_known_to_be_sealed(
    client: Client, work: Work, layers: dict[str, object]
) -> None:
    policy.set_access(work, "public", layers=layers)
    assert client.get("/works/film/ask/").status_code == 404
    assert not asking.is_sealed(work, STRANGER)


def test_what_one_may_not_see_cannot_be_asked_for(client: Client, work: Work) -> None:
    policy.set_access(work, "staff", layers=SEALED)
    missing, hidden = client.get("/works/none/ask/"), client.get("/works/film/ask/")
    assert (missing.status_code, hidden.status_code) == (404, 404)
    assert said(missing.content).replace("works/none", "works/film") == said(hidden.content)


def test_whoever_may_see_all_of_it_has_nothing_to_ask_for(client_of: ClientOf, translator: User, work: Work) -> None:
    assert client_of(translator).get("/works/film/ask/").status_code == 404
