"""Every page of the subtitles' room, in three languages and on a phone: nothing for axe to say, nothing sideways."""

import os
from pathlib import Path
from typing import Literal

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from archive.models import Recording
from catalogue.models import SpeakerPerson
from subtitles import importing, pending, proofreading, publishing
from subtitles.models import Manuscript, MemoryFile, Profile, Revision, Term
from tests.archive.factories import RecordingFactory
from tests.catalogue.factories import DocumentaryFactory, PersonFactory, mention
from tests.journeys.conftest import OpenAs
from tests.journeys.test_findings import PERSIAN, reads, violations
from tests.subtitles.factories import reworded

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (1280, 390)
THEMES: dict[int, Literal["light", "dark"]] = {1280: "light", 390: "dark"}
# The buttons beside a page's title that one cannot reach: the header does not scroll.
BEYOND_THE_EDGE = """() => [...document.querySelectorAll("#w-slim-header-buttons > *")]
    .filter((one) => one.getBoundingClientRect().right > innerWidth || one.getBoundingClientRect().left < 0)
    .map((one) => one.innerText)"""
HEIGHT = "document.getElementById('main').scrollHeight"
# How much of the page, or of its own part, lies beyond the edge.
SIDEWAYS = """Math.max(...[document.documentElement, document.getElementById("main")]
    .map((one) => one.scrollWidth - one.clientWidth))"""
# Old letters, an arrow that an editor put right, a cue that nobody would see, names of speakers, a line of no cue.
ODD = """1
00:00:01,000 –> 00:00:03,000
شیرین: به خانه رفت.

2
00:00:04 --> 00:00:04,000
شیرین: آزادی می‌خواهیم.

3
00:00:99,000 --> 00:00:08,000
بی‌زمان

4
00:00:09,000 --> 00:00:11,000
مینا: <font color="red">زنان</font>
""".replace("ی", "ي").encode("cp1256")
PLAIN = "WEBVTT\n\n00:01.000 --> 00:04.000\nاو به خانه رفت.\n\n00:05.000 --> 00:08.000\nزنان آزاد.\n"


@pytest.fixture
def recording() -> Recording:
    return RecordingFactory(title="Programme 7", language="sv", duration_ms=68_000)


def bring(recording: Recording, text: str, language: str = "fa") -> Revision:
    return importing.import_track(recording, text.encode(), "programme.vtt", language).revision


@pytest.fixture
def addresses(recording: Recording, archivist: User) -> dict[str, str]:
    """By name, of pages that hold something."""
    bring(recording, PLAIN.replace("او به خانه رفت.", "Hon gick hem.").replace("زنان آزاد.", "Fria kvinnor."), "sv")
    first = bring(recording, PERSIAN)
    publishing.publish(first, despite="A test.")
    open_one = importing.import_track(recording, f"{PLAIN}\nlost\n".encode(), "b.vtt", "fa").revision
    newest = bring(recording, PLAIN.replace("رفت", "می رود"))
    sheet = proofreading.sheet(open_one, None, ["#", "", "", ""], [], is_rtl=False)
    back = proofreading.begin(newest.track, reworded(sheet, row1="او به مدرسه رفت.", row2="زنان!"), "k.docx", archivist)
    waiting, good = (
        pending.begin(recording, data, name, "fa", by=archivist, kind="subtitles")
        for data, name in ((ODD, "odd.srt"), (PLAIN.encode(), "plain.vtt"))
    )
    manuscript = Manuscript.objects.create(
        recording=recording, language="fa", text="او به خانه رفت.\nزنان آزاد.", revision=newest, findings=[
            {"flag": "missing", "line": 1, "text": "زنان آزاد.", "start_ms": 4000, "end_ms": 4000, "sure": 0.0}
        ],
    )  # fmt: skip
    work = DocumentaryFactory(audience="public", recordings=[recording], titles={"sv": "Filmen"})
    person = PersonFactory(audience="public", names={"sv": "Shirin", "fa": "شیرین"})
    mention(work, person, "prf")
    said = bring(recording, PLAIN.replace("زنان", "<v Shirin>زنان").replace("او", "<v SPEAKER_02>او"))
    speaker = recording.speakers.first()
    assert speaker
    SpeakerPerson.objects.create(speaker=speaker, authority=person)
    profile = Profile.objects.create(name="Våra", base="svt", numbers={"sv": {"speed": 13}})
    Term.objects.create(
        source_language="sv", source="Kommittén för kvinnors rättigheter", target_language="fa", target="کمیته"
    )
    MemoryFile.objects.create(name="Äldre översättningar 1994–2001.tmx", by=archivist)
    revisions = {
        "revision": open_one, "despite": open_one, "findings": first, "exports": first, "proof": first
    }  # fmt: skip
    return {
        "import": reverse("tracks:import") + f"?recording={recording.pk}",
        "import-track": reverse("tracks:import") + f"?track={newest.track_id}",
        "preview": reverse("tracks:pending", args=[waiting.uuid]),
        "preview-good": reverse("tracks:pending", args=[good.uuid]),
        "proofread": reverse("tracks:proofread", args=[back.uuid]),
        "align": reverse("tracks:align") + f"?recording={recording.pk}",
        "manuscript": reverse("tracks:manuscript", args=[manuscript.pk]),
        "speakers": reverse("catalogue_admin:speakers", args=[recording.pk]),
        "said": reverse("catalogue_admin:said", args=[person.pk]),
        "withdraw-person": reverse("wagtailsnippets_catalogue_person:withdraw", args=[person.pk]),
        "revision-spoken": reverse("tracks:revision", args=[said.pk]),
        "profile": reverse("profiles:edit", args=[profile.pk]),
        "profiles": reverse("profiles:index"),
        "index": reverse("tracks:index"),
        "glossary": reverse("glossary:index"),
        "memory": reverse("memory:index"),
        **{name: reverse(f"tracks:{name}", args=[newest.track_id]) for name in ("page", "edit", "compare")},
        **{name: reverse(f"tracks:{name}", args=[revision.pk]) for name, revision in revisions.items()},
    }


@pytest.mark.parametrize("language", ["sv", "fa", "en"])
def test_every_page_can_be_read_in_three_languages_and_on_a_phone(
    site: LiveServer, open_as: OpenAs, archivist: User, addresses: dict[str, str], language: str
) -> None:
    reads(archivist, language)
    desk = open_as(archivist)
    found = {}
    for width in WIDTHS:
        desk.set_viewport_size({"width": width, "height": 900})
        desk.emulate_media(color_scheme=THEMES[width])
        for name, address in addresses.items():
            desk.goto(site.url + address)
            photograph(desk, f"{name}-{language}-{width}")
            found[name, width] = (violations(desk), desk.evaluate(SIDEWAYS), desk.evaluate(BEYOND_THE_EDGE))
    assert desk.locator("html").get_attribute("dir") == ("rtl" if language == "fa" else "ltr")
    assert {place: seen for place, seen in found.items() if seen != ([], 0, [])} == {}


def photograph(desk: Page, name: str) -> None:
    """Where `SHOTS` names a folder."""
    if shots := os.environ.get("SHOTS"):
        size = desk.viewport_size or {"width": WIDTHS[0], "height": 900}
        desk.set_viewport_size({**size, "height": desk.evaluate(HEIGHT) + 100})
        desk.screenshot(path=Path(shots) / f"{name}.png")
        desk.set_viewport_size(size)
