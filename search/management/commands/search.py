import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from archive import timecode
from archive.access import STRANGER
from search.answer.query import search
from search.answer.results import Found, Line, Moment, Results, Side, marked
from search.exceptions import EngineUnavailableError

FIELDS = ("sv", "fa", "en")
_EVERY_MOMENT = 200


class Command(BaseCommand):
    help = 'Search the public archive for words or a "phrase", as a visitor does.'

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("query", metavar="QUERY", help="words that all have to occur; quote a phrase")
        parser.add_argument("--language", choices=FIELDS, default="", help="only what is said or written in it")
        parser.add_argument("--page", type=int, default=1, help="which page of results, from 1")
        parser.add_argument("--json", action="store_true", dest="as_json", help="write one JSON object, nothing else")

    def handle(self, *, query: str, language: str, page: int, as_json: bool, **options: Any) -> None:
        try:
            with override(settings.LANGUAGE_CODE):  # the addresses are those of the site's own language
                results = search(query, STRANGER, language or "sv", language=language, page=page, moments=_EVERY_MOMENT)
        except EngineUnavailableError as error:
            message = _("The search index cannot be read (%(error)s). Build it anew with `manage.py rebuild_search`.")
            raise CommandError(message % {"error": error}) from error
        if as_json:
            self.stdout.write(json.dumps(as_dict(results), ensure_ascii=False, indent=2))
        else:
            self._write(results)

    def _write(self, results: Results) -> None:
        total = results.total
        self.stdout.write(ngettext("%(n)d result", "%(n)d results", total) % {"n": total})
        for found in results.groups:
            self.stdout.write(f"\n{found.title.text}  {address(found.url)}")
            for moment in found.moments:
                for line in (moment.line, *moment.aligned):
                    at = timecode.short(line.start_ms)
                    self.stdout.write(f"  {at:>7}  {line.language:<4} {' '.join(line.text.split())}")


def as_dict(results: Results) -> dict[str, object]:
    """The results as JSON says them.

    `marked` is HTML: escaped text with what was found in <mark>. `spoken`: the cue is in the language that is spoken.
    """
    return {
        "query": results.text,
        "total": results.total,
        "page": results.page,
        "pages": results.pages,
        "facets": {
            facet.name: {choice.value: choice.count for choice in facet.choices if choice.value}
            for facet in results.facets
        },
        "results": [_found(found) for found in results.groups],
    }


def address(path: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def _found(found: Found) -> dict[str, object]:
    return {
        "work": found.work,
        "recording": str(found.recording) if found.recording else None,
        "title": found.title.text,
        "title_language": found.title.lang,
        "url": address(found.url),
        "cues": [_cue(moment) for moment in found.moments],
    }


def _cue(moment: Moment) -> dict[str, object]:
    beside = (*((moment.beside,) if moment.beside else ()), *moment.others)
    aligned = [_line(line, side) for side in beside for line in side.lines]
    return _line(moment.line, moment.found) | {"aligned": aligned}


def _line(line: Line, side: Side) -> dict[str, object]:
    return {
        "id": str(line.id),
        "language": line.language,
        "spoken": side.spoken,
        "matched": line.matched,
        "start_ms": line.start_ms,
        "end_ms": line.end_ms,
        "text": line.text,
        "marked": marked(line.segments),
        "url": address(line.url),
    }
