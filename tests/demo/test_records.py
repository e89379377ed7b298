"""The demonstration's records: made once, never touched again, and closed where they say so."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from archive.access import STRANGER, Level, Viewer
from catalogue.models import HomePage, Person, RadioEpisode, Title, Work
from demo.loading import accounts, pages, records

pytestmark = pytest.mark.django_db


@pytest.fixture
def collection() -> dict[str, Any]:
    return records.read("collection")


@pytest.fixture
def works(collection: dict[str, Any]) -> list[tuple[str, Any]]:
    """The written works and the generated episodes of one form."""
    series = records.read("series")
    series["form"] = series["form"][:2]
    records.load_names(collection)
    return records.works(collection, series)


def test_the_whole_series_has_at_least_sixty_generated_episodes_all_marked(collection: dict[str, Any]) -> None:
    episodes = list(records.generated(collection["subject"], records.read("series")))
    assert len(episodes) >= 60
    assert len({episode["slug"] for episode in episodes}) == len(episodes)
    assert {episode["stand_in"] for episode in episodes} == {True}


def test_every_rule_of_the_series_names_an_episode(collection: dict[str, Any]) -> None:
    series = records.read("series")
    assert set(series["access"]) <= {episode["slug"] for episode in records.generated(collection["subject"], series)}


def test_a_second_run_makes_nothing(works: list[tuple[str, Any]]) -> None:
    first = [records.load_work(kind, record) for kind, record in works]
    assert (first, [records.load_work(kind, record) for kind, record in works]) == ([True] * 31, [False] * 31)


def test_a_second_run_leaves_what_somebody_changed(works: list[tuple[str, Any]]) -> None:
    kind, record = works[0]
    records.load_work(kind, record)
    Title.objects.filter(work__slug=record["slug"], language="sv").update(text="Rättad titel")
    records.load_work(kind, record)
    assert Work.objects.get(slug=record["slug"]).title_in("sv").text == "Rättad titel"


def test_only_the_episodes_that_say_so_are_closed(works: list[tuple[str, Any]]) -> None:
    for kind, record in works:
        records.load_work(kind, record)
    everything = set(Work.objects.values_list("slug", flat=True))
    listed = set(Work.objects.listed_to(STRANGER).values_list("slug", flat=True))
    assert everything - listed == {
        "kvinnors-rost-familj-samtal",
        "kvinnors-rost-halsa-fragor",
        "kvinnors-rost-lag-fragor",
    }
    assert Work.objects.visible_to(Viewer(Level.RESEARCHER)).filter(slug="kvinnors-rost-familj-samtal").exists()


def test_a_person_whom_no_work_mentions_is_not_public(works: list[tuple[str, Any]]) -> None:
    for kind, record in works:
        records.load_work(kind, record)
    assert [person.slug for person in Person.objects.visible_to(STRANGER)] == ["k7m2qx"]


def test_broadcast_dates_stand_in_generated_records_only(works: list[tuple[str, Any]]) -> None:
    for kind, record in works:
        records.load_work(kind, record)
    dated = RadioEpisode.objects.filter(broadcasts__date__isnull=False)
    assert {episode.number is not None and episode.stand_in for episode in dated} == {True}
    assert not Work.objects.filter(broadcasts__isnull=False).exclude(kind="radio_episode").exists()


def test_every_title_and_text_of_a_language_is_written_in_its_letters(works: list[tuple[str, Any]]) -> None:
    for _, record in works:
        for part in ("title", "summary", "description"):
            for language, text in record.get(part, {}).items():
                persian = any("\u0600" <= letter <= "\u06ff" for letter in text)
                assert persian == (language == "fa"), text


def test_accounts_keep_the_password_somebody_chose() -> None:
    archivist = accounts.load()[0]
    user = User.objects.get(username=archivist.name)
    user.set_password("en helt annan nyckel")
    user.save()
    assert accounts.load()[0].password == ""
    user.refresh_from_db()
    assert user.check_password("en helt annan nyckel")


def test_an_account_has_all_that_the_page_of_its_settings_asks_for() -> None:
    accounts.load()
    archivist = User.objects.get(username="archivist")
    asked = (archivist.get_full_name(), archivist.email)
    assert asked == ("Archivist Demonstration", "archivist@example.org")


def test_the_pages_exist_in_three_languages_as_translations_of_each_other() -> None:
    made = [pages.load(records.read("pages")) for _ in range(2)]
    assert made == [True, False]
    homes = HomePage.objects.all()
    assert {home.locale.language_code: home.url for home in homes} == {"sv": "/", "en": "/en/", "fa": "/fa/"}
    assert len({home.translation_key for home in homes}) == 1
