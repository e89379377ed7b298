"""Pages, in archives of three sizes, against a bare Django view behind the same middleware."""

import gzip
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final
from unittest.mock import patch

from django.contrib.auth.models import Group, User
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse

from archive.access import STRANGER, viewer_of
from archive.models import Recording
from archive.streaming import links
from catalogue.editorial.skeleton import Welcome, languages, lay
from catalogue.models import Documentary, Face
from catalogue.public import stored
from config.urls import urlpatterns as site
from search.index.build import rebuild
from tests.benchmarks.archives import Archive, film
from tests.benchmarks.timing import fastest

SIZES = (60, 2_000, 20_000)
FILMS, WORD = 20, "kanariefågel"  # a page of results, each of an hour
PAGE = b"x" * 40_000
SEGMENT = "v/seg00000.m4s"
Row = tuple[str, str, str]


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE)


urlpatterns = [path("bare/", bare), *site]


def rows() -> list[Row]:
    """(what, ours divided by theirs, note)."""
    with tempfile.TemporaryDirectory() as folder:
        places = {"RENDITIONS_DIR": Path(folder) / "renditions", "SEARCH_DIR": Path(folder) / "search"}
        with override_settings(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["testserver"], **places):
            return measured(Path(folder))


def measured(folder: Path) -> list[Row]:
    archive, films = Archive(), [film(WORD) for _ in range(FILMS)]
    rebuild()
    lay({language: Welcome("Röstarkivet", "") for language in languages()})
    segment(films[0], folder / "renditions")
    pages = addresses(archive, films[0])
    found: dict[str, list[float]] = {what: [] for what in pages}
    for size in SIZES:
        archive.grow(size)
        unit = fastest(fetching("/bare/"))
        for what, call in pages.items():
            found[what].append(fastest(call) / unit)
    sizes = " · ".join(f"{size:,}" for size in SIZES)
    note = f"in archives of {sizes} works"
    return [(what, " · ".join(f"{ratio:.1f}" for ratio in ratios), note) for what, ratios in found.items()] + [
        weight(films[0])
    ]


def addresses(archive: Archive, work: Documentary) -> dict[str, Callable[[], None]]:
    """What is fetched, by whom, under the name it has in the table."""
    recording = Recording.objects.get(work_links__work=work)
    archivist = User.objects.create_user("archivist")
    archivist.groups.set([Group.objects.get_or_create(name="Archivists")[0]])
    staff = Client()
    staff.force_login(archivist)
    subject = archive.subject.get_absolute_url()
    return {
        "A film of an hour in three languages, kept": fetching(work.get_absolute_url()),
        "The same, made anew": anew(fetching(work.get_absolute_url())),
        "That film, for a member": fetching(work.get_absolute_url(), staff),
        "The list of works": fetching(reverse("catalogue:works")),
        "The list of one kind": fetching(reverse("catalogue:works") + "?kind=radio_episode"),
        "The list narrowed to a language and a subject": fetching(
            reverse("catalogue:works") + f"?language=fa&subject={archive.subject.slug}"
        ),
        "The same, after a change of any work": after_a_change(
            reverse("catalogue:works") + f"?language=fa&subject={archive.subject.slug}", work
        ),
        "A series": fetching(archive.series.get_absolute_url()),
        "A subject that every work is about": fetching(subject),
        "The home page": fetching("/"),
        f"A search that finds {FILMS} such films": fetching(f"/search/?q={WORD}"),
        "The admin's list of tracks": fetching(reverse("tracks:index"), staff),
        "The admin's form for subtitles": fetching(reverse("tracks:import"), staff),
        "The admin's list of recordings": fetching(reverse("recordings:index"), staff),
        "A segment of a stream": fetching(links.prefix(recording, STRANGER) + SEGMENT),
        "The same, for a member": fetching(links.prefix(recording, viewer_of(archivist)) + SEGMENT, staff),
    }


def fetching(url: str, client: Client | None = None) -> Callable[[], None]:
    client = client or Client()

    def fetch() -> None:
        response = client.get(url)
        assert response.status_code == 200, (url, response.status_code)
        b"".join(response)

    return fetch


def after_a_change(url: str, work: Documentary) -> Callable[[], None]:
    """As `fetching`, with nothing kept of what was found for it."""
    fetch = fetching(url)

    def changed() -> None:
        Face.objects.filter(work=work).update(version=F("version") + 1)
        fetch()

    return changed


def anew(fetch: Callable[[], None]) -> Callable[[], None]:
    """The call with nothing kept of the whole page."""

    def call() -> None:
        with patch.object(stored, "_key", lambda *_: None):
            fetch()

    return call


def segment(work: Documentary, folder: Path) -> None:
    live = Recording.objects.select_related("rendition_set").get(work_links__work=work).rendition_set
    assert live is not None
    target = folder / live.directory / SEGMENT
    target.parent.mkdir(parents=True)
    target.write_bytes(b"x" * 200_000)


THOUSAND: Final = 1000


def weight(work: Documentary) -> Row:
    page = Client().get(work.get_absolute_url()).content
    packed = len(gzip.compress(page, 6))
    return (
        "That film's page, in KB",
        f"{len(page) / THOUSAND:.0f}",
        f"{packed / THOUSAND:.0f} KB packed, before play",
    )
