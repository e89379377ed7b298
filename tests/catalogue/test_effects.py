"""What is said before a rule is set is what then happens, and it costs the same for one programme and for many."""

from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from archive.access import STRANGER, Level, Viewer
from catalogue import effects, linking, policy
from catalogue.models import Work
from tests.archive.factories import DocumentFactory, RecordingFactory
from tests.catalogue.factories import BookFactory, DocumentaryFactory, PersonFactory, RadioEpisodeFactory
from tests.catalogue.factories import RadioSeriesFactory as SeriesFactory

pytestmark = pytest.mark.django_db

LATER = datetime(2100, 1, 1, tzinfo=UTC)
RULES = [
    {"audience": audience, "embargo_until": until, "withdrawn": withdrawn}
    for audience, until, withdrawn in product(
        ("public", "unlisted", "researchers", "staff"), (None, LATER), (False, True)
    )
]


def asked_of_the_gate(thing: Any) -> effects.Reach:
    """Who reaches a thing, by the gate's other form: conditions of queries."""
    rows = type(thing)._default_manager
    if rows.visible_to(STRANGER).filter(pk=thing.pk).exists():
        return Level.STRANGER if rows.listed_to(STRANGER).filter(pk=thing.pk).exists() else effects.UNLISTED
    return next((each for each in Level if rows.visible_to(Viewer(each)).filter(pk=thing.pk).exists()), Level.ARCHIVIST)


@pytest.mark.parametrize("rule", RULES)
def test_what_is_foretold_is_what_happens(rule: dict[str, Any]) -> None:
    shared, own, other = RecordingFactory(title="shared"), RecordingFactory(title="own"), DocumentFactory(title="other")
    film = DocumentaryFactory(titles={"sv": "film"}, recordings=[shared, own])
    linking.attach(other, film)
    policy.set_access(DocumentaryFactory(recordings=[shared]), "researchers")
    things = {"film": Work.objects.get(pk=film.pk), "shared": shared, "own": own, "other": other}
    before = {name: asked_of_the_gate(thing) for name, thing in things.items()}
    foretold = effects.of_access(film, **rule)
    policy.set_access(film, **{name: value for name, value in rule.items() if name != "withdrawn"})
    (policy.withdraw if rule.get("withdrawn") else policy.lift)(film)
    after = {name: asked_of_the_gate(thing) for name, thing in things.items()}
    assert {effect.name: (effect.before, effect.after) for effect in foretold.shown} == {
        name: (before[name], after[name]) for name in things
    }


def test_a_name_is_foretold_as_well() -> None:
    person = PersonFactory(audience="staff")
    found = effects.of_access(person, audience="public", embargo_until=None, withdrawn=False)
    assert [(effect.before, effect.after) for effect in found.shown] == [(Level.TRANSLATOR, asked_of_the_gate(person))]


def series_of(count: int) -> Any:
    series = SeriesFactory(audience="staff")
    for _ in range(count):
        RadioEpisodeFactory(series=series, audience="staff", recordings=[RecordingFactory()])
    return series


def test_a_series_costs_as_much_as_one_programme() -> None:
    counts = []
    for series in (series_of(1), series_of(40)):
        with CaptureQueriesContext(connection) as queries:
            effects.of_access(series, episodes=True, audience="public", embargo_until=None, withdrawn=False)
        counts.append(len(queries))
    assert counts == [7, 7]


def test_the_effects_of_a_series_are_numbers_and_its_most_exposed_first() -> None:
    found = effects.of_access(series_of(30), episodes=True, audience="public", embargo_until=None, withdrawn=False)
    assert sorted((shift.count, shift.before, shift.after) for shift in found.shifts) == [
        (30, Level.TRANSLATOR, Level.STRANGER),
        (31, Level.TRANSLATOR, Level.STRANGER),
    ]
    assert (len(found.shown), found.more, found.opens) == (effects.SHOWN, 61 - effects.SHOWN, True)


def test_what_opens_stands_above_what_closes() -> None:
    book = BookFactory(audience="researchers")
    kept, opened = DocumentFactory(title="kept"), DocumentFactory(title="opened")
    for document in (kept, opened):
        linking.attach(document, book)
    policy_of_its_own = BookFactory(audience="staff")
    linking.attach(kept, policy_of_its_own)
    found = effects.of_access(book, audience="public", embargo_until=None, withdrawn=False)
    assert [effect.opens for effect in found.shown] == [True, True, False]
    assert found.shown[-1].name == "kept"


def test_what_stays_as_it_is_stands_last() -> None:
    series = series_of(1)
    RadioEpisodeFactory(series=series, audience="public", titles={"sv": "open"})
    found = effects.of_access(series, episodes=True, audience="staff", embargo_until=None)
    assert [(effect.closes, effect.before == effect.after) for effect in found.shown] == [
        (True, False),
        *[(False, True)] * 3,
    ]
    assert found.shown[0].name == "open"


def test_foretelling_writes_nothing() -> None:
    film = DocumentaryFactory(recordings=[RecordingFactory()])
    with CaptureQueriesContext(connection) as queries:
        effects.of_access(film, audience="staff", embargo_until=None, withdrawn=True)
    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []


@pytest.mark.parametrize(("kind", "picture"), [("audio", []), ("video", ["picture"])])
def test_of_a_recording_of_sound_no_picture_is_counted(kind: str, picture: list[str]) -> None:
    work = DocumentaryFactory(audience="public", recordings=[RecordingFactory(kind=kind)])
    layers = {layer: {"audience": "staff"} for layer in ("words", "sound", "picture")}
    with translation.override("en"):
        found = effects.of_access(work, audience="public", layers=layers)
        said = [f"{shift.count} {shift.kind}" for shift in found.shifts if shift.closes]
    assert sorted(said) == sorted(f"1 recording · The {layer}" for layer in ("words", "sound", *picture))
