"""The catalogue in the admin, as archivist and translator."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Page

from archive.access import Viewer
from archive.models import Recording
from catalogue import policy
from catalogue.models import Book, Documentary, HomePage, Person, RadioEpisode, Work
from tests.archive.factories import DocumentFactory, RecordingFactory
from tests.catalogue.factories import (
    BookFactory,
    DocumentaryFactory,
    PersonFactory,
    RadioEpisodeFactory,
    RadioSeriesFactory,
    mention,
)

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]

KINDS = ["documentary", "radioseries", "radioepisode", "book", "person", "organisation", "place", "subject"]


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    with translation.override("sv"):
        yield


def at(kind: str, name: str, *args: Any) -> str:
    return reverse(f"wagtailsnippets_catalogue_{kind}:{name}", args=args)


def rows(relation: str, *values: dict[str, Any]) -> dict[str, Any]:
    """A formset's fields as the browser sends them."""
    management = {f"{relation}-TOTAL_FORMS": len(values), f"{relation}-INITIAL_FORMS": 0}
    fields = {f"{relation}-{number}-{name}": value for number, row in enumerate(values) for name, value in row.items()}
    return {**management, **fields}


def described(**about: Any) -> dict[str, Any]:
    """What an archivist sends for a new documentary."""
    relations = ("texts", "recordings_links", "documents_links", "mentions")
    return {
        **rows("titles", *about.pop("titles")),
        **{name: value for relation in (*relations, "broadcasts", "awards") for name, value in rows(relation).items()},
        "slug": "",
        **about,
    }


FRIHET = {"language": "sv", "text": "Frihet", "kind": "main", "ORDER": "1"}
AZADI = {"language": "fa", "text": "آزادی", "kind": "main", "ORDER": "2"}


@pytest.mark.parametrize("kind", KINDS)
def test_an_archivist_opens_every_table_and_form(client_of: ClientOf, archivist: User, kind: str) -> None:
    client = client_of(archivist)
    assert [client.get(at(kind, name)).status_code for name in ("list", "add")] == [200, 200]


@pytest.mark.parametrize("kind", KINDS)
def test_a_translator_sees_the_tables_and_may_change_nothing(client_of: ClientOf, translator: User, kind: str) -> None:
    client = client_of(translator)
    assert (client.get(at(kind, "list")).status_code, client.get(at(kind, "add")).status_code) == (200, 404)


@pytest.mark.parametrize("kind", KINDS)
def test_a_researcher_is_not_let_in(client_of: ClientOf, researcher: User, kind: str) -> None:
    assert client_of(researcher).get(at(kind, "list")).status_code == 302


def test_a_table_does_not_name_what_the_translator_may_not_see(client_of: ClientOf, translator: User) -> None:
    DocumentaryFactory(titles={"sv": "Synlig film"})
    DocumentaryFactory(titles={"sv": "Indragen film"}, withdrawn=True)
    page = client_of(translator).get(at("documentary", "list")).content.decode()
    assert ("Synlig film" in page, "Indragen film" in page) == (True, False)


def test_the_report_of_all_that_was_done_does_not_name_it_either(
    client_of: ClientOf, archivist: User, translator: User
) -> None:
    work = DocumentaryFactory(titles={"sv": "Indragen film"})
    policy.withdraw(work, archivist)
    page = client_of(translator).get(reverse("wagtailadmin_reports:site_history"), follow=True).content.decode()
    assert "Indragen film" not in page


def test_a_table_is_searched_by_a_title_in_any_language(client_of: ClientOf, archivist: User) -> None:
    DocumentaryFactory(titles={"sv": "Frihet", "fa": "آزادی"})
    DocumentaryFactory(titles={"sv": "Ansvar"})
    found = client_of(archivist).get(at("documentary", "list"), {"q": "آزاد"}).context["object_list"]
    assert [str(work) for work in found] == ["Frihet"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"year": "2004"}, ["a"]),
        ({"audience": "staff"}, ["b"]),
        ({"heard": "true"}, ["a"]),
        ({"heard": "false"}, ["b"]),
    ],
)
def test_a_table_is_filtered(client_of: ClientOf, archivist: User, query: Any, expected: Any) -> None:
    DocumentaryFactory(slug="a", year=2004, recordings=[RecordingFactory(), RecordingFactory()])
    DocumentaryFactory(slug="b", audience="staff")
    found = client_of(archivist).get(at("documentary", "list"), query).context["object_list"]
    assert [work.slug for work in found] == expected


@pytest.mark.parametrize("count", [1, 3])
def test_a_table_costs_the_same_however_long(
    client_of: ClientOf, archivist: User, count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        DocumentaryFactory()
    client = client_of(archivist)
    client.get(at("documentary", "list"))
    with django_assert_num_queries(11):
        client.get(at("documentary", "list"))


@pytest.mark.parametrize("count", [1, 3])
def test_a_chooser_costs_the_same_however_long(
    client_of: ClientOf, archivist: User, count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        RadioSeriesFactory()
    client = client_of(archivist)
    url = reverse("wagtailsnippetchoosers_catalogue_radioseries:choose_results")
    client.get(url)
    with django_assert_num_queries(7):
        client.get(url)


def test_a_new_film_gets_its_address_from_its_swedish_title(client_of: ClientOf, archivist: User) -> None:
    response = client_of(archivist).post(at("documentary", "add"), described(titles=[AZADI, FRIHET]))
    work = Documentary.objects.get()
    assert (response.status_code, work.slug, work.live, work.audience) == (302, "frihet", False, "staff")
    assert [(title.language, title.text) for title in work.titles.all()] == [("sv", "Frihet"), ("fa", "آزادی")]


def test_a_film_with_a_persian_title_only_gets_its_address_from_its_kind(client_of: ClientOf, archivist: User) -> None:
    client_of(archivist).post(at("documentary", "add"), described(titles=[AZADI]))
    assert Documentary.objects.get().slug == "documentary"


def test_a_taken_address_gets_a_code_that_counts_nothing(client_of: ClientOf, archivist: User) -> None:
    BookFactory(slug="frihet")
    for _ in range(2):
        client_of(archivist).post(at("documentary", "add"), described(titles=[FRIHET]))
    found = [work.slug for work in Documentary.objects.all()]
    assert len(set(found)) == 2
    assert all(re.fullmatch(r"frihet-[a-z2-9]{6}", slug) for slug in found)


def test_a_film_is_published_at_once_when_asked(client_of: ClientOf, archivist: User) -> None:
    client_of(archivist).post(
        at("documentary", "add"), described(titles=[FRIHET], **{"action-publish": "action-publish"})
    )
    work = Documentary.objects.get()
    assert (work.live, work.audience, str(work)) == (True, "staff", "Frihet")


def test_a_rule_cannot_be_smuggled_in_through_the_form(client_of: ClientOf, archivist: User) -> None:
    client_of(archivist).post(
        at("documentary", "add"), described(titles=[FRIHET], audience="public", **{"action-publish": "1"})
    )
    assert Documentary.objects.get().audience == "staff"


def test_the_address_of_a_published_work_stays(client_of: ClientOf, archivist: User) -> None:
    work = DocumentaryFactory(slug="frihet")
    work.save_revision().publish()
    title = work.titles.get()
    data = described(titles=[{**FRIHET, "id": title.pk, "text": "Ny titel"}], slug="annat")
    data["titles-INITIAL_FORMS"] = 1
    client_of(archivist).post(at("documentary", "edit", work.pk), {**data, "action-publish": "1"})
    work = Documentary.objects.get()
    assert (work.slug, str(work)) == ("frihet", "Ny titel")


def test_a_draft_is_previewed_with_the_public_page(client_of: ClientOf, archivist: User) -> None:
    recording = RecordingFactory()
    work = DocumentaryFactory(titles={"sv": "Gammal titel"}, live=False)
    client = client_of(archivist)
    link = {"recording": recording.pk, "part": 1, "language": "sv", "label": ""}
    data = described(titles=[{**FRIHET, "id": work.titles.get().pk}]) | rows("recordings_links", link)
    data["titles-INITIAL_FORMS"] = 1
    sent = client.post(at("documentary", "preview_on_edit", work.pk), data).json()
    page = client.get(at("documentary", "preview_on_edit", work.pk)).content.decode()
    assert (sent["is_valid"], '<h1 lang="sv" dir="ltr">Frihet</h1>' in page) == (True, True)
    assert str(Documentary.objects.get()) == "Gammal titel"


def test_history_shows_who_set_access(client_of: ClientOf, archivist: User) -> None:
    work = DocumentaryFactory()
    policy.set_access(work, "staff", by=archivist, because="Because she asked.")
    assert "Because she asked." in client_of(archivist).get(at("documentary", "history", work.pk)).content.decode()


@pytest.mark.parametrize(("kind", "factory"), [("documentary", DocumentaryFactory), ("person", PersonFactory)])
def test_the_form_shows_the_rule_and_the_way_to_change_it(
    client_of: ClientOf, archivist: User, kind: str, factory: Any
) -> None:
    thing = factory(withdrawn=True)
    page = client_of(archivist).get(at(kind, "edit", thing.pk)).content.decode()
    assert (at(kind, "access", thing.pk) in page, f"<strong>{gettext('withdrawn')}</strong>" in page) == (True, True)


def test_a_text_knows_its_language_and_direction(client_of: ClientOf, archivist: User) -> None:
    page = client_of(archivist).get(at("documentary", "add")).content.decode()
    assert 'lang="fa" dir="rtl"' in page and "js/admin-lang.js" in page


def test_an_archivist_writes_the_editorial_pages(client_of: ClientOf, archivist: User) -> None:
    root = Page.get_first_root_node()
    url = reverse("wagtailadmin_pages:add", args=["catalogue", "homepage", root.pk])
    assert client_of(archivist).get(url).status_code == 200


def test_the_chooser_finds_recordings_by_their_working_title(client_of: ClientOf, archivist: User) -> None:
    RecordingFactory(title="Band 12, sida A")
    RecordingFactory(title="Annat")
    response = client_of(archivist).get(reverse("recording_chooser:choose_results"), {"q": "sida"})
    assert [str(each) for each in response.context["results"]] == ["Band 12, sida A"]


@pytest.mark.parametrize("view", ["choose_results", "choose", "chosen_multiple"])
def test_a_chooser_does_not_name_what_the_translator_may_not_see(
    client_of: ClientOf, translator: User, view: str
) -> None:
    person = PersonFactory(names={"sv": "Hemliga Hansson"}, withdrawn=True)
    url = reverse(f"wagtailsnippetchoosers_catalogue_person:{view}")
    assert "Hemliga" not in client_of(translator).get(url, {"id": person.pk}).content.decode()


def test_what_may_not_be_seen_cannot_be_chosen(client_of: ClientOf, translator: User) -> None:
    person = PersonFactory(withdrawn=True)
    url = reverse("wagtailsnippetchoosers_catalogue_person:chosen", args=[person.pk])
    assert client_of(translator).get(url).status_code == 404


def test_the_page_of_a_recording_lists_its_works(client_of: ClientOf, archivist: User) -> None:
    recording = RecordingFactory()
    DocumentaryFactory(titles={"sv": "Med höjd blick"}, recordings=[recording])
    page = client_of(archivist).get(reverse("recordings:page", args=[recording.pk])).content.decode()
    assert "Med höjd blick" in page


def test_a_recording_is_attached_to_a_work_that_was_looked_up(client_of: ClientOf, archivist: User) -> None:
    work, recording = DocumentaryFactory(titles={"sv": "Med höjd blick"}), RecordingFactory()
    client = client_of(archivist)
    url = reverse("catalogue_admin:attach", args=["recording", recording.pk])
    found = list(client.get(url, {"q": "höjd"}).context["works"])
    client.post(url, {"work": work.pk})
    assert ([each.pk for each in found], work.recordings_links.get().recording) == ([work.pk], recording)


@pytest.mark.parametrize("chosen", ["", "x", "999"])
def test_attaching_to_nothing_is_not_found(client_of: ClientOf, archivist: User, chosen: str) -> None:
    url = reverse("catalogue_admin:attach", args=["recording", RecordingFactory().pk])
    assert client_of(archivist).post(url, {"work": chosen}).status_code == 404


def test_an_unknown_kind_is_not_found(client_of: ClientOf, archivist: User) -> None:
    assert client_of(archivist).get(reverse("catalogue_admin:attach", args=["tape", 1])).status_code == 404


def test_a_document_is_taken_out_of_a_book(client_of: ClientOf, archivist: User) -> None:
    from catalogue import linking

    book = BookFactory()
    link = linking.attach(DocumentFactory(), book, archivist)
    client_of(archivist).post(reverse("catalogue_admin:detach", args=["document", link.pk]))
    assert Book.objects.get().documents_links.count() == 0


def test_a_translator_may_not_attach(client_of: ClientOf, translator: User) -> None:
    url = reverse("catalogue_admin:attach", args=["recording", RecordingFactory().pk])
    assert client_of(translator).get(url).status_code == 404


def test_deleting_a_film_leaves_its_recording_closed(client_of: ClientOf, archivist: User, stranger: Viewer) -> None:
    recording = RecordingFactory()
    work = DocumentaryFactory(recordings=[recording])
    client_of(archivist).post(at("documentary", "delete", work.pk))
    assert (Work.objects.count(), Recording.objects.visible_to(stranger).count(), Recording.objects.count()) == (
        0,
        0,
        1,
    )


def test_a_series_with_episodes_is_not_deleted(client_of: ClientOf, archivist: User) -> None:
    episode = RadioEpisodeFactory()
    client_of(archivist).post(at("radioseries", "delete", episode.series_id))
    assert RadioEpisode.objects.count() == 1


def test_a_person_is_renamed_and_keeps_her_address(client_of: ClientOf, archivist: User) -> None:
    person = PersonFactory(slug="leila", names={"sv": "Leila"})
    mention(DocumentaryFactory(), person)
    name = {"language": "sv", "text": "Leila Ny", "kind": "preferred", "id": person.names.get().pk, "ORDER": "1"}
    data = rows("names", name) | rows("notes") | {"slug": "annat", "names-INITIAL_FORMS": 1}
    client_of(archivist).post(at("person", "edit", person.pk), data)
    person = Person.objects.get()
    assert (person.slug, str(person)) == ("leila", "Leila Ny")


TOKEN = "0b3a7d8e-5a0f-4a5e-9a8c-3d1f0c6b2a11"


def test_a_form_that_is_sent_twice_makes_one_work(client_of: ClientOf, archivist: User) -> None:
    client = client_of(archivist)
    data = described(titles=[FRIHET], sent=TOKEN, slug="frihet")
    first, second = (client.post(at("documentary", "add"), data) for _ in range(2))
    assert [work.slug for work in Documentary.objects.all()] == ["frihet"]
    assert first.headers["Location"] == second.headers["Location"] == at("documentary", "edit", Work.objects.get().pk)


def test_two_forms_make_two_works_and_each_form_has_a_token_of_its_own(client_of: ClientOf, archivist: User) -> None:
    client = client_of(archivist)
    tokens = [client.get(at("documentary", "add")).context["form"]["sent"].value() for _ in range(2)]
    for token in tokens:
        client.post(at("documentary", "add"), described(titles=[FRIHET], sent=str(token)))
    assert (len(set(tokens)), Documentary.objects.count()) == (2, 2)


def test_a_form_that_was_refused_can_be_sent_again(client_of: ClientOf, archivist: User) -> None:
    client = client_of(archivist)
    client.post(at("documentary", "add"), described(titles=[FRIHET], sent=TOKEN, year="never"))
    client.post(at("documentary", "add"), described(titles=[FRIHET], sent=TOKEN, year="1998"))
    assert Documentary.objects.get().year == 1998


@pytest.mark.parametrize("token", ["", "nonsense", "x" * 5000])
def test_a_form_without_a_token_is_taken_as_it_is(client_of: ClientOf, archivist: User, token: str) -> None:
    client_of(archivist).post(at("person", "add"), rows("names", NAME) | rows("notes") | {"slug": "", "sent": token})
    assert Person.objects.count() == (0 if token else 1)


def test_a_person_is_made_once_too(client_of: ClientOf, archivist: User) -> None:
    data = rows("names", NAME) | rows("notes") | {"slug": "", "sent": TOKEN}
    for _ in range(2):
        client_of(archivist).post(at("person", "add"), data)
    assert Person.objects.count() == 1


NAME = {"language": "sv", "text": "Leila", "kind": "preferred", "ORDER": "1"}


@pytest.mark.parametrize("name", ["add", "edit"])
def test_no_editor_saves_by_itself(client_of: ClientOf, archivist: User, name: str) -> None:
    work = DocumentaryFactory()
    home = Page.get_first_root_node().add_child(instance=HomePage(title="Hem", slug="hem"))
    of_page = ["catalogue", "homepage", Page.get_first_root_node().pk] if name == "add" else [home.pk]
    for url in (
        at("documentary", name, *([work.pk] if name == "edit" else [])),
        reverse(f"wagtailadmin_pages:{name}", args=of_page),
    ):
        page = client_of(archivist).get(url).content.decode()
        assert ("w-unsaved " in page, "w-unsaved w-autosave" in page) == (True, False)
