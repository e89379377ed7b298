"""Names in the admin: chosen among all kinds at once, mentioned with the role that their kind has, of one kind each."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import translation

from catalogue.models import Authority, Documentary, Organisation, Person, Place, Subject
from tests.catalogue.admin.test_admin import FRIHET, at, described, rows
from tests.catalogue.factories import NAMES, OrganisationFactory, PersonFactory, PlaceFactory, SubjectFactory

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]
CHOOSER = "name_chooser:choose_results"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def found(client: Client, **query: str) -> list[str]:
    return [str(name) for name in client.get(reverse(CHOOSER), query).context["results"]]


@pytest.mark.parametrize("kind", Authority.kinds)
def test_each_kind_has_a_public_address_a_table_a_chooser_and_permissions(archivist: User, kind: str) -> None:
    assert reverse(f"catalogue:{kind}", args=["x"]) == f"/en/{Authority.kinds[kind].of_kind.path}/x/"
    assert at(kind, "list") and reverse(f"wagtailsnippetchoosers_catalogue_{kind}:choose")
    assert archivist.has_perms([f"catalogue.{verb}_{kind}" for verb in ("add", "change", "delete", "view")])


def test_the_chooser_finds_names_of_every_kind_by_any_language(client_of: ClientOf, archivist: User) -> None:
    for factory in NAMES:
        factory(names={"sv": f"Svenska {factory.__name__}", "fa": "آزادی"})
    PersonFactory(names={"sv": "Annan"})
    assert len(found(client_of(archivist), q="آزاد")) == len(NAMES)


def test_the_chooser_shows_one_kind_when_asked(client_of: ClientOf, archivist: User) -> None:
    PersonFactory(names={"sv": "Tensta"})
    PlaceFactory(names={"sv": "Tensta centrum"})
    assert found(client_of(archivist), q="Tensta", kind="place") == ["Tensta centrum"]


def test_the_chooser_is_for_archivists(client_of: ClientOf, translator: User) -> None:
    assert client_of(translator).get(reverse(CHOOSER)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_chooser_costs_the_same_however_long(
    client_of: ClientOf, archivist: User, count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        PersonFactory()
        PlaceFactory()
    client = client_of(archivist)
    client.get(reverse(CHOOSER))
    with django_assert_num_queries(7):
        client.get(reverse(CHOOSER))


def test_a_film_mentions_names_in_the_order_they_were_given(client_of: ClientOf, archivist: User) -> None:
    names = [PlaceFactory(), PersonFactory(), SubjectFactory()]
    sent = [
        {"authority": name.pk, "role": "drt" if isinstance(name, Person) else "", "ORDER": str(number)}
        for number, name in enumerate(names, 1)
    ]
    client_of(archivist).post(at("documentary", "add"), described(titles=[FRIHET]) | rows("mentions", *sent))
    mentioned = [(row.authority, row.role) for row in Documentary.objects.get().mentions.all()]
    assert mentioned == list(zip(names, ["", "drt", ""], strict=True))


@pytest.mark.parametrize(("factory", "role"), [(PersonFactory, ""), (SubjectFactory, "drt")])
def test_a_role_that_the_kind_does_not_have_is_refused(
    client_of: ClientOf, archivist: User, factory: Any, role: str
) -> None:
    row = {"authority": factory().pk, "role": role, "ORDER": "1"}
    response = client_of(archivist).post(at("documentary", "add"), described(titles=[FRIHET]) | rows("mentions", row))
    assert list(response.context["form"].formsets["mentions"].errors[0]) == ["role"]
    assert not Documentary.objects.exists()


def named(**about: Any) -> dict[str, Any]:
    name = {"language": "sv", "text": "Linna", "kind": "preferred", "ORDER": "1"}
    return rows("names", name) | rows("notes") | {"slug": "", **about}


def test_an_address_that_another_of_its_kind_has_is_refused_beside_it(client_of: ClientOf, archivist: User) -> None:
    SubjectFactory(slug="linna")
    client = client_of(archivist)
    assert client.post(at("place", "add"), named(slug="linna", part_of="")).status_code == 302
    refused = client.post(at("place", "add"), named(slug="linna", part_of=""))
    assert list(refused.context["form"].errors) == ["slug"]


def test_a_place_is_part_of_a_place_only(client_of: ClientOf, archivist: User) -> None:
    client, country = client_of(archivist), PlaceFactory()
    refused = client.post(at("place", "add"), named(part_of=OrganisationFactory().pk))
    assert list(refused.context["form"].errors) == ["part_of"]
    client.post(at("place", "add"), named(slug="linna", part_of=country.pk))
    assert Place.objects.get(slug="linna").part_of == country


@pytest.mark.parametrize(
    ("model", "fields"),
    [(Person, set()), (Organisation, {"part_of", "founded"}), (Place, {"part_of"}), (Subject, set())],
)
def test_a_form_asks_only_for_what_its_kind_has(
    client_of: ClientOf, archivist: User, model: type[Authority], fields: set[str]
) -> None:
    form = client_of(archivist).get(at(model.of_kind.code, "add")).context["form"]
    assert set(form.fields) & {"part_of", "founded"} == fields
