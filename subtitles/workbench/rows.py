"""Changes and cues between their rows and the shapes of `subtitles.changes`."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple, Protocol, cast
from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import QuerySet

from subtitles import changes
from subtitles.models import Change, Cue, Track

# What has a column of its own; the rest of a change stands in its `data`.
_COLUMNS = frozenset({"id", "base", "kind", "cue", "made", "number", "result"})
_OTHER = {"split": "into", "merge": "with"}
# What a cue is read of, in the order of its columns.
CUE = ("uuid", "start_ms", "end_ms", "payload", "settings", "identifier", "confirmed", "machine")


class Row(Protocol):
    """What is folded of a row, be it a model or a `Done`."""

    @property
    def number(self) -> int: ...
    @property
    def uuid(self) -> UUID: ...
    @property
    def base(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def cue(self) -> UUID | None: ...
    @property
    def other(self) -> UUID | None: ...
    @property
    def data(self) -> dict[str, object]: ...
    @property
    def result(self) -> dict[str, object]: ...
    @property
    def made(self) -> str: ...


class Done(NamedTuple):
    """The row of a change without who made it and when: a model of each costs more than to fold it."""

    number: int
    uuid: UUID
    base: int
    kind: str
    cue: UUID | None
    other: UUID | None
    data: dict[str, object]
    result: dict[str, object]
    made: str


# The columns of a `Done`, and of a cue as `CUE` names them, as the database gives them.
DoneRow = tuple[int, UUID, int, str, UUID | None, UUID | None, dict[str, object], dict[str, object], str]
CueRow = tuple[UUID, int, int, str, str, str, bool, bool]


def row(track: Track, change: changes.Change, by: User | None, at: datetime) -> Change:
    """The row of a change that has its number and its result."""
    sent = cast("Mapping[str, object]", change)
    other = sent.get(_OTHER.get(change["kind"], ""))
    return Change(
        track=track,
        number=change["number"],
        uuid=UUID(change["id"]),
        base=change["base"],
        kind=change["kind"],
        cue=UUID(change["cue"]) if change["cue"] else None,
        other=UUID(str(other)) if other else None,
        data={name: value for name, value in sent.items() if name not in _COLUMNS},
        result=change.get("result", {}),
        made=change["made"],
        by=by,
        at=at,
    )


def change_of(row: Row) -> changes.Change:
    """What is folded of a row."""
    made = {
        "id": str(row.uuid),
        "base": row.base,
        "kind": row.kind,
        "cue": str(row.cue) if row.cue else None,
        "made": row.made,
        "number": row.number,
        **row.data,
    }
    if row.result:
        made["result"] = row.result
    return cast("changes.Change", made)


def told(row: Change) -> changes.Change:
    """The same with who made it and when, as it is told to everybody who works on the track."""
    return {**change_of(row), "by": name_of(row.by), "at": row.at.isoformat()}


def name_of(user: User | None) -> str:
    """What others read of a person; "" for one who is not there any more."""
    return (user.get_full_name() or user.get_username()) if user else ""


def folded_by(rows: QuerySet[Change]) -> Iterable[changes.Change]:
    return map(change_of, rows.order_by("number"))


def state_of(cue: Cue) -> changes.Cue:
    return {
        "uuid": str(cue.uuid),
        "start": cue.start_ms,
        "end": cue.end_ms,
        "text": cue.payload,
        "settings": cue.settings,
        "identifier": cue.identifier,
        "confirmed": cue.confirmed,
        "machine": cue.machine,
        "stale": None,
    }


def cues_of(cues: QuerySet[Cue]) -> list[changes.Cue]:
    """The same of many, without making a model of each."""
    return [cue_of(row) for row in cues.order_by().values_list(*CUE)]


def cue_of(row: CueRow) -> changes.Cue:
    """The same of the columns of one, as `CUE` names them."""
    uuid, start, end, text, settings, identifier, confirmed, machine = row
    return {
        "uuid": str(uuid),
        "start": start,
        "end": end,
        "text": text,
        "settings": settings,
        "identifier": identifier,
        "confirmed": confirmed,
        "machine": machine,
        "stale": None,
    }
