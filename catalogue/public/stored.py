"""The page of a work as strangers meet it, made once after every change and kept, packed, in memory.

Whether a kept page may be given is asked of the database at every request: it is kept under the versions of all that
it shows, and what was raised meanwhile, or closes by its time, leaves no key to find it under. So nothing is served
past a change, and everybody but a stranger meets a page that is made for her.
"""

import gzip
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from hashlib import sha256
from http import HTTPStatus

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from archive.streaming import tokens
from catalogue.models import Face, Frame, RadioEpisode, Work

Page = Callable[..., HttpResponse]

# What of an address makes another page; anything else than this and a moment is answered without looking.
MAKES_ANOTHER = ("part", "transcript", "page")
LONGEST_VALUE = 40
PACKING = 4  # of nine: the next ones take three times as long for a tenth
VARIES = ("Cookie", "Accept-Language", "Accept-Encoding")

# Written out, because Django takes ten times as long to compose this question as the database to answer it.
_VERSIONS = """
    SELECT face.version, series.version, frame.version
    FROM {work} work
    JOIN {face} face ON face.work_id = work.id AND face.settled AND (face.moment IS NULL OR face.moment > %s)
    JOIN {frame} frame ON frame.moment IS NULL OR frame.moment > %s
    LEFT JOIN {episode} episode ON episode.work_ptr_id = work.id
    LEFT JOIN {face} series ON series.work_id = episode.series_id
        AND series.settled AND (series.moment IS NULL OR series.moment > %s)
    WHERE work.slug = %s AND (episode.series_id IS NULL OR series.version IS NOT NULL)
"""


def for_strangers(view: Page) -> Page:
    """Keep what this view of a work answers strangers. The view asks the gate; here only what it answered is kept."""

    @wraps(view)
    def answer(request: HttpRequest, slug: str) -> HttpResponse:
        key = _key(request, slug)
        if key is None:
            return view(request, slug)
        kept: bytes | None = caches["faces"].get(key)
        if kept is not None:
            return _given(request, kept)
        made = view(request, slug)
        # Made between two looks at the same versions, it shows what they stand for.
        if made.status_code != HTTPStatus.OK or made.cookies or _key(request, slug) != key:
            return made
        kept = gzip.compress(made.content, PACKING, mtime=0)
        caches["faces"].set(key, kept)
        return _given(request, kept)

    return answer


def _key(request: HttpRequest, slug: str) -> str | None:
    """Under what the page is kept; None where it is not: for somebody with a session, or while something changes."""
    asked = request.GET
    short = all(name in MAKES_ANOTHER and len(asked[name]) <= LONGEST_VALUE for name in asked if name != "t")
    if settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES or not short:
        return None
    at = timezone.now()
    versions = _versions(slug, at)
    if versions is None:
        return None
    named = [f"{name}={asked[name]}" for name in MAKES_ANOTHER if name in asked]
    address = request.build_absolute_uri(request.path)
    # Addresses of streams change with the hour, and how to refer to the page names the day.
    of_now = tokens.period(at), timezone.localdate(at), get_language()
    return sha256(repr((versions, of_now, address, named)).encode()).hexdigest()


def _versions(slug: str, at: datetime) -> tuple[int | None, ...] | None:
    tables = {"work": Work, "face": Face, "frame": Frame, "episode": RadioEpisode}
    question = _VERSIONS.format(**{name: connection.ops.quote_name(of._meta.db_table) for name, of in tables.items()})
    moment = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(question, [moment, moment, moment, slug])
        found: tuple[int | None, ...] | None = cursor.fetchone()
    return found


def _given(request: HttpRequest, kept: bytes) -> HttpResponse:
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(kept, headers={"Content-Encoding": "gzip"})
    else:
        response = HttpResponse(gzip.decompress(kept))
    patch_vary_headers(response, VARIES)
    return response
