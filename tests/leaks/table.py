"""What a visitor can reach: one row for every public route. A route without a row fails the test."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import override

from archive.access import Viewer
from archive.streaming import links
from catalogue.models import RadioEpisode
from subtitles.exporting import PUBLIC
from tests.leaks.world import Seed, World

LANGUAGES = ("sv", "en", "fa")


def none(*args: object) -> list[str]:
    return []


@dataclass(frozen=True)
class Row:
    """The addresses behind a route.

    `of_seed`: the addresses of one thing; they answer 404 to whoever may not see it, and with its word to the rest.
    `pages`: all other addresses; nothing unlisted may stand there. `lists`: and some of them name what is public.
    """

    of_seed: Callable[[Seed, Viewer], list[str]] = none
    pages: Callable[..., list[str]] = none
    lists: bool = False


def each_language(name: str, query: str = "", **kwargs: object) -> list[str]:
    addresses = []
    for language in LANGUAGES:
        with override(language):
            addresses.append(reverse(name, kwargs=kwargs) + query)
    return addresses


def named(name: str, attribute: str) -> Row:
    return Row(of_seed=lambda seed, _: each_language(name, slug=getattr(seed, attribute).slug))


def searches(world: World) -> list[str]:
    words = ("cue", "title", "person", "place", "subject", "organisation", "summary", "file", "worktitle", "tell")
    asked = [f"{seed.word}{word}" for seed in world.seeds.values() for word in words]
    asked += [f"{inner.word}{word}" for inner in world.inner for word in ("", "cue", "title", "label")]
    return [f"/search/?q={query}" for query in [*asked, "frihet", "kanarie", ""]]


def around_what_is_hidden(world: World) -> list[str]:
    """Public works beside, above and around what is closed."""
    slugs = ["serien", *RadioEpisode.objects.filter(withdrawn=False).values_list("slug", flat=True)]
    return [address for slug in slugs for address in each_language("catalogue:work", slug=slug)]


def lists(world: World) -> list[str]:
    filters = ["", "?kind=documentary", "?year=2004", "?page=1", "?language=sv", "?language=fa", "?kind=radio_episode"]
    filters.append("?kind=radio_episode&series=serien")
    by_name = [
        f"?{kind}={getattr(seed, kind).slug}"
        for seed in world.seeds.values()
        for kind in ("subject", "place", "person")
    ]
    return [address + query for address in each_language("catalogue:works") for query in (*filters, *by_name)]


ROUTES: dict[str, Row] = {
    # Where a setting sends readers on to a bucket: tests/services/test_s3_leaks.py.
    "archive:stream": Row(of_seed=lambda seed, viewer: [links.prefix(seed.recording, viewer) + "master.m3u8"]),
    "archive:document": Row(of_seed=lambda seed, _: [reverse("archive:document", kwargs={"uuid": seed.document.uuid})]),
    "subtitles:vtt": Row(of_seed=lambda seed, _: [reverse("subtitles:vtt", kwargs={"uuid": seed.track.uuid})]),
    "subtitles:download": Row(
        of_seed=lambda seed, _: [
            reverse("subtitles:download", kwargs={"uuid": seed.track.uuid, "format_name": name}) for name in PUBLIC
        ]
    ),
    "catalogue:works": Row(pages=lists, lists=True),
    "catalogue:work": replace(named("catalogue:work", "work"), pages=around_what_is_hidden),
    # There is something to ask for only where something is sealed: tests/catalogue/public/test_asking.py.
    "catalogue:ask": Row(),
    # It leads to a picture that is stream's: tests/catalogue/public/test_posters.py.
    "catalogue:poster": Row(),
    "catalogue:transcript": Row(
        of_seed=lambda seed, _: each_language("catalogue:transcript", uuid=str(seed.track.uuid))
    ),
    "catalogue:person": named("catalogue:person", "person"),
    "catalogue:organisation": named("catalogue:organisation", "organisation"),
    "catalogue:place": named("catalogue:place", "place"),
    "catalogue:subject": named("catalogue:subject", "subject"),
    "search:search": Row(pages=searches, lists=True),
    "login": Row(pages=lambda world: each_language("login")),
    "logout": Row(pages=lambda world: each_language("logout")),
    # Editorial pages; the front page also shows what is in the archive.
    "wagtail_serve": Row(pages=lambda world: ["/", "/en/", "/fa/"], lists=True),
    # Wagtail's password forms for pages that an editor locked; they show nothing of the archive.
    "wagtailcore_authenticate_with_password": Row(),
    "wagtailcore_login": Row(),
    # For machines; security.txt is not there until a contact is named.
    "robots": Row(pages=lambda world: [reverse("robots")]),
    "security": Row(),
    # Of one's own account: a door for members, one that is shut until a setting opens it, one for who has a link.
    "account:password": Row(),
    "account:reset": Row(),
    "account:choose": Row(),
}
