"""The embedded engine: SQLite's full-text index FTS5, one file, two levels.

`item_text` is ranked; `cue_text` is never ranked, only read by range of rowid (`item << 20 | n`) for the items of one
page. Both are ordinary FTS5 tables, which keep the terms they index: SQLite before 3.43 cannot delete from contentless
ones.
"""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from search.analysis import field_of, fingerprint
from search.engines import fts5_read as read
from search.engines.base import MOST_CUES, Engine, Entry, Item, Page, Place, Query, Source
from search.engines.condition import LASTING, WRITABLE, Condition, UnusableError, is_full
from search.engines.generations import Generations
from search.engines.terms import GAP, apart, spoken, tokens
from search.exceptions import EngineUnavailableError

_MERGE_PAGES = 200

SCHEMA = """
CREATE TABLE item_row (
    id INTEGER PRIMARY KEY, work INTEGER NOT NULL, recording INTEGER, kind TEXT NOT NULL, year INTEGER
);
CREATE INDEX item_row_work ON item_row (work);
CREATE TABLE item_language (
    item INTEGER, language TEXT, field TEXT NOT NULL, PRIMARY KEY (item, language)
) WITHOUT ROWID;
CREATE TABLE held (work INTEGER PRIMARY KEY, version INTEGER NOT NULL);
CREATE TABLE touched (work INTEGER PRIMARY KEY);
CREATE TABLE state (removed INTEGER NOT NULL, complete INTEGER NOT NULL, analysis TEXT NOT NULL);
INSERT INTO state VALUES (0, 0, '');
CREATE VIRTUAL TABLE item_text USING fts5 (title, text, cues, tokenize = 'ascii');
CREATE VIRTUAL TABLE cue_text USING fts5 (
    terms, uuid UNINDEXED, track UNINDEXED, language UNINDEXED, start_ms UNINDEXED, end_ms UNINDEXED, tokenize = 'ascii'
);
"""


# Of the tables and of how keys and terms are written into them, so that no change of theirs is forgotten here.
VERSION = zlib.crc32(f"{SCHEMA}{read.CUE_BITS}{GAP}".encode()) >> 1


class Fts5Engine(Engine):
    """An index in `directory`, which is made when it is first written to."""

    def __init__(self, directory: Path, analysis: str = "") -> None:
        self.generations = Generations(directory, SCHEMA, VERSION, analysis or fingerprint())

    @classmethod
    def at(cls, place: Place) -> Self:
        return cls(place.directory)

    @contextmanager
    def _answering(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError, UnusableError) as error:
            full = is_full(error, self.generations.directory)
            raise EngineUnavailableError(str(error), full=full) from error

    def search(self, query: Query) -> Page:
        if not query.clauses:
            return Page()
        with self._answering(), self.generations.reading() as db:
            found = read.page(db, query)
            if not found.total and not self.generations.is_of_this_analysis(db):
                raise UnusableError(Condition.OTHER_ANALYSIS)
            return found

    def condition(self) -> Condition:
        return self.generations.condition()

    def replace(self, entries: Iterable[Entry]) -> None:
        with self._answering(), self.generations.writing() as db:
            for entry in entries:
                _put(db, entry)

    def rebuild(self, source: Source, *, if_needed: bool = False) -> int | None:
        with self._answering(), self.generations.making(wait=not if_needed) as mine:
            condition = self.condition()
            if not mine or (if_needed and condition not in LASTING):
                return None
            if condition in LASTING and condition not in WRITABLE:
                self.generations.set_aside()
            return self._rebuild(source)

    def versions(self) -> dict[int, int]:
        with self._answering(), self.generations.reading() as db:
            return dict(db.execute("SELECT work, version FROM held"))

    def verify(self) -> None:
        with self._answering():
            self.generations.verify()

    def purge(self) -> None:
        """Deleted terms stay in the segments of an FTS5 index until these are merged; merge them step by step.

        They stay in the log beside the file, too, until that is emptied; where a reader is in the way, the next purge
        tries again.
        """
        with self._answering(), self.generations.reading() as db:
            if not db.execute("SELECT removed FROM state").fetchone()[0]:
                return
        with self._answering():
            for table in ("item_text", "cue_text"):
                pages = -_MERGE_PAGES  # negative: begin to merge all segments into one
                while self._merge(table, pages):
                    pages = _MERGE_PAGES
            with self.generations.writing() as db:
                db.execute("UPDATE state SET removed = 0")
            if not self.generations.settle():
                with self.generations.writing() as db:
                    db.execute("UPDATE state SET removed = 1")

    def _merge(self, table: str, pages: int) -> bool:
        with self.generations.writing() as db:
            before = db.total_changes
            db.execute(f"INSERT INTO {table}({table}, rank) VALUES ('merge', ?)", (pages,))  # noqa: S608 — our own name
            return db.total_changes - before > 1

    def _rebuild(self, source: Source) -> int:
        with self.generations.writing() as db:
            db.execute("DELETE FROM touched")
        name, new = self.generations.new()
        try:
            new.execute("BEGIN")
            for entry in source(None):
                _put(new, entry)
            with self.generations.writing() as db:
                # Nobody writes now: what was written while we built is read again, and then the pointer moves.
                touched = [row[0] for row in db.execute("SELECT work FROM touched")]
                for entry in source(touched) if touched else ():
                    _put(new, entry)
                new.execute("DELETE FROM touched")
                self.generations.complete(new)
                new.execute("COMMIT")
                count: int = new.execute("SELECT count(*) FROM item_row").fetchone()[0]
                self.generations.finish(name, new)
        finally:
            new.close()
            self.generations.discard(name)  # where it came to nothing
        self.generations.clear_away()
        return count


def _put(db: sqlite3.Connection, entry: Entry) -> None:
    newer = db.execute("SELECT 1 FROM held WHERE work = ? AND version > ?", (entry.work_id, entry.version))
    if newer.fetchone():
        return
    _delete(db, entry.work_id)
    _insert(db, entry.items)
    db.execute("INSERT OR REPLACE INTO held VALUES (?, ?)", (entry.work_id, entry.version))
    db.execute("INSERT OR IGNORE INTO touched VALUES (?)", (entry.work_id,))


def _delete(db: sqlite3.Connection, work_id: int) -> None:
    for (item,) in db.execute("SELECT id FROM item_row WHERE work = ?", (work_id,)).fetchall():
        db.execute("DELETE FROM cue_text WHERE rowid BETWEEN ? AND ?", read.cue_range(item))
        db.execute("DELETE FROM item_text WHERE rowid = ?", (item,))
        db.execute("DELETE FROM item_language WHERE item = ?", (item,))
        db.execute("DELETE FROM item_row WHERE id = ?", (item,))
        db.execute("UPDATE state SET removed = 1")


def _insert(db: sqlite3.Connection, items: Iterable[Item]) -> None:
    for item in items:
        db.execute(
            "INSERT INTO item_row VALUES (?, ?, ?, ?, ?)",
            (item.id, item.work_id, item.recording_id, item.kind, item.year),
        )
        db.executemany(
            "INSERT INTO item_language VALUES (?, ?, ?)",
            [(item.id, language, field_of(language)) for language in dict.fromkeys(item.languages)],
        )
        db.execute(
            "INSERT INTO item_text(rowid, title, text, cues) VALUES (?, ?, ?, ?)",
            (item.id, apart(item.titles), apart(item.texts), spoken(item)),
        )
        db.executemany(
            "INSERT INTO cue_text(rowid, terms, uuid, track, language, start_ms, end_ms) VALUES (?, ?, ?, ?, ?, ?, ?)",
            _rows(item),
        )


def _rows(item: Item) -> Iterator[tuple[int, str, str, int, str, int, int]]:
    for cue in item.cues:
        if cue.n >= MOST_CUES:
            raise ValueError(f"Item {item.id} has more than {MOST_CUES} cues.")
        rowid = item.id << read.CUE_BITS | cue.n
        yield rowid, tokens(cue.passage), cue.cue_uuid.hex, cue.track_id, cue.language, cue.start_ms, cue.end_ms
