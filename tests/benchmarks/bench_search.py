"""A page of search results with its facets and marks, against the SQL it is made of, in an index of 200,000 cues."""

import random
import tempfile
import time
from collections.abc import Callable, Collection, Iterable
from itertools import accumulate
from pathlib import Path
from uuid import UUID

from search.answer.asking import clauses
from search.answer.highlight import mark
from search.engines.base import CueEntry, Entry, Item, Passage, Query
from search.engines.fts5 import Fts5Engine

ITEMS, CUES, WORDS = 1000, 200, 10  # 200,000 cues of ten words
VOCABULARY = 20_000
ROUNDS = 7
SHOWN = 5
# The rank of a word in the language: the most frequent of all, a common one, a rare one, two together.
ASKED = {"the commonest word": [1], "a common word": [30], "a rare word": [5000], "two words": [10, 300]}


def rows() -> list[tuple[str, str, str]]:
    """(what, ours divided by theirs, note)."""
    with tempfile.TemporaryDirectory() as folder:
        engine = Fts5Engine(Path(folder) / "search")
        built_s = timed(lambda: engine.rebuild(lambda ids: (Entry(item.work_id, 1, (item,)) for item in items())))
        rate = f"{ITEMS * CUES / built_s:,.0f} cues/s built"
        return [measured(engine, what, ranks, rate) for what, ranks in ASKED.items()]


def measured(engine: Fts5Engine, what: str, ranks: list[int], rate: str) -> tuple[str, str, str]:
    text = " ".join(map(word, ranks))
    with engine.generations.reading() as db:
        assert db is not None
        statements: list[str] = []
        db.set_trace_callback(statements.append)
    ours = page(engine, text)
    db.set_trace_callback(None)
    selects = [statement for statement in statements if statement.startswith("SELECT")]
    assert ours and selects

    def raw() -> None:
        for statement in selects:
            db.execute(statement).fetchall()

    ours_s, raw_s = fastest(lambda: page(engine, text)), fastest(raw)
    return f"Search, {what}: against its own SQL alone", f"{ours_s / raw_s:.2f}", f"{ours_s * 1000:.1f} ms; {rate}"


def page(engine: Fts5Engine, text: str) -> int:
    """What a request costs without Django: read the question, ask, mark what is shown; returns the total."""
    asked = clauses(text)
    answer = engine.search(Query(asked))
    for group in answer.groups:
        for hit in group.hits[:SHOWN]:
            mark(SAMPLE[hit.start_ms % len(SAMPLE)], "und", asked)
    return answer.total


def items(work_ids: Collection[int] | None = None) -> Iterable[Item]:
    for number in range(1, ITEMS + 1):
        source = random.Random(number)
        cues = tuple(
            CueEntry(n, number, "und", UUID(int=number << 32 | n), n * 3000, n * 3000 + 2500, passage(line(source)))
            for n in range(CUES)
        )
        title = (passage(word(number)),)
        yield Item(number, number, number, "radio_episode", 1990 + number % 30, ("und",), title, (), cues)


def word(rank: int) -> str:
    return f"w{rank}"


# By Zipf's law, the n-th most frequent word is 1/n as frequent as the first.
_RANKS = range(1, VOCABULARY + 1)
_WEIGHTS = list(accumulate(1 / rank for rank in _RANKS))


def line(source: random.Random) -> str:
    return " ".join(map(word, source.choices(_RANKS, cum_weights=_WEIGHTS, k=WORDS)))


SAMPLE = [line(random.Random(seed)) for seed in range(100)]


def passage(text: str) -> Passage:
    return Passage("und", tuple(text.split()))


def timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def fastest(work: Callable[[], object]) -> float:
    """Seconds of processor time of the fastest of some rounds: what other programs cost falls away."""
    return min(timed(work) for _ in range(ROUNDS))
