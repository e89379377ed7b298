from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import translation

from archive import guarded
from catalogue.models import (
    Authority,
    Book,
    Documentary,
    Edition,
    Mention,
    Name,
    Organisation,
    Person,
    Place,
    RadioEpisode,
    Subject,
    Tagged,
    Title,
    Work,
)
from catalogue.models.book import isbn_checks_out
from tests.catalogue.factories import (
    NAMES,
    DocumentaryFactory,
    OrganisationFactory,
    PersonFactory,
    PlaceFactory,
    RadioEpisodeFactory,
    SubjectFactory,
)
from tests.protected import FACTORIES

pytestmark = pytest.mark.django_db


def test_a_new_work_is_a_draft_for_staff() -> None:
    work = Documentary.objects.create(slug="x")
    assert (work.audience, work.live, work.kind) == ("staff", False, "documentary")


def test_a_new_person_is_for_staff() -> None:
    assert Person.objects.create(slug="x").audience == "staff"


@pytest.mark.parametrize(
    ("reader", "expected"),
    [
        ("sv", Tagged("Frihet", "sv", "ltr")),
        ("fa", Tagged("آزادی", "prs", "rtl")),
        ("en", Tagged("Frihet", "sv", "ltr")),
        ("ckb", Tagged("Frihet", "sv", "ltr")),
    ],
)
def test_a_title_is_shown_in_the_best_language_for_the_reader(reader: str, expected: Any) -> None:
    work = DocumentaryFactory(titles={"prs": "آزادی", "sv": "Frihet"})
    assert work.title_in(reader) == expected


def test_an_alternative_title_is_not_the_title() -> None:
    work = DocumentaryFactory(titles={"sv": "Frihet"})
    Title.objects.create(work=work, language="en", text="Freedom", kind="alternative")
    assert work.title_in("en") == Tagged("Frihet", "sv", "ltr")


def test_a_work_without_a_title_is_called_by_its_address() -> None:
    assert Documentary.objects.create(slug="no-title").title_in("sv") == Tagged("no-title", "", "ltr")


def test_a_summary_is_none_where_there_is_none() -> None:
    assert DocumentaryFactory().text_in("sv", "summary") is None


def test_a_work_calls_itself_by_its_title_in_the_language_of_the_interface() -> None:
    work = DocumentaryFactory(titles={"sv": "Frihet", "en": "Freedom"})
    with translation.override("en"):
        assert str(work) == "Freedom"


def test_a_name_is_shown_in_the_best_language_for_the_reader() -> None:
    person = PersonFactory(names={"fa": "لیلا", "sv": "Leila"})
    assert person.name_in("fa") == Tagged("لیلا", "fa", "rtl")


def test_a_bare_work_knows_its_own_kind() -> None:
    episode = RadioEpisodeFactory()
    bare = Work.objects.get(pk=episode.pk)
    assert (bare.specific(), type(bare.specific())) == (episode, RadioEpisode)


@pytest.mark.parametrize(("factory", "role"), [(PersonFactory, ""), (OrganisationFactory, ""), (PlaceFactory, "drt")])
def test_people_and_organisations_have_a_role_and_no_place_has(factory: Any, role: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Mention(authority=factory(), role=role).clean()
    assert list(refused.value.message_dict) == ["role"]


def test_a_name_is_read_as_its_own_kind() -> None:
    made = [factory() for factory in NAMES]
    assert [type(name) for name in Authority.objects.order_by("pk")] == [Person, Organisation, Place, Subject]
    assert [type(name)._default_manager.get() for name in made] == made


def test_two_names_of_different_kinds_may_share_an_address() -> None:
    assert PlaceFactory(slug="tensta").pk != SubjectFactory(slug="tensta").pk
    with pytest.raises(IntegrityError):
        PlaceFactory(slug="tensta")


def test_a_taken_address_is_refused_in_a_sentence() -> None:
    PlaceFactory(slug="tensta")
    with translation.override("en"), pytest.raises(ValidationError, match="“tensta” is taken"):
        Place(slug="tensta").clean()


@pytest.mark.parametrize("model", [Person, Place, Subject])
def test_only_organisations_are_founded(model: type[Authority]) -> None:
    with pytest.raises(IntegrityError):
        model.objects.create(slug="x", founded=1974)


@pytest.mark.parametrize("model", [Person, Subject])
def test_people_and_subjects_are_part_of_nothing(model: type[Authority]) -> None:
    with pytest.raises(IntegrityError):
        model.objects.create(slug="x", part_of=PlaceFactory())


def test_a_name_is_part_of_something_of_its_own_kind() -> None:
    with pytest.raises(ValidationError) as refused:
        Place(slug="x", part_of=OrganisationFactory()).clean()
    assert list(refused.value.message_dict) == ["part_of"]


def test_a_variant_is_not_what_it_is_called() -> None:
    place = PlaceFactory(names={"sv": "Teheran"})
    Name.objects.create(authority=place, language="en", text="Tehran, Iran", kind="variant")
    assert str(place.name_in("en")) == "Teheran"


@pytest.mark.parametrize(("model", "audience"), [(Person, "staff"), (Organisation, "public"), (Place, "staff")])
def test_a_new_name_is_for_whom_its_kind_says(model: type[Authority], audience: str) -> None:
    name = model.objects.create(slug="x")
    assert (name.kind, name.audience) == (model.of_kind.code, audience)


@pytest.mark.parametrize("isbn", ["9789113014081", "080442957X", "0306406152"])
def test_a_right_isbn_checks_out(isbn: str) -> None:
    assert isbn_checks_out(isbn)


@pytest.mark.parametrize("isbn", ["9789113014082", "0804429570", "97891130140", "", "97891130140۸۱"])
def test_a_wrong_isbn_does_not(isbn: str) -> None:
    assert not isbn_checks_out(isbn)


def test_an_edition_with_a_wrong_isbn_is_refused() -> None:
    edition = Edition(book=Book.objects.create(slug="b"), isbn="978-91-1301-408-2")
    with translation.override("en"), pytest.raises(ValidationError, match="not a valid ISBN"):
        edition.full_clean()


def test_deleting_a_work_deletes_its_revisions() -> None:
    work = DocumentaryFactory()
    work.save_revision()
    revisions = work.revisions
    work.delete()
    assert list(revisions) == []


def test_every_kind_of_thing_that_has_a_rule_is_tried_by_the_tests_of_rules() -> None:
    tried = {factory._meta.model for factory in FACTORIES}
    assert {table._meta.get_field("withdrawn").model for table in tried} == set(guarded.kinds().values())
    assert tried >= {*Work.kinds.values(), *Authority.kinds.values()}
