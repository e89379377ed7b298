"""What is said in a recording, to be read beside the player.

An hour of speech is some nine hundred lines, so a page brings the text that its reader reads best and the addresses of
the others. The lines of a revision are made once and kept in memory; that they may be read is asked at every request.
"""

from dataclasses import dataclass
from itertools import pairwise

from django.core.cache import caches
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from archive.moment import PERSIAN_DIGITS
from subtitles.models import Revision, Track, published_cues
from subtitles.webvtt import cuetext

READ_BESIDE_IT = (Track.Kind.SUBTITLES, Track.Kind.CAPTIONS, Track.Kind.TRANSCRIPT)
MADE_BY = 1  # raise it when the lines are written otherwise
# A line is read until the next one begins, unless the silence between them is longer than this.
SILENCE_MS = 500


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


def transcript(tracks: list[Track], wanted: str = "", query: str = "?") -> list[Reading]:
    """The texts of tracks that the gate let through, in their order; the wanted one (by its `page` key) has its lines.

    `query` begins the query string of the part that is shown: "?" or such as "?part=2&".
    """
    kinds = [track for track in tracks if track.kind in READ_BESIDE_IT]
    said = Revision.objects.filter(pk__in=published_cues(kinds).order_by().values("revision"))
    revisions = said.only("created_at").in_bulk()
    read = [track for track in kinds if track.published_revision_id in revisions]
    keys = _keys(read)
    chosen = next((track for track in read if keys[track.pk] == wanted), read[0] if read else None)
    return [_reading(track, revisions, keys[track.pk], query, shown=track is chosen, first=read[0]) for track in read]


def _keys(tracks: list[Track]) -> dict[int, str]:
    """How an address names each: by its language, the second of a language by its own name."""
    first: dict[str, int] = {}
    for track in tracks:
        first.setdefault(track.language, track.pk)
    return {track.pk: track.language if first[track.language] == track.pk else str(track.uuid) for track in tracks}


def _reading(
    track: Track, revisions: dict[int, Revision], key: str, query: str, *, shown: bool, first: Track
) -> Reading:
    page = f"{query}transcript={key}"
    made = SafeString("")
    if shown and track.published_revision_id:
        made = lines(track, revisions[track.published_revision_id], query if track is first else f"{page}&")
    fragment = reverse("catalogue:transcript", kwargs={"uuid": track.uuid})
    return Reading(str(track.uuid), track.language, track.dir, track.name, fragment, page, made)


def lines(track: Track, revision: Revision, query: str = "?") -> SafeString:
    """The published lines of a track as items of a list, each a link to its second: `query` + "t=62.5".

    Ask the gate first. `revision` is the one that is published.
    """
    # A restored database gives numbers out again: the moment of saving tells two revisions of one number apart.
    key = f"{MADE_BY}:{track.uuid}:{revision.pk}:{revision.created_at.timestamp()}:{get_language() == 'fa'}"
    kept: str | None = caches["pages"].get(key)
    if kept is None:
        rows = track.published_cues().values_list("start_ms", "end_ms", "payload")
        kept = written([(start, end, cuetext.plain_text(payload)) for start, end, payload in rows])
        caches["pages"].set(key, kept)
    # A quotation mark in the words themselves is written &quot;.
    return SafeString(kept if query == "?" else kept.replace('<a href="?t=', f'<a href="{escape(query)}t='))


def written(rows: list[tuple[int, int, str]]) -> str:
    """Lines as HTML, of (start in ms, end in ms, text) in the order of time; a line feed in a text stays one."""
    digits = PERSIAN_DIGITS if get_language() == "fa" else {}
    nexts = [after[0] for _, after in pairwise(rows)] + [-1]
    return "\n".join(
        f"<li{_end(end, after)}>"
        f'<a href="?t={_seconds(start)}"><b>{_clock(start).translate(digits)}</b> '
        f"{escape(text)}</a>"
        for (start, end, text), after in zip(rows, nexts, strict=True)
    )


def _end(end_ms: int, next_ms: int) -> str:
    """Said only where the beginning of the next line does not say it: it is most of what a line weighs."""
    return "" if end_ms <= next_ms <= end_ms + SILENCE_MS else f' data-end="{end_ms}"'


def _seconds(milliseconds: int) -> str:
    return f"{milliseconds / 1000:.3f}".rstrip("0").rstrip(".")


def _clock(milliseconds: int) -> str:
    total = milliseconds // 1000
    hours, minutes, seconds = total // 3600, total // 60 % 60, total % 60
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def fragment(track: Track, revision: Revision) -> SafeString:
    """The list that a page puts in where this language is chosen."""
    return format_html(
        '<ol class="lines" data-track="{}" lang="{}" dir="{}" aria-label="{}">{}</ol>',
        track.uuid, track.language, track.dir, track.name, lines(track, revision),
    )  # fmt: skip
