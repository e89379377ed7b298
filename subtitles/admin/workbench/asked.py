"""What the workbench sends, read as what it has to be."""

import json
import re
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from subtitles.admin.reach import worked_on
from subtitles.admin.workbench.answers import NotABatch
from subtitles.changes.reading import MOST_LETTERS, MOST_LETTERS_OF_SETTINGS, MOST_MS, MOST_NUMBER
from subtitles.models import Track

MOST_CHANGES = 500  # in one batch; a browser that has more sends several
_TAB = re.compile(r"[\w-]{0,40}", re.ASCII)
_DIGITS = re.compile(r"[0-9]{1,10}")

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class AskedCue:
    """A cue of which somebody wants to know what is found in it."""

    uuid: str
    start_ms: int
    end_ms: int
    settings: str
    payload: str


@dataclass(frozen=True, slots=True)
class Batch:
    """`since` is the newest number that the window has, `source` the key of its source's track and the newest number
    that it has of that; `tab` its name, and `cue` the one that she is on."""

    since: int
    source: tuple[int, int] | None
    tab: str
    cue: UUID | None
    changes: list[object]


def reached_track(request: HttpRequest, pk: int) -> Track:
    """The track, for somebody who may write in it. Raises Http404 and PermissionDenied."""
    return worked_on(request, pk, "recording")


def batch(request: HttpRequest) -> Batch:
    """What a window sends. Raises NotABatch."""
    sent = body(request)
    changes = sent.get("changes")
    if not isinstance(changes, list) or len(changes) > MOST_CHANGES:
        raise NotABatch
    return Batch(
        number(sent.get("since")), _source(sent.get("source")), _tab(sent.get("tab")), name(sent.get("cue")), changes
    )


def poll(request: HttpRequest) -> Batch:
    """The same of one that sends nothing. Raises NotABatch."""
    said = request.GET
    since = said.get("since", "")
    if not _DIGITS.fullmatch(since):
        raise NotABatch
    theirs = [int(part) if _DIGITS.fullmatch(part) else None for part in said.getlist("source")]
    return Batch(number(int(since)), _source(theirs or None), _tab(said.get("tab", "")), name(said.get("cue")), [])


def moment(request: HttpRequest, key: str) -> int | None:
    """The number of a change in the address; None where none is said. Raises NotABatch."""
    said = request.GET.get(key, "")
    if said and not _DIGITS.fullmatch(said):
        raise NotABatch
    return number(int(said)) if said else None


def body(request: HttpRequest) -> Json:
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise NotABatch from error
    if not isinstance(sent, dict):
        raise NotABatch
    return sent


def number(raw: object, most: int = MOST_NUMBER) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool) or not 0 <= raw <= most:
        raise NotABatch
    return raw


def name(raw: object) -> UUID | None:
    """A cue's; None where none is said."""
    if raw is None or raw == "":
        return None
    try:
        return UUID(raw) if isinstance(raw, str) else _none()
    except ValueError as error:
        raise NotABatch from error


def names(raw: object) -> set[str] | None:
    if raw is None:
        return None
    if not isinstance(raw, list) or len(raw) > MOST_CHANGES:
        raise NotABatch
    return {str(name(each) or _none()) for each in raw}


def cues(raw: object) -> list[AskedCue]:
    """In the order of their times. Raises NotABatch."""
    if not isinstance(raw, list) or len(raw) > MOST_CHANGES:
        raise NotABatch
    return sorted(map(_cue, raw), key=lambda cue: (cue.start_ms, -cue.end_ms))


def _cue(raw: object) -> AskedCue:
    if not isinstance(raw, dict):
        raise NotABatch
    start_ms, end_ms = (number(raw.get(name), MOST_MS) for name in ("start", "end"))
    text, settings = letters(raw.get("text"), MOST_LETTERS), letters(raw.get("settings"), MOST_LETTERS_OF_SETTINGS)
    return AskedCue(str(name(raw.get("uuid")) or _none()), start_ms, end_ms, settings, text)


def letters(raw: object, most: int) -> str:
    if not isinstance(raw, str) or len(raw) > most:
        raise NotABatch
    return raw


def span(raw: object) -> tuple[int, int] | None:
    if raw is None:
        return None
    if not isinstance(raw, list) or len(raw) != 2:  # noqa: PLR2004 - from and to
        raise NotABatch
    return number(raw[0], MOST_MS), number(raw[1], MOST_MS)


def _source(raw: object) -> tuple[int, int] | None:
    if raw is None:
        return None
    if not isinstance(raw, list) or len(raw) != 2:  # noqa: PLR2004 - a key and a number
        raise NotABatch
    return number(raw[0]), number(raw[1])


def _tab(raw: object) -> str:
    if not isinstance(raw, str) or not _TAB.fullmatch(raw):
        raise NotABatch
    return raw


def _none() -> UUID:
    raise NotABatch
