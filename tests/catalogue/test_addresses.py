"""Addresses that tell nothing, and new ones for those that do."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import translation
from wagtail.models import ModelLogEntry, Revision

from archive.models import Event
from catalogue import addresses, slugs
from catalogue.admin.panels import name_panels
from catalogue.exceptions import AddressTaken
from catalogue.models import Documentary, Name, Person, Work
from catalogue.signals import face_raised
from search.index import build
from tests.catalogue.admin.test_admin import FRIHET, at, described, rows
from tests.catalogue.factories import (
    BookFactory,
    DocumentaryFactory,
    OrganisationFactory,
    PersonFactory,
    PlaceFactory,
    RadioEpisodeFactory,
    SubjectFactory,
    mention,
)

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]

CODE = re.compile(r"[a-hjkmnp-z2-9]{6}")
OLD = "leila-kanariefagel"


@pytest.fixture
def heard() -> Any:
    """The works whose face changed."""
    told: set[int] = set()

    def hear(versions: dict[int, int], **kwargs: Any) -> None:
        told.update(versions)

    face_raised.connect(hear)
    yield told
    face_raised.disconnect(hear)


def named(text: str) -> dict[str, Any]:
    return rows("names", {"language": "sv", "text": text, "kind": "preferred", "ORDER": "1"}) | rows("notes")


# --- From the start -------------------------------------------------------------------------------------------


def test_a_persons_address_is_a_code_that_has_nothing_of_her_name(client_of: ClientOf, archivist: User) -> None:
    for _ in range(2):
        client_of(archivist).post(at("person", "add"), named("Leila") | {"slug": ""})
    found = [person.slug for person in Person.objects.all()]
    assert len(set(found)) == 2
    assert all(CODE.fullmatch(slug) for slug in found)


def test_an_archivist_may_choose_another(client_of: ClientOf, archivist: User) -> None:
    client_of(archivist).post(at("person", "add"), named("Leila") | {"slug": "leila"})
    assert Person.objects.get().slug == "leila"


@pytest.mark.parametrize("kind", ["organisation", "place", "subject"])
def test_other_names_keep_addresses_that_can_be_read(client_of: ClientOf, archivist: User, kind: str) -> None:
    for _ in range(2):
        client_of(archivist).post(at(kind, "add"), named("Linna") | {"slug": "", "founded": ""})
    model = {"organisation": OrganisationFactory, "place": PlaceFactory, "subject": SubjectFactory}[kind]._meta.model
    first, second = model.objects.order_by("pk")
    assert (first.slug, bool(re.fullmatch(r"linna-[a-z2-9]{6}", second.slug))) == ("linna", True)


def test_a_code_that_is_taken_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    PersonFactory(slug="aaaaaa")
    drawn = iter("aaaaaa" + "bbbbbb")
    monkeypatch.setattr("secrets.choice", lambda letters: next(drawn))
    assert slugs.neutral(Person) == "bbbbbb"


# --- Given anew -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("factory", [PersonFactory, OrganisationFactory, PlaceFactory, SubjectFactory])
def test_the_old_address_of_a_name_answers_as_if_it_had_never_been(factory: Any, client: Client) -> None:
    thing = factory(slug=OLD)
    tie(thing)
    old, path = thing.get_absolute_url(), thing.get_absolute_url().replace(OLD, "aldrig")
    assert client.get(old).status_code == 200
    addresses.give_new(thing, because="Fara.")
    gone, never = client.get(old), client.get(path)
    assert (gone.status_code, never.status_code) == (404, 404)
    assert gone.content.decode().count(OLD) == never.content.decode().count("aldrig")
    assert CODE.fullmatch(thing.slug)
    assert client.get(thing.get_absolute_url()).status_code == 200


def tie(thing: Any) -> Work:
    work: Work = DocumentaryFactory()
    mention(work, thing)
    return work


def test_the_links_of_other_pages_follow_at_once(client: Client) -> None:
    person = PersonFactory(slug=OLD, names={"sv": "Leila"})
    work = tie(person)
    assert OLD in client.get(work.get_absolute_url()).content.decode()
    addresses.give_new(person)
    page = client.get(work.get_absolute_url()).content.decode()
    assert (OLD in page, person.slug in page) == (False, True)


def test_whoever_shows_it_is_told(heard: set[int]) -> None:
    person = PersonFactory(slug=OLD)
    work = tie(person)
    episode = RadioEpisodeFactory()
    heard.clear()
    addresses.give_new(person)
    assert heard == {work.pk}
    addresses.give_new(episode.series)  # of which the key of an episode is a part
    assert heard == {work.pk, episode.series_id}


def test_search_leads_to_the_new_address_of_a_work(client: Client) -> None:
    work = DocumentaryFactory(slug=OLD, titles={"sv": "Friheten"})
    build.rebuild()
    assert OLD in client.get("/search/", {"q": "friheten"}).content.decode()
    with TestCase.captureOnCommitCallbacks(execute=True):
        addresses.give_new(work)
    page = client.get("/search/", {"q": "friheten"}).content.decode()
    assert (OLD in page, work.get_absolute_url() in page) == (False, True)


def test_nothing_that_is_kept_says_the_old_address(archivist: User) -> None:
    person = PersonFactory(slug=OLD, names={"sv": "Leila"})
    work = DocumentaryFactory(slug=OLD, titles={"sv": "Friheten"})
    work.save_revision(user=archivist)
    work.save_revision(user=archivist).publish()
    for thing in (person, work):
        addresses.give_new(thing, archivist, "Fara.")
    kept = [
        *Revision.objects.values_list("content", "object_str"),
        *Event.objects.values_list("name", "code", "values"),
        *ModelLogEntry.objects.values_list("label", "data"),
    ]
    assert OLD not in json.dumps(kept, default=str)


def test_it_is_written_down_who_did_it_and_why(archivist: User) -> None:
    work = DocumentaryFactory(slug=OLD)
    addresses.give_new(work, archivist, "Namnet står i den.")
    event = Event.objects.get(code=addresses.CODE)
    assert (event.subject_type, event.subject_id, event.agent) == ("work", work.pk, archivist)
    assert event.values == {"because": "Namnet står i den."}
    assert "Namnet står i den." in event.detail


def test_publishing_an_old_revision_does_not_bring_the_old_address_back(client: Client) -> None:
    work = DocumentaryFactory(slug=OLD)
    old = work.save_revision()
    work.save_revision().publish()
    addresses.give_new(work)
    Revision.objects.filter(pk=old.pk).update(content={**old.content, "slug": OLD})
    Revision.objects.get(pk=old.pk).publish()
    assert Documentary.objects.get().slug == work.slug
    assert client.get(f"/works/{OLD}/").status_code == 404


@pytest.mark.parametrize("live", [True, False])
def test_a_form_that_stood_open_meanwhile_does_not_bring_it_back(
    client_of: ClientOf, archivist: User, live: bool
) -> None:
    work = DocumentaryFactory(slug=OLD, live=live)
    if live:
        work.save_revision().publish()
    data = described(titles=[{**FRIHET, "id": work.titles.get().pk}], slug=OLD) | {"titles-INITIAL_FORMS": 1}
    addresses.give_new(Documentary.objects.get())
    client_of(archivist).post(at("documentary", "edit", work.pk), {**data, "action-publish": "1"})
    now = Documentary.objects.get()
    assert (str(now), now.slug == OLD, CODE.fullmatch(now.slug) is None) == ("Frihet", False, False)


def test_a_person_whose_page_is_saved_at_the_same_time_keeps_the_new_one() -> None:
    person = PersonFactory(slug=OLD)
    form_class = name_panels(Person).bind_to_model(Person).get_form_class()
    data = named("Leila") | {"names-INITIAL_FORMS": 1, "names-0-id": Name.objects.get().pk}
    form = form_class(data, instance=Person.objects.get())
    assert form.is_valid()
    addresses.give_new(person)
    form.save()
    assert (str(Person.objects.get()), Person.objects.get().slug) == ("Leila", person.slug)


def test_an_address_that_is_taken_is_refused(client_of: ClientOf, archivist: User) -> None:
    DocumentaryFactory(slug="upptagen")
    work = BookFactory(slug=OLD)
    with pytest.raises(AddressTaken):
        addresses.give_new(work, wanted="upptagen")
    data = {"address": "upptagen", "because": "Fara.", "sure": "on"}
    response = client_of(archivist).post(at("book", "address", work.pk), data)
    assert (list(response.context["form"].errors), Work.objects.get(pk=work.pk).slug) == (["address"], OLD)


# --- By hand --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["documentary", "person"])
def test_an_archivist_gives_a_new_address_with_a_reason_and_knowing_what_it_means(
    client_of: ClientOf, archivist: User, kind: str
) -> None:
    factories: dict[str, Any] = {"documentary": DocumentaryFactory, "person": PersonFactory}
    thing = factories[kind](slug=OLD)
    client, url = client_of(archivist), at(kind, "address", thing.pk)
    assert url in client.get(at(kind, "edit", thing.pk)).content.decode()
    for data in ({}, {"because": "Fara."}, {"sure": "on"}, {"because": " ", "sure": "on"}):
        client.post(url, data)
        thing.refresh_from_db()
        assert thing.slug == OLD
    client.post(url, {"because": "Fara.", "sure": "on", "address": "en-annan"})
    thing.refresh_from_db()
    assert thing.slug == "en-annan"
    assert "Fara." in client.get(at(kind, "history", thing.pk)).content.decode()


def test_others_find_no_such_page(client_of: ClientOf, translator: User, researcher: User) -> None:
    person = PersonFactory(slug=OLD)
    for user, status in ((translator, 404), (researcher, 302), (None, 302)):
        response = client_of(user).post(at("person", "address", person.pk), {"because": "x", "sure": "on"})
        assert response.status_code == status
    assert Person.objects.get().slug == OLD


def test_the_tables_and_choosers_order_people_by_their_names(client_of: ClientOf, archivist: User) -> None:
    for slug, name in (("cccccc", "Azar"), ("aaaaaa", "Mina"), ("bbbbbb", "Leila")):
        PersonFactory(slug=slug, names={"sv": name, "fa": "نام"})
    client = client_of(archivist)
    table = client.get(at("person", "list")).context["object_list"]
    chooser = client.get(reverse("wagtailsnippetchoosers_catalogue_person:choose_results")).context["results"]
    assert [str(each) for each in table] == [str(each) for each in chooser]
    with translation.override("sv"):
        assert [str(each) for each in table] == ["Azar", "Leila", "Mina"]
