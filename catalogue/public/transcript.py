"""What is said in a recording, to be read beside the player.

An hour of speech is some nine hundred lines, so a page brings the text that its reader reads best and the addresses of
the others. The lines of a revision are made once and kept in memory; that they may be read is asked at every request.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from itertools import pairwise
from uuid import UUID

from django.core.cache import caches
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from archive import timecode
from archive.access import Viewer
from archive.languages import reader
from archive.questions import Question
from catalogue.public.data import TrackShown
from subtitles import speaking
from subtitles.exporting import PUBLIC
from subtitles.models import Revision, Track
from subtitles.webvtt import voices
from subtitles.webvtt.languages import as_html

READ_BESIDE_IT = (Track.Kind.SUBTITLES, Track.Kind.CAPTIONS, Track.Kind.TRANSCRIPT)
MADE_BY = 4  # raise it when the lines are written otherwise
# A line is read until the next one begins, unless the silence between them is longer than this.
SILENCE_MS = 500
_TAG = re.compile("<[^>]*>")  # no text holds a < that is not escaped


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a track: `lines` as HTML where the page brings it, else to be fetched from `fragment`.

    `page` is the query string of the page that brings it; `downloads` the kinds of files it can be taken home as, each
    with its address. `unchecked` says which of the lines a machine made and nobody has checked, "" for none.
    """

    uuid: str
    lang: str
    dir: str
    label: str
    fragment: str
    page: str
    lines: SafeString
    downloads: tuple[tuple[str, str], ...]
    unchecked: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Items of a list, and which of them a machine made: "all", "some", or "" for none."""

    html: SafeString
    by_machine: str

    @property
    def unchecked(self) -> str:
        """In words for whoever reads them."""
        if self.by_machine == ALL:
            return gettext("Made by a machine, and not checked by any person.")
        if self.by_machine == SOME:
            return gettext("Lines with ⚙ were made by a machine, and not checked by any person.")
        return ""


ALL, SOME = "all", "some"
NO_LINES = Lines(SafeString(""), "")


def transcript(shown: Sequence[TrackShown], viewer: Viewer, wanted: str = "", query: str = "?") -> list[Reading]:
    """The texts of tracks that the gate let through, in their order; the wanted one (by its `page` key) has its lines.

    `query` begins the query string of the part that is shown: "?" or such as "?part=2&".
    """
    kinds = [track for track in shown if track.kind in READ_BESIDE_IT]
    spoken = {str(track.uuid): track for track in _spoken(uuids=[UUID(track.uuid) for track in kinds])}
    read = [track for track in kinds if track.uuid in spoken]
    keys = _keys(read)
    chosen = next((track for track in read if keys[track.uuid] == wanted), read[0] if read else None)
    made = NO_LINES
    if chosen and (revision := spoken[chosen.uuid].published_revision):
        made = lines(spoken[chosen.uuid], revision, viewer)
    return [_reading(track, keys[track.uuid], query, made if track is chosen else NO_LINES) for track in read]


@Question
def _spoken(uuids: Sequence[UUID]) -> QuerySet[Track]:
    return Track.objects.with_cues().filter(uuid__in=uuids).select_related("published_revision").order_by()


def _keys(tracks: list[TrackShown]) -> dict[str, str]:
    """How an address names each: by its language, the second of a language by its own name."""
    first: dict[str, str] = {}
    for track in tracks:
        first.setdefault(track.lang, track.uuid)
    return {track.uuid: track.lang if first[track.lang] == track.uuid else track.uuid for track in tracks}


def _reading(track: TrackShown, key: str, query: str, made: Lines) -> Reading:
    page = f"{query}transcript={key}"
    fragment = reverse("catalogue:transcript", kwargs={"uuid": track.uuid})
    return Reading(
        track.uuid,
        track.lang,
        track.dir,
        track.label,
        fragment,
        page,
        made.html,
        _downloads(track.uuid),
        made.unchecked,
    )


def _downloads(uuid: str) -> tuple[tuple[str, str], ...]:
    address = reverse("subtitles:download", kwargs={"uuid": uuid, "format_name": PUBLIC[0]}).removesuffix(PUBLIC[0])
    return tuple((name, f"{address}{name}") for name in PUBLIC)


def lines(track: Track, revision: Revision, viewer: Viewer) -> Lines:
    """The published lines of a track as items of a list, each behind its time: see `written`.

    Ask the gate first. `revision` is the one that is published; speakers have the names that the viewer may read.
    """
    names = speaking.names(track, viewer)
    # A restored database gives numbers out again: the moment of saving tells two revisions of one number apart.
    state = sha256(repr((revision.created_at.timestamp(), reader() == "fa", names)).encode()).hexdigest()
    key = f"{MADE_BY}:{track.uuid}:{revision.pk}:{state}"
    kept: tuple[str, str] | None = caches["pages"].get(key)
    if kept is None:
        rows = list(track.published_cues().values_list("start_ms", "end_ms", "payload", "machine"))
        count = sum(by_machine for *_, by_machine in rows)
        share = "" if not count else ALL if count == len(rows) else SOME
        marked = {number for number, (*_, by_machine) in enumerate(rows) if by_machine and share == SOME}
        said = voices.announced([payload for _, _, payload, _ in rows], lambda label: names.get(label, ""))
        texts = [(start, end, text) for (start, end, *_), text in zip(rows, said, strict=True)]
        kept = written(texts, track.language, marked), share
        caches["pages"].set(key, kept)
    return Lines(SafeString(kept[0]), kept[1])


def written(rows: list[tuple[int, int, str]], language: str, marked: Collection[int] = ()) -> str:
    """Lines as HTML, of (start in ms, end in ms, cue text) in the order of time; a line feed in a text stays one.

    Those whose places are `marked` say that a machine made them.

    <li data-t=62.5>1:02 What is said. js/lines.js makes a link of the time, which leads nowhere without a player; here
    it would be a third of what the page weighs.
    """
    nexts = [after[0] for _, after in pairwise(rows)] + [-1]
    return "".join(
        f"<li data-t={timecode.seconds(start)}{_end(end, after)}{' data-machine' if number in marked else ''}>"
        f"{timecode.short(start)} {as_html(payload, language)}"
        for number, ((start, end, payload), after) in enumerate(zip(rows, nexts, strict=True))
    )


def _end(end_ms: int, next_ms: int) -> str:
    """Said only where the beginning of the next line does not say it: it is most of what a line weighs."""
    return "" if end_ms <= next_ms <= end_ms + SILENCE_MS else f" data-end={end_ms}"


def plain(reading: Reading, longest: int) -> str:
    """The beginning of the lines that a page brings, as text without times, cut between two words."""
    words: list[str] = []
    for line in reading.lines.split("<li")[1:]:
        words += unescape(_TAG.sub("", line.partition(">")[2])).split()[1:]
        if sum(map(len, words)) > longest:
            break
    text = " ".join(words)
    return text if len(text) <= longest else text[:longest].rpartition(" ")[0] + " …"


def fragment(track: Track, revision: Revision, viewer: Viewer) -> SafeString:
    """The list that a page puts in where this language is chosen."""
    made = lines(track, revision, viewer)
    return format_html(
        '<ol class="lines" data-track="{}" lang="{}" dir="{}" aria-label="{}"{}>{}</ol>',
        track.uuid, track.language, track.dir, " ".join(filter(None, [track.name, made.unchecked])),
        format_html(' data-unchecked="{}"', made.unchecked) if made.unchecked else "", made.html,
    )  # fmt: skip
