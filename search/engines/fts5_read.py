"""How a page of results is read from an FTS5 index. What was asked reaches SQLite as quoted terms, never as syntax."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from uuid import UUID

from search.analysis import field_of
from search.engines.base import HITS_PER_ITEM, Clause, Facets, Group, Hit, Page, Passage, Query
from search.engines.terms import WEIGHTS, spanned, tokens

CUE_BITS = 20
_BM25 = f"bm25(item_text, {WEIGHTS['title']}, {WEIGHTS['text']}, {WEIGHTS['cues']})"


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


def _where(query: Query, without: str = "") -> tuple[str, list[str | int]]:
    """FROM and WHERE of a question about items, with the choices of `query` except `without`."""
    sql = "FROM item_text JOIN item_row ON item_row.id = item_text.rowid WHERE item_text MATCH ?"
    values: list[str | int] = []
    if query.kind and without != "kind":
        sql += " AND item_row.kind = ?"
        values.append(query.kind)
    if query.year is not None and without != "year":
        sql += " AND item_row.year = ?"
        values.append(query.year)
    if query.language and without != "language":
        sql += " AND item_row.id IN (SELECT item FROM item_language WHERE language = ?)"
        values.append(query.language)
    if query.without:
        sql += " AND item_row.work NOT IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(sorted(query.without)))
    return sql, values


def _facets(db: sqlite3.Connection, query: Query, match: str) -> Facets:
    def counted(column: str) -> Iterator[tuple[str, int]]:
        where, values = _where(query, without=column)
        sql = f"SELECT item_row.{column}, count(*) {where} AND item_row.{column} IS NOT NULL GROUP BY 1 ORDER BY 1"
        yield from db.execute(sql, (match, *values))

    years = {int(year): count for year, count in counted("year")}
    return Facets(dict(counted("kind")), _languages(db, query), years)


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


_RANGE = "FROM cue_text WHERE rowid BETWEEN ? AND ?"


def _hits(db: sqlite3.Connection, item: int, clauses: tuple[Clause, ...]) -> tuple[Hit, ...]:
    """The cues that hold as many of the clauses as any cue of this item does."""
    tally: Counter[int] = Counter()
    across: set[int] = set()
    for clause in clauses:
        rows = db.execute(f"SELECT rowid {_RANGE} AND cue_text MATCH ?", (*cue_range(item), _any_of([clause])))
        cues = {row[0] for row in rows}
        if not cues:
            cues = _across(db, item, clause)
            across |= cues
        tally.update(cues)
    most = max(tally.values(), default=0)
    best = sorted(rowid for rowid, count in tally.items() if count == most)[:HITS_PER_ITEM]
    marks = ",".join("?" * len(best))
    sql = f"SELECT rowid, uuid, track, language, start_ms, end_ms FROM cue_text WHERE rowid IN ({marks})"  # noqa: S608
    hits = [
        Hit(UUID(uuid), track, language, start_ms, end_ms, rowid in across)
        for rowid, uuid, track, language, start_ms, end_ms in db.execute(sql, best)
    ]
    return tuple(sorted(hits, key=lambda hit: (hit.start_ms, hit.language)))


def _across(db: sqlite3.Connection, item: int, clause: Clause) -> set[int]:
    """The cues that a phrase of this clause runs over. It has to read all of the item, so it asks if that pays."""
    found: set[int] = set()
    for phrase in (tokens(passage).split() for passage in clause.alternatives if len(passage.terms) > 1):
        match = f'cues : "{" ".join(phrase)}"'
        here = db.execute("SELECT 1 FROM item_text WHERE item_text MATCH ? AND rowid = ?", (match, item))
        if here.fetchone():
            found |= spanned(db.execute(f"SELECT rowid, track, terms {_RANGE} ORDER BY rowid", cue_range(item)), phrase)
    return found
