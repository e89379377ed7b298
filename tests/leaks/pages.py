"""Every page that could mention the specimen without being one of its own."""

from tests.leaks.assets import page
from tests.leaks.specimen import SPOKEN, WORD, YEAR

FILTERS = (
    "kind=radio_episode",
    "kind=documentary",
    f"year={YEAR}",
    f"language={SPOKEN}",
    "kind=radio_episode&series=serien",
    f"subject={WORD}subject",
)
NARROWED = ("", f"&year={YEAR}", "&page=2")
SAID = ("titel", "replik", "etikett", "person", "place")
KINDS = ("person", "place", "subject", "organisation")
PARTS_OF_PAGES = frozenset({"document", "person"})


def pages(layers: frozenset[str]) -> list[str]:
    """All pages that stay when these layers of the specimen go, and that could show a trace of them."""
    own = [] if "work" in layers else its_own()
    if layers <= PARTS_OF_PAGES:
        return [*own, page("catalogue:works", "sv"), *searches()]
    return [*own, *around(), *searches()]


def its_own() -> list[str]:
    return [page("catalogue:work", tongue, slug=f"{WORD}slug") for tongue in ("sv", "fa")]


def pages_of_its_work() -> list[str]:
    """The work's own pages, and the searches that lead to a part of it."""
    return [*its_own(), *searches()]


def around() -> list[str]:
    """Lists, and the pages of other works and of names."""
    works = page("catalogue:works", "sv")
    found = ["/", "/fa/", works, page("catalogue:works", "fa"), *(f"{works}?{query}" for query in FILTERS)]
    found += [page("catalogue:work", "sv", slug=slug) for slug in ("serien", "granne-ett", "granne-tre", "granne-film")]
    return found + [page(f"catalogue:{kind}", "sv", slug=f"granne-{kind}") for kind in KINDS]


# They are asked for although nothing of the specimen ever stands there.
SILENT = (f"{page('catalogue:works', 'sv')}?kind=documentary", page("catalogue:work", "sv", slug="granne-film"))


def searches() -> list[str]:
    search = page("search:search", "sv")
    found = [f"{search}?q={WORD}{said}" for said in SAID]
    return found + [f"{search}?q=frihet{narrowed}" for narrowed in NARROWED] + [f"{search}?q=granne"]
