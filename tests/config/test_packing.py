"""What goes out packed, and what never does."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from archive.access import STRANGER
from archive.streaming import links
from config.packing import PackedForStrangers
from search.index import build
from tests.archive.factories import RecordingFactory, RenditionSetFactory
from tests.catalogue.factories import DocumentaryFactory
from tests.subtitles.factories import published

pytestmark = pytest.mark.django_db
TAKES = {"accept-encoding": "gzip, br"}


@pytest.fixture
def found() -> None:
    """Something to search in."""
    DocumentaryFactory(titles={"sv": "Frihet"})
    build.mend()


@pytest.mark.usefixtures("found")
def test_a_strangers_page_is_packed_and_says_on_what_that_depends(client: Client) -> None:
    plain = client.get("/search/?q=frihet")
    packed = client.get("/search/?q=frihet", headers=TAKES)
    assert (packed["Content-Encoding"], "Accept-Encoding" in packed["Vary"]) == ("gzip", True)
    assert b"frihet" in gzip.decompress(packed.content)
    assert len(packed.content) * 2 < len(plain.content)
    assert "Content-Encoding" not in plain


@pytest.mark.usefixtures("found")
def test_a_members_page_is_not_packed_because_it_holds_what_is_not_public(client: Client, archivist: User) -> None:
    client.force_login(archivist)
    assert "Content-Encoding" not in client.get("/search/?q=frihet", headers=TAKES)


def test_the_answer_that_begins_a_session_is_not_packed(client: Client, archivist: User) -> None:
    answer = client.post(reverse("login"), {"username": "archivist", "password": "archivist"}, headers=TAKES)
    assert (settings.SESSION_COOKIE_NAME in answer.cookies, "Content-Encoding" in answer) == (True, False)


def test_a_form_on_a_packed_page_has_another_token_each_time(client: Client) -> None:
    pages = [gzip.decompress(client.get(reverse("login"), headers=TAKES).content).decode() for _ in range(2)]
    tokens = [page.partition('csrfmiddlewaretoken" value="')[2].partition('"')[0] for page in pages]
    assert len(set(tokens)) == 2


@pytest.mark.usefixtures("found")
def test_the_length_of_a_packed_page_is_not_the_length_of_its_words(client: Client) -> None:
    lengths = {len(client.get("/search/?q=frihet", headers=TAKES).content) for _ in range(12)}
    assert len(lengths) > 3


def test_segments_of_a_stream_go_out_as_they_are_whole_or_in_part(client: Client, folders: Path) -> None:
    live = RenditionSetFactory(recording=RecordingFactory(), live=True)
    DocumentaryFactory(recordings=[live.recording])
    target = folders / "renditions_dir" / live.directory / "v/seg00000.m4s"
    target.parent.mkdir(parents=True)
    target.write_bytes(b"a" * 5000)
    address = links.prefix(live.recording, STRANGER) + "v/seg00000.m4s"
    whole, part = client.get(address, headers=TAKES), client.get(address, headers={**TAKES, "range": "bytes=0-99"})
    assert [answer.has_header("Content-Encoding") for answer in (whole, part)] == [False, False]
    assert (b"".join(whole), b"".join(part)) == (b"a" * 5000, b"a" * 100)


def test_the_browser_that_kept_a_packed_text_is_told_that_it_is_the_same(client: Client) -> None:
    recording = RecordingFactory()
    DocumentaryFactory(recordings=[recording])
    track = published(recording, *["Frihet är ett ord som vi säger ofta i radion"] * 9).track
    address = reverse("subtitles:vtt", kwargs={"uuid": track.uuid})
    kept = client.get(address, headers=TAKES)
    again = client.get(address, headers={**TAKES, "if-none-match": kept["ETag"]})
    assert (kept["Content-Encoding"], again.status_code) == ("gzip", 304)


def test_the_web_server_in_front_packs_nothing_itself() -> None:
    conf = (Path(__file__).parents[2] / "deploy/nginx/rostarkivet.conf").read_text()
    assert "\n    gzip off;" in conf
    assert f"{PackedForStrangers.__module__}.{PackedForStrangers.__name__}" in settings.MIDDLEWARE
