"""The search page."""

import logging

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive import access
from archive.languages import reader
from catalogue.public.works import as_of_now
from search.answer.asking import LONGEST_QUERY
from search.answer.query import PAGE_SIZE
from search.answer.query import search as find
from search.exceptions import EngineUnavailableError

logger = logging.getLogger(__name__)

_MOST_WORDS = 6
RETRY_AFTER_SECONDS = 60  # a worker looks twice a minute whether the index must be built anew


@require_safe
@as_of_now
def search(request: HttpRequest) -> HttpResponse:
    """What is said and written in the archive: `q`, narrowed by `kind`, `language`, `year`; `page` from 1."""
    asked = request.GET
    text = asked.get("q", "").replace("\0", " ").strip()[:LONGEST_QUERY]
    context: dict[str, object] = {"longest": LONGEST_QUERY, "q": text}
    try:
        results = find(
            text,
            access.viewer(request),
            reader(),
            kind=asked.get("kind", ""),
            language=asked.get("language", ""),
            year=_number(asked.get("year", "")),
            page=_number(asked.get("page", "")) or 1,
        )
    except EngineUnavailableError:
        logger.exception("The search index cannot be read.")
        response = render(request, "search/unavailable.html", context, status=503)
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response
    context |= {
        "results": results,
        "page": Paginator(range(results.pages * PAGE_SIZE), PAGE_SIZE).get_page(results.page),
        "words": _words(results.text) if results.asked and not results.total else [],
        "narrowed": any(choice.chosen and choice.value for facet in results.facets for choice in facet.choices),
    }
    return render(request, "search/search.html", context)


def _number(text: str) -> int | None:
    """A whole number of at most nine digits, in the digits of any script; else None."""
    return int(text) if text.isdecimal() and len(text) <= 9 else None  # noqa: PLR2004 — no page or year is longer


def _words(text: str) -> list[str]:
    """The words of a search that found nothing, to be tried one by one."""
    words = list(dict.fromkeys(text.replace('"', " ").split()))
    return words[:_MOST_WORDS] if len(words) > 1 else []
