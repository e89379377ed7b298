"""What is sealed: until a moment, and for one who asked; by hand, in a browser, as time passes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from archive import moment
from catalogue import policy
from catalogue.models import AccessRequest, RadioEpisode, Work
from tests.browser import axe_violations
from tests.conftest import person
from tests.journeys import scene
from tests.journeys.conftest import OpenAs
from tests.journeys.test_visitor import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.media, pytest.mark.django_db(transaction=True)]

WORDS = "Friheten börjar hemma."
Later = Callable[[timedelta], None]


@pytest.fixture
def episode(site: LiveServer, clip: Callable[[str], Path], tmp_path: Path) -> Work:
    sound = tmp_path / "programme.mp3"
    sound.write_bytes(clip("soft").read_bytes())
    return scene.build(sound).episode


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Let time pass, for the web server too."""

    def pass_by(span: timedelta) -> None:
        there = timezone.now() + span
        monkeypatch.setattr(timezone, "now", lambda: there)

    return pass_by


def test_a_programme_is_sealed_until_a_day_and_then_waits_for_the_archivist(
    site: LiveServer, episode: Work, open_as: OpenAs, archivist: User, later: Later
) -> None:
    desk, visitor = open_as(archivist), open_as(None)
    address = f"{site.url}/works/{episode.slug}/"
    tomorrow = moment.local(timezone.now() + timedelta(days=1))

    desk.goto(site.url + access_address(episode))
    press(desk, "details.archive-layers summary", "Enter")
    desk.locator("[data-seal-until]").focus()
    desk.keyboard.type(f"{tomorrow:%Y-%m-%d}")
    press(desk, "[data-seal-all]", "Enter")
    expect(desk.locator("[data-layer=words] input").first).to_have_value(f"{tomorrow:%Y-%m-%d}")
    assert axe_violations(desk) == []
    confirm(desk)

    visitor.goto(address)
    expect(visitor.get_by_text("Inspelningen är förseglad åtminstone till")).to_be_visible()
    assert (visitor.locator("[data-player]").count(), WORDS in visitor.content()) == (0, False)
    assert axe_violations(visitor) == []

    later(timedelta(days=2))
    visitor.goto(address)
    expect(visitor.get_by_text("Inspelningen är förseglad")).to_be_visible()
    desk.goto(site.url + reverse("wagtailadmin_home"))
    desk.get_by_role("link", name="Embargon som är slut: 3").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Väntar på dig")
    assert axe_violations(desk) == []
    desk.get_by_role("link", name="Röster vid köksbordet").first.click()
    confirm(desk)

    visitor.goto(address)
    expect(visitor.locator("[data-player]")).to_have_count(1)
    expect(visitor.get_by_text(WORDS)).to_be_visible()
    desk.goto(site.url + reverse("waiting:index"))
    expect(desk.get_by_text("Inget embargo väntar på att avslutas.")).to_be_visible()


def test_a_stranger_asks_and_a_member_hears_it_until_her_access_ends(
    site: LiveServer, episode: Work, open_as: OpenAs, archivist: User, later: Later
) -> None:
    member = person("rana", "Researchers")
    seal(episode)
    reader, desk = open_as(None), open_as(archivist)
    address = f"{site.url}/works/{episode.slug}/"

    ask(reader, address)
    grant(desk, site, member, until=timezone.now() + timedelta(days=1))
    assert AccessRequest.objects.count() == 0

    reader.goto(f"{site.url}/login/?next=/works/{episode.slug}/")
    reader.fill("[name=username]", "rana")
    reader.fill("[name=password]", "rana")
    reader.keyboard.press("Enter")
    reader.wait_for_url(address)
    reader.locator("[data-start-button]").click()
    wait_until(reader, lambda: reader.locator("[data-media]").evaluate("media => media.currentTime") > 0.2)
    expect(reader.get_by_text(WORDS)).to_be_visible()

    later(timedelta(days=2))
    reader.goto(address)
    expect(reader.get_by_text("Inspelningen är förseglad.")).to_be_visible()
    assert (reader.locator("[data-player]").count(), WORDS in reader.content()) == (0, False)


def ask(reader: Page, address: str) -> None:
    """With the keyboard alone, from the page of the work."""
    reader.goto(address)
    press(reader, "a[href$='/ask/']", "Enter")
    reader.wait_for_url("**/ask/")
    assert axe_violations(reader) == []
    reader.locator("[name=name]").focus()
    for words in ("Rana Läsare", "rana@example.org", "Till en bok om radion."):
        reader.keyboard.type(words)
        reader.keyboard.press("Tab")
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("status")).to_contain_text("Din begäran är hos arkivarierna.")
    assert axe_violations(reader) == []


def grant(desk: Page, site: LiveServer, member: User, until: datetime) -> None:
    """From what waits for the archivist to what the member may see."""
    desk.goto(site.url + reverse("waiting:index"))
    expect(desk.get_by_text("Till en bok om radion.")).to_be_visible()
    desk.locator("#requests + p + ul a").first.click()
    expect(desk.locator("[name=because]")).to_have_value("Till en bok om radion.")
    assert axe_violations(desk) == []
    desk.select_option("[name=user]", str(member.pk))
    desk.locator("[name=until]").fill(moment.typed(until))
    desk.keyboard.press("Enter")
    expect(desk.locator("button[name=take_back]")).to_have_text("Ta tillbaka: rana")


def seal(work: Work) -> None:
    policy.set_access(work, "public", layers={layer: {"audience": "staff"} for layer in ("words", "sound")})


def confirm(desk: Page) -> None:
    """Say what the rule would change, then set it."""
    desk.get_by_role("button", name="Visa vad detta ändrar").click()
    press(desk, "button[name=confirmed]", "Enter")
    expect(desk.get_by_text("Den nya regeln gäller nu.")).to_be_visible()


def press(page: Page, selector: str, key: str) -> None:
    page.locator(selector).focus()
    page.keyboard.press(key)


def access_address(work: Work) -> str:
    assert isinstance(work, RadioEpisode)
    address: str = reverse("wagtailsnippets_catalogue_radioepisode:access", args=[work.pk])
    return address
