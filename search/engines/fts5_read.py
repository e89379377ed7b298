"""How a page of results is read from an FTS5 index. What was asked reaches SQLite as quoted terms, never as syntax."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from search.analysis import field_of
from search.engines.base import HITS_PER_ITEM, Clause, Facets, Group, Hit, Page, Passage, Query
from search.matching import contains, occurrences

CUE_BITS = 20
# FTS5's `ascii` tokenizer takes every character beyond ASCII for a letter, so this one ties a term to its field …
_TIE = "·"
# … and, alone, is a term that nobody can ask for.
GAP = f" {_TIE} "
# A word in a title says more about an item than one in its description, and that more than one that is spoken.
_BM25 = "bm25(item_text, 8.0, 2.0, 1.0)"


def tokens(passage: Passage) -> str:
    return " ".join(f"{passage.field}{_TIE}{term}" for term in passage.terms)


def cue_range(item: int) -> tuple[int, int]:
    """The first and last rowid that a cue of this item can have."""
    return item << CUE_BITS, (item + 1 << CUE_BITS) - 1


def page(db: sqlite3.Connection, query: Query) -> Page:
    field = field_of(query.language) if query.language else None
    clauses = tuple(clause.within(field) for clause in query.clauses)
    if not all(clause.alternatives for clause in clauses):
        return Page()
    match = _all_of(clauses)
    where, values = _where(query)
    total: int = db.execute(f"SELECT count(*) {where}", (match, *values)).fetchone()[0]
    rows = db.execute(
        f"SELECT item_row.id, work, recording {where} ORDER BY {_BM25}, item_row.id LIMIT ? OFFSET ?",
        (match, *values, query.size, (query.page - 1) * query.size),
    ).fetchall()
    groups = tuple(Group(item, work, recording, _hits(db, item, clauses)) for item, work, recording in rows)
    return Page(total, groups, _facets(db, query, match))


def _quoted(passage: Passage) -> str:
    return '"' + tokens(passage).replace('"', '""').replace("\0", "") + '"'


def _any_of(clauses: Iterable[Clause]) -> str:
    return " OR ".join(dict.fromkeys(_quoted(passage) for clause in clauses for passage in clause.alternatives))


def _all_of(clauses: Iterable[Clause]) -> str:
    return " AND ".join(f"({_any_of([clause])})" for clause in clauses)


def _where(query: Query, without: str = "") -> tuple[str, list[Any]]:
    """FROM and WHERE of a question about items, with the choices of `query` except `without`."""
    sql = "FROM item_text JOIN item_row ON item_row.id = item_text.rowid WHERE item_text MATCH ?"
    values: list[Any] = []
    if query.kind and without != "kind":
        sql += " AND item_row.kind = ?"
        values.append(query.kind)
    if query.year is not None and without != "year":
        sql += " AND item_row.year = ?"
        values.append(query.year)
    if query.language and without != "language":
        sql += " AND item_row.id IN (SELECT item FROM item_language WHERE language = ?)"
        values.append(query.language)
    return sql, values


def _facets(db: sqlite3.Connection, query: Query, match: str) -> Facets:
    def count(column: str) -> dict[Any, int]:
        where, values = _where(query, without=column)
        sql = f"SELECT item_row.{column}, count(*) {where} AND item_row.{column} IS NOT NULL GROUP BY 1 ORDER BY 1"
        return dict(db.execute(sql, (match, *values)).fetchall())

    return Facets(count("kind"), _languages(db, query), count("year"))


def _languages(db: sqlite3.Connection, query: Query) -> dict[str, int]:
    """In how many items each language says what was asked for: the question is asked once per field."""
    where, values = _where(query, without="language")
    joined = where.replace(" WHERE ", " JOIN item_language ON item_language.item = item_row.id WHERE ", 1)
    sql = f"SELECT language, count(*) {joined} AND field = ? GROUP BY 1"
    found: dict[str, int] = {}
    for field in dict.fromkeys(passage.field for clause in query.clauses for passage in clause.alternatives):
        clauses = [clause.within(field) for clause in query.clauses]
        if all(clause.alternatives for clause in clauses):
            found.update(db.execute(sql, (_all_of(clauses), *values, field)).fetchall())
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


class _Cue:
    """A cue as it lies in the index, with its terms; `clauses` are the numbers of those found in it."""

    def __init__(self, row: tuple[Any, ...]) -> None:
        self.rowid, terms, self.uuid, self.track, self.language, self.start_ms, self.end_ms = row
        self.terms: list[str] = terms.split()
        self.clauses: set[int] = set()
        self.across = False

    def hit(self) -> Hit:
        return Hit(UUID(self.uuid), self.track, self.language, self.start_ms, self.end_ms, self.across)


_CUES = "SELECT rowid, terms, uuid, track, language, start_ms, end_ms FROM cue_text WHERE rowid BETWEEN ? AND ?"


def _hits(db: sqlite3.Connection, item: int, clauses: tuple[Clause, ...]) -> tuple[Hit, ...]:
    """The cues that hold as many of the clauses as any cue of this item does."""
    rows = db.execute(f"{_CUES} AND cue_text MATCH ?", (*cue_range(item), _any_of(clauses)))
    cues = {row[0]: _Cue(row) for row in rows}
    for number, phrases in enumerate(_phrases(clauses)):
        for cue in cues.values():
            if any(contains(cue.terms, phrase) for phrase in phrases):
                cue.clauses.add(number)
        if not any(number in cue.clauses for cue in cues.values()):
            for cue in _across(db, item, phrases):
                cues.setdefault(cue.rowid, cue).clauses.add(number)
                cues[cue.rowid].across = True
    most = max((len(cue.clauses) for cue in cues.values()), default=0)
    best = [cue for cue in cues.values() if cue.clauses and len(cue.clauses) == most]
    best.sort(key=lambda cue: (cue.start_ms, cue.language, cue.rowid))
    return tuple(cue.hit() for cue in best[:HITS_PER_ITEM])


def _phrases(clauses: tuple[Clause, ...]) -> list[list[list[str]]]:
    return [[tokens(passage).split() for passage in clause.alternatives] for clause in clauses]


def _across(db: sqlite3.Connection, item: int, phrases: list[list[str]]) -> Iterator[_Cue]:
    """The cues that one of the phrases runs over. Reads all cues of the item, so it asks first whether that pays."""
    for phrase in (phrase for phrase in phrases if len(phrase) > 1):
        match = f'cues : "{" ".join(phrase)}"'
        if (
            db.execute("SELECT 1 FROM item_text WHERE item_text MATCH ? AND rowid = ?", (match, item)).fetchone()
            is None
        ):
            continue
        cues = [_Cue(row) for row in db.execute(f"{_CUES} ORDER BY rowid", cue_range(item))]
        owners = [cue for cue in cues for _ in cue.terms]
        for start in occurrences([term for cue in cues for term in cue.terms], phrase):
            spanned = {cue.rowid: cue for cue in owners[start : start + len(phrase)]}
            if len({cue.track for cue in spanned.values()}) == 1:
                yield from spanned.values()
