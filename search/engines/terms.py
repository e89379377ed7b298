"""How terms are written into an index, the same for every engine, so that the same question finds the same things."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from search.analysis.matching import occurrences
from search.engines.base import Item, Passage

# FTS5's `ascii` tokenizer takes every character beyond ASCII for a letter, so this one ties a term to its field …
TIE = "·"
# … and, alone, is a term that nobody can ask for.
GAP = f" {TIE} "

# A word in a title says more about an item than one in its description, and that more than one that is spoken.
WEIGHTS = {"title": 8.0, "text": 2.0, "cues": 1.0}


def tokens(passage: Passage) -> str:
    return " ".join(f"{passage.field}{TIE}{term}" for term in passage.terms)


def apart(passages: Iterable[Passage]) -> str:
    """Passages that no phrase runs over."""
    return GAP.join(tokens(passage) for passage in passages)


def spoken(item: Item) -> str:
    """All cues in a row, so that a phrase over the edge of a cue is found; those of two tracks never touch."""
    tracks = groupby(item.cues, key=lambda cue: cue.track_id)
    return GAP.join(" ".join(tokens(cue.passage) for cue in cues) for _, cues in tracks)


def spanned(rows: Iterable[tuple[int, int, str]], phrase: Sequence[str]) -> set[int]:
    """Of rows (cue, track, terms) the cues of one track under each place at which the phrase stands."""
    owners = [(cue, track, term) for cue, track, terms in rows for term in terms.split()]
    places = (owners[start : start + len(phrase)] for start in occurrences([term for *_, term in owners], phrase))
    return {cue for place in places if len({track for _, track, _ in place}) == 1 for cue, *_ in place}
