"""The translator's home, the recordings by languages and the figures by month: read in three languages, on a phone too,
and the way from a cell or a line to the cue that is left to do."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from subtitles import workbench
from subtitles.models import Assignment, Stage, Step, Track
from tests.archive.factories import RecordingFactory
from tests.catalogue.factories import DocumentaryFactory, RadioEpisodeFactory, RadioSeriesFactory
from tests.journeys.conftest import OpenAs
from tests.journeys.test_findings import reads, violations
from tests.journeys.test_subtitle_pages import SIDEWAYS, THEMES, WIDTHS, photograph
from tests.subtitles.factories import imported, published
from tests.subtitles.workbench.sending import cues, sent, text

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def archive(archivist: User, translator: User) -> Track:
    """An archive in which there is something of everything; the track is the one that she is given."""
    kitchen, street, sisters = (
        RecordingFactory(title=title, language="fa", duration_ms=1_800_000)
        for title in ("Programme 7, Radio Kvinnors Röst", "Programme 8", "Systrar, master")
    )
    series = RadioSeriesFactory(titles={"sv": "Kvinnors röst", "fa": "صدای زنان"})
    RadioEpisodeFactory(series=series, titles={"sv": "Köket i Teheran"}, recordings=[kitchen])
    DocumentaryFactory(titles={"sv": "Systrar", "fa": "خواهران"}, recordings=[sisters])
    for recording in (kitchen, street):
        published(recording, "زنان", "آزادی", "خانه", "خیابان", language="fa")
    given = imported(kitchen, "Kvinnor", "", language="sv").track
    Assignment.objects.create(
        track=given,
        person=translator,
        due=timezone.localdate(),
        start_ms=0,
        end_ms=900_000,
        note="Första halvan först.",
    )
    Track.objects.filter(pk=given.pk).update(stage=Stage.TRANSLATING)
    for language in ("en", "ckb"):
        imported(sisters, "One", language=language, origin="machine" if language == "en" else "imported")
    review = imported(street, "Kvinnor", "Frihet", "Hem", "Gata", language="sv").track
    Track.objects.filter(pk=review.pk).update(stage=Stage.REVIEW)
    Step.objects.create(track=review, stage=Stage.REVIEW, by=archivist)
    written = imported(street, "Women", language="en").track
    workbench.submit(written, 0, [text(cues(written)[0], "The women")], translator)
    said = sent("comment", cues(written)[0]["uuid"], 1, text="Står ”the” i originalet?")
    workbench.submit(written, 1, [said], archivist)
    return given


@pytest.fixture
def readers(archivist: User, translator: User) -> dict[User, list[str]]:
    """Who looks at which of the pages."""
    return {translator: ["wagtailadmin_home", "tracks:matrix"], archivist: ["figures:index"]}


@pytest.mark.parametrize("language", ["sv", "fa", "en"])
def test_all_of_it_can_be_read_in_three_languages_and_on_a_phone(
    site: LiveServer, open_as: OpenAs, readers: dict[User, list[str]], archive: Track, language: str
) -> None:
    found = {}
    for user, pages in readers.items():
        reads(user, language)
        desk = open_as(user)
        for width in WIDTHS:
            desk.set_viewport_size({"width": width, "height": 900})
            desk.emulate_media(color_scheme=THEMES[width])
            for name in pages:
                desk.goto(site.url + reverse(name))
                photograph(desk, f"{name.replace(':', '-')}-{language}-{width}")
                found[name, width] = (violations(desk), desk.evaluate(SIDEWAYS))
    assert {place: seen for place, seen in found.items() if seen != ([], 0)} == {}


def test_she_goes_on_at_the_first_cue_that_is_left_and_begins_what_is_lacking(
    site: LiveServer, open_as: OpenAs, translator: User, archive: Track
) -> None:
    reads(translator, "en")
    desk = open_as(translator)
    desk.get_by_role("link", name="Start working").click()
    expect(desk.locator("[data-bench]")).to_have_attribute("data-track", str(archive.pk))
    expect(desk.locator(".row[aria-selected=true]")).to_have_attribute("aria-rowindex", "2")
    desk.goto(site.url + reverse("tracks:matrix"))
    desk.get_by_role("button", name="Begin in English: Programme 7").press("Enter")
    expect(desk.locator("[data-bench]")).to_have_attribute("data-language", "en")
    expect(desk.locator(".row[aria-selected=true]")).to_have_count(1)
