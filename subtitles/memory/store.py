"""The file of the memory: folded words of pairs, and the keys of the cues that they stand in. No Django here.

`pair` has a row for each, `word` their words (FTS5 without content: of what is deleted the words are handed back to
it), `held` what was read of each holder, so that it is known what to read again. A holder is a track or an imported
file, such as "track:12". The file can be thrown away: whatever is missing in it is read again.
"""

import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from subtitles.memory.database import Database, MissingMemory

SCHEMA = """
CREATE TABLE pair (
    id INTEGER PRIMARY KEY, holder TEXT NOT NULL, targets TEXT NOT NULL, sources TEXT NOT NULL,
    languages TEXT NOT NULL, said TEXT NOT NULL, became TEXT NOT NULL, exact INTEGER NOT NULL, length INTEGER NOT NULL
);
CREATE INDEX pair_holder ON pair (holder);
CREATE INDEX pair_exact ON pair (exact);
CREATE TABLE held (holder TEXT PRIMARY KEY, key TEXT NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE word USING fts5 (
    terms, content = '', columnsize = 0, detail = 'none', tokenize = 'ascii'
);
"""
# Looked at for one question: of very common words the newest.
MOST_NEAR = 2000
MOST_EXACT = 200
_MATCHING = "SELECT rowid FROM word WHERE word MATCH ? ORDER BY rowid DESC LIMIT ?"
_COLUMNS = "id, holder, targets, sources, languages, said, became"
# Between a side's languages and a word: a letter to the tokenizer, and in no word.
_SIDE = "\ue000"


@dataclass(frozen=True, slots=True)
class Pair:
    """`targets` are the keys of the rows that hold the translation, `sources` those of what it translates.

    `languages` are those of source and target; `said` and `became` the folded words of both.
    """

    targets: tuple[int, ...]
    sources: tuple[int, ...]
    languages: tuple[str, str]
    said: tuple[str, ...]
    became: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found(Pair):
    holder: str


class Store:
    """The memory at `path`, which is made when it is first written to."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.database = Database(path, SCHEMA)

    def held(self) -> dict[str, str]:
        """By holder, the key of what was read of it. Empty where there is no memory."""
        try:
            with self.database.reading() as connection:
                return dict(connection.execute("SELECT holder, key FROM held").fetchall())
        except MissingMemory:
            return {}

    def replace(self, holder: str, key: str | None, pairs: Iterable[Pair] = ()) -> int:
        """Hold these pairs of a holder in place of what was held of it; returns how many. No key forgets it."""
        with self.database.writing() as connection:
            _forget(connection, holder)
            if key is None:
                return 0
            connection.execute("INSERT INTO held VALUES (?, ?)", (holder, key))
            newest = connection.execute("SELECT coalesce(max(id), 0) FROM pair").fetchone()[0]
            count = 0
            for count, pair in enumerate(pairs, start=1):
                _add(connection, newest + count, holder, pair)
            return count

    def near(self, said: Sequence[str], languages: tuple[str, str], least: float) -> list[tuple[int, tuple[str, ...]]]:
        """By key the words of sources that may be like these by `least` or more: the newest, where they are many."""
        lengths = int(len(said) * least), int(len(said) / least) + 1
        with self.database.reading() as connection:
            exact = "SELECT id, said FROM pair WHERE exact = ? AND languages = ? ORDER BY id DESC LIMIT ?"
            rows = connection.execute(exact, (_exact(languages, said), " ".join(languages), MOST_EXACT)).fetchall()
            if terms := _rarest(connection, [_term(languages, "", word) for word in said], least):
                near = f"SELECT id, said FROM pair WHERE id IN ({_MATCHING}) AND length BETWEEN ? AND ?"  # noqa: S608
                rows += connection.execute(near, (" OR ".join(terms), MOST_NEAR, *lengths)).fetchall()
        return [(key, tuple(words.split())) for key, words in dict(rows).items()]

    def pairs(self, keys: Sequence[int]) -> list[Found]:
        """The pairs of these keys, in their order; one that went meanwhile is not there."""
        with self.database.reading() as connection:
            asked = f"SELECT {_COLUMNS} FROM pair WHERE id IN ({', '.join('?' * len(keys))})"  # noqa: S608
            rows = {row[0]: row for row in connection.execute(asked, tuple(keys)).fetchall()}
        return [_found(rows[key]) for key in keys if key in rows]

    def following(self, after: int, most: int) -> list[tuple[int, Found]]:
        """The pairs whose keys come after this one, with their keys, in their order."""
        with self.database.reading() as connection:
            asked = f"SELECT {_COLUMNS} FROM pair WHERE id > ? ORDER BY id LIMIT ?"  # noqa: S608
            return [(row[0], _found(row)) for row in connection.execute(asked, (after, most)).fetchall()]

    def containing(self, asked: Sequence[tuple[tuple[str, str], str, Sequence[str]]], most: int) -> list[Found]:
        """The newest pairs in which all words of one of these stand: (languages, "said" or "became", folded words)."""
        each = [
            " AND ".join(_quoted(_term(languages, "" if side == "said" else _SIDE, word)) for word in set(words))
            for languages, side, words in asked
            if words
        ]
        if not each:
            return []
        with self.database.reading() as connection:
            query = " OR ".join(f"({one})" for one in each)
            rows = f"SELECT {_COLUMNS} FROM pair WHERE id IN ({_MATCHING}) ORDER BY id DESC"  # noqa: S608
            return [_found(row) for row in connection.execute(rows, (query, most)).fetchall()]

    def empty(self) -> None:
        """Begin again with nothing, whatever state the file is in."""
        self.database.empty()

    def tidy(self) -> None:
        """Take the last traces of deleted words out of the file, and see that it can be read."""
        if self.path.exists():
            with self.database.writing() as connection:
                connection.execute("INSERT INTO word (word) VALUES ('optimize')")


def _forget(connection: sqlite3.Connection, holder: str) -> None:
    rows = connection.execute(f"SELECT {_COLUMNS} FROM pair WHERE holder = ?", (holder,)).fetchall()  # noqa: S608
    for row in rows:
        connection.execute(
            "INSERT INTO word (word, rowid, terms) VALUES ('delete', ?, ?)", (row[0], _terms(_found(row)))
        )
    connection.execute("DELETE FROM pair WHERE holder = ?", (holder,))
    connection.execute("DELETE FROM held WHERE holder = ?", (holder,))


def _add(connection: sqlite3.Connection, key: int, holder: str, pair: Pair) -> None:
    connection.execute(
        "INSERT INTO pair VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            key,
            holder,
            _joined(pair.targets),
            _joined(pair.sources),
            " ".join(pair.languages),
            " ".join(pair.said),
            " ".join(pair.became),
            _exact(pair.languages, pair.said),
            len(pair.said),
        ),
    )
    connection.execute("INSERT INTO word (rowid, terms) VALUES (?, ?)", (key, _terms(pair)))


def _rarest(connection: sqlite3.Connection, terms: Sequence[str], least: float) -> list[str]:
    """Of these words so many that no text like theirs by `least` is without them all, those that stand in fewest."""
    missing = int(len(terms) * (1 - least) + 1e-9)
    counts = [_count(connection, term) for term in terms]
    # Of two that are common the longer is taken for the rarer.
    order = sorted(range(len(terms)), key=lambda at: (counts[at], -len(terms[at])))[: missing + 1]
    return list(dict.fromkeys(_quoted(terms[at]) for at in order if counts[at]))


def _count(connection: sqlite3.Connection, term: str) -> int:
    """In how many pairs it stands; no more are counted than are looked at."""
    asked = f"SELECT count(*) FROM ({_MATCHING})"  # noqa: S608
    count: int = connection.execute(asked, (_quoted(term), MOST_NEAR)).fetchone()[0]
    return count


def _found(row: tuple[int, str, str, str, str, str, str]) -> Found:
    _key, holder, targets, sources, languages, said, became = row
    source, _, into = languages.partition(" ")
    return Found(_keys(targets), _keys(sources), (source, into), tuple(said.split()), tuple(became.split()), holder)


def _joined(keys: Sequence[int]) -> str:
    return " ".join(map(str, keys))


def _keys(joined: str) -> tuple[int, ...]:
    return tuple(map(int, joined.split()))


def _terms(pair: Pair) -> str:
    said = (_term(pair.languages, "", word) for word in pair.said)
    became = (_term(pair.languages, _SIDE, word) for word in pair.became)
    return " ".join((*said, *became))


def _term(languages: tuple[str, str], side: str, word: str) -> str:
    return f"{languages[0]}{_SIDE}{languages[1]}{_SIDE}{side}{word}"


def _quoted(term: str) -> str:
    return f'"{term}"'


def _exact(languages: tuple[str, str], said: Sequence[str]) -> int:
    return zlib.crc32("\n".join((*languages, *said)).encode())
