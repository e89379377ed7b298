"""The public page of a work, against a bare Django view behind the same middleware."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from config.urls import urlpatterns as site
from tests.archive.factories import RecordingFactory, RenditionSetFactory
from tests.catalogue.factories import DocumentaryFactory, PersonFactory, SubjectFactory, mention
from tests.subtitles.factories import published

ROUNDS, CREDITS = 30, 8
CUES = ["En rad text som sägs"] * 9
PAGE = b"x" * 40_000


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE)


urlpatterns = [path("bare/", bare), *site]


def rows() -> list[tuple[str, str, str]]:
    """(what, ours divided by theirs, note)."""
    with override_settings(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["testserver"]):
        url = film()
        client = Client()
        ours, theirs = fastest(lambda: fetch(client, url)), fastest(lambda: fetch(client, "/bare/"))
    note = f"{ours * 1000:.0f} ms; player, three transcripts, {CREDITS} credits, data for machines"
    return [("A work's public page: against a bare Django view", f"{ours / theirs:.1f}", note)]


def film() -> str:
    """The address of a public film with all that a page usually has."""
    recording = RenditionSetFactory(recording=RecordingFactory(), live=True).recording
    work = DocumentaryFactory(titles={"sv": "Frihet", "fa": "آزادی"}, recordings=[recording])
    for language in ("sv", "fa", "en"):
        published(recording, *CUES, language=language)
    for _ in range(CREDITS):
        mention(work, PersonFactory())
        mention(work, SubjectFactory())
    url: str = work.get_absolute_url()
    return url


def fetch(client: Client, url: str) -> None:
    assert client.get(url).status_code == 200


def fastest(call: Callable[[], None]) -> float:
    """Seconds of the fastest of some rounds: what the machine's other work does not touch."""
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - started)
    return best
