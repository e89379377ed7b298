"""What is said in a recording, to be read beside the player.

An hour of speech is some nine hundred lines, so a page brings the text that its reader reads best and the addresses of
the others. The lines of a revision are made once and kept in memory; that they may be read is asked at every request.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from django.core.cache import caches
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from archive import timecode
from archive.languages import reader
from catalogue.public.data import TrackShown
from subtitles.models import Revision, Track
from subtitles.webvtt import cuetext

READ_BESIDE_IT = (Track.Kind.SUBTITLES, Track.Kind.CAPTIONS, Track.Kind.TRANSCRIPT)
MADE_BY = 1  # raise it when the lines are written otherwise
# A line is read until the next one begins, unless the silence between them is longer than this.
SILENCE_MS = 500
# What of the lines is not said by anybody.
_MARKS = re.compile(r"<b>.*?</b>|<[^>]*>")


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a track: `lines` as HTML where the page brings it, else to be fetched from `fragment`.

    `page` is the query string of the page that brings it.
    """

    uuid: str
    lang: str
    dir: str
    label: str
    fragment: str
    page: str
    lines: SafeString


def transcript(shown: Sequence[TrackShown], wanted: str = "", query: str = "?") -> list[Reading]:
    """The texts of tracks that the gate let through, in their order; the wanted one (by its `page` key) has its lines.

    `query` begins the query string of the part that is shown: "?" or such as "?part=2&".
    """
    kinds = [track for track in shown if track.kind in READ_BESIDE_IT]
    rows = Track.objects.with_cues().filter(uuid__in=[track.uuid for track in kinds]) if kinds else Track.objects.none()
    spoken = {str(track.uuid): track for track in rows.select_related("published_revision").order_by()}
    read = [track for track in kinds if track.uuid in spoken]
    keys = _keys(read)
    chosen = next((track for track in read if keys[track.uuid] == wanted), read[0] if read else None)
    return [
        _reading(track, keys[track.uuid], query, spoken[track.uuid] if track is chosen else None, first=read[0])
        for track in read
    ]


def _keys(tracks: list[TrackShown]) -> dict[str, str]:
    """How an address names each: by its language, the second of a language by its own name."""
    first: dict[str, str] = {}
    for track in tracks:
        first.setdefault(track.lang, track.uuid)
    return {track.uuid: track.lang if first[track.lang] == track.uuid else track.uuid for track in tracks}


def _reading(track: TrackShown, key: str, query: str, chosen: Track | None, *, first: TrackShown) -> Reading:
    """`chosen`: the row of the track whose lines the page brings."""
    page = f"{query}transcript={key}"
    made = SafeString("")
    if chosen and chosen.published_revision:
        made = lines(chosen, chosen.published_revision, query if track is first else f"{page}&")
    fragment = reverse("catalogue:transcript", kwargs={"uuid": track.uuid})
    return Reading(track.uuid, track.lang, track.dir, track.label, fragment, page, made)


def lines(track: Track, revision: Revision, query: str = "?") -> SafeString:
    """The published lines of a track as items of a list, each a link to its second: `query` + "t=62.5".

    Ask the gate first. `revision` is the one that is published.
    """
    # A restored database gives numbers out again: the moment of saving tells two revisions of one number apart.
    key = f"{MADE_BY}:{track.uuid}:{revision.pk}:{revision.created_at.timestamp()}:{reader() == 'fa'}"
    kept: str | None = caches["pages"].get(key)
    if kept is None:
        rows = track.published_cues().values_list("start_ms", "end_ms", "payload")
        kept = written([(start, end, cuetext.plain_text(payload)) for start, end, payload in rows])
        caches["pages"].set(key, kept)
    # A quotation mark in the words themselves is written &quot;.
    return SafeString(kept if query == "?" else kept.replace('<a href="?t=', f'<a href="{escape(query)}t='))


def written(rows: list[tuple[int, int, str]]) -> str:
    """Lines as HTML, of (start in ms, end in ms, text) in the order of time; a line feed in a text stays one."""
    nexts = [after[0] for _, after in pairwise(rows)] + [-1]
    return "\n".join(
        f"<li{_end(end, after)}>"
        f'<a href="?t={timecode.seconds(start)}"><b>{timecode.short(start)}</b> '
        f"{escape(text)}</a>"
        for (start, end, text), after in zip(rows, nexts, strict=True)
    )


def _end(end_ms: int, next_ms: int) -> str:
    """Said only where the beginning of the next line does not say it: it is most of what a line weighs."""
    return "" if end_ms <= next_ms <= end_ms + SILENCE_MS else f' data-end="{end_ms}"'


def plain(reading: Reading, longest: int) -> str:
    """The beginning of the lines that a page brings, as text without times, cut between two words."""
    text = " ".join(unescape(_MARKS.sub("", reading.lines)).split())
    return text if len(text) <= longest else text[:longest].rpartition(" ")[0] + " …"


def fragment(track: Track, revision: Revision) -> SafeString:
    """The list that a page puts in where this language is chosen."""
    return format_html(
        '<ol class="lines" data-track="{}" lang="{}" dir="{}" aria-label="{}">{}</ol>',
        track.uuid, track.language, track.dir, track.name, lines(track, revision),
    )  # fmt: skip
