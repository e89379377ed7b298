"""What a suggestion costs when the memory holds a million pairs, against a thousand."""

import random
import tempfile
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path

from subtitles.memory.likeness import at_most, likeness
from subtitles.memory.store import Pair, Store
from tests.benchmarks.timing import fastest

MANY, FEW, ASKED = 1_000_000, 1_000, 50
LEAST = 0.6
LANGUAGES = ("sv", "fa")
# Words are as common as in any language: the tenth is a tenth as common as the first (Zipf).
VOCABULARY = 50_000
_WEIGHTS = list(accumulate(1 / (rank + 2) for rank in range(VOCABULARY)))


def rows() -> list[tuple[str, str, str]]:
    """(what, seconds of processor time divided by the other's, note)."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = (fastest(asking(filled(Path(folder) / str(count), count))) / ASKED for count in (FEW, MANY))
    note = f"{many * 1000:.1f} ms on average here"
    return [("A suggestion among 1,000,000 pairs, against 1,000", f"{many / few:.1f}", note)]


def filled(folder: Path, count: int) -> Store:
    store, said = Store(folder / "memory.sqlite3"), texts(random.Random(1))
    for holder in range(count // FEW):
        pairs = [Pair((key,), (key,), LANGUAGES, next(said), next(said)) for key in range(FEW)]
        store.replace(f"track:{holder}", "", pairs)
    return store


def texts(chance: random.Random) -> Iterator[tuple[str, ...]]:
    while True:
        ranks = chance.choices(range(VOCABULARY), cum_weights=_WEIGHTS, k=chance.randint(1, 14))
        yield tuple(f"ord{rank}" for rank in ranks)


def asking(store: Store) -> Callable[[], object]:
    """Fifty questions, each as `answering` asks: found, told apart quickly, and measured."""
    said = texts(random.Random(2))
    asked = [next(said) for _ in range(ASKED)]

    def ask() -> None:
        for text in asked:
            own = frozenset(text)
            near = store.near(text, LANGUAGES, LEAST)
            like = [(likeness(text, other), key) for key, other in near if at_most(own, len(text), other) >= LEAST]
            store.pairs([key for _, key in sorted(like, reverse=True)[:200]])

    return ask
