"""Small indexes of plain words for the engine's tests: terms are the words themselves."""

from collections.abc import Collection, Iterable
from uuid import UUID, uuid5

from search.engines.base import Clause, CueEntry, Entry, Item, Passage, Query, Source

SPACE = UUID(int=0)


def passage(text: str, field: str = "sv") -> Passage:
    return Passage(field, tuple(text.split()))


def cue_id(item: int, n: int) -> UUID:
    return uuid5(SPACE, f"{item}/{n}")


def item(
    id: int,
    *cues: str,
    title: str = "titel",
    text: str = "",
    kind: str = "documentary",
    year: int | None = None,
    language: str = "sv",
    work: int | None = None,
    tracks: dict[str, list[str]] | None = None,
) -> Item:
    """An item with cues of two seconds each; `tracks` gives several tracks by language instead."""
    entries: list[CueEntry] = []
    for track, (tag, lines) in enumerate((tracks or {language: list(cues)}).items(), start=1):
        for at, line in enumerate(lines):
            n = len(entries)
            entries.append(CueEntry(n, track, tag, cue_id(id, n), at * 2000, at * 2000 + 2000, passage(line, tag)))
    languages = tuple(tracks or {language: []})
    return Item(
        id,
        work or id,
        id,
        kind,
        year,
        languages,
        (passage(title, language),),
        (passage(text, language),),
        tuple(entries),
    )


def entries(*items: Item, version: int = 1, works: Iterable[int] = ()) -> list[Entry]:
    """An entry at this version for each work of the items, and an empty one for each of the other `works`."""
    ids = dict.fromkeys([*(item.work_id for item in items), *works])
    return [Entry(pk, version, tuple(item for item in items if item.work_id == pk)) for pk in ids]


def gone(*works: int, version: int = 1) -> list[Entry]:
    """Nothing is to be found of these works."""
    return entries(version=version, works=works)


def source(*items: Item, version: int = 1) -> Source:
    """Gives the entries of the works asked for."""

    def read(work_ids: Collection[int] | None) -> Iterable[Entry]:
        wanted = [item for item in items if work_ids is None or item.work_id in work_ids]
        return entries(*wanted, version=version, works=work_ids or ())

    return read


def clause(text: str, *fields: str) -> Clause:
    return Clause(tuple(passage(text, field) for field in fields or ("sv", "en", "fa", "und")))


def query(*clauses: str, **choices: object) -> Query:
    return Query(tuple(clause(text) for text in clauses), **choices)  # type: ignore[arg-type]
