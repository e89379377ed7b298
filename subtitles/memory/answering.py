"""What the memory answers somebody who translates: read from the tracks as they are now, as far as she may see them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from archive.access import Viewer
from subtitles.folding import folded
from subtitles.memory.database import MissingMemory
from subtitles.memory.keeping import store
from subtitles.memory.likeness import Pieces, at_most, holding, likeness, marked
from subtitles.memory.reading import Told, told
from subtitles.memory.store import Found
from subtitles.models import Track

LEAST = 0.6
MOST = 5
MOST_PLACES = 30
_AT_ONCE = 40  # of what the memory finds so many are read together
_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`score` is how like its source is to what was asked, in per cent: 100 for the same text, 99 for the same words.

    `source` marks the words that differ.
    """

    score: int
    source: Pieces
    told: Told


@dataclass(frozen=True, slots=True)
class Place:
    """Where the words that were sought stand: both texts with them marked."""

    source: Pieces
    target: Pieces
    told: Told


def suggest(track: Track, text: str, viewer: Viewer, besides: UUID | None = None) -> list[Suggestion]:
    """The translations of texts most like this one, the best first; never of the track's own cue `besides`.

    None where nothing is held, or where the track is in the language that is spoken.
    """
    languages = track.recording.language, track.language
    said = folded(text, languages[0])
    if not said or not languages[0] or languages[0] == languages[1]:
        return []
    try:
        best = _best(said, languages)
    except MissingMemory:
        return []
    given: list[Suggestion] = []
    for each in _told(best, viewer):
        if each.holds(track.pk, besides):
            continue
        # The file may be older than the texts: what is said of them is said of what they are now.
        score = likeness(said, folded(each.source, languages[0]))
        if score >= LEAST and all(each.target != other.told.target for other in given):
            given.append(Suggestion(_score(score, text, each), marked(each.source, languages[0], said), each))
        if len(given) == MOST:
            break
    return sorted(given, key=lambda each: -each.score)


def places(track: Track, sought: str, viewer: Viewer) -> list[Place]:
    """Where all these words stand in texts or translations between the track's two languages, the newest first."""
    one, other = track.recording.language, track.language
    words = {language: folded(sought, language) for language in (one, other)}
    asked = [(pair, side, words[pair[side == "became"]]) for pair in ((one, other), (other, one)) for side in _SIDES]
    try:
        found = store().containing(asked, _LOOKED_AT)
    except MissingMemory:
        return []
    wanted = {language: frozenset(each) for language, each in words.items()}
    given = []
    for each in _told(found, viewer):
        source, target = each.languages
        given.append(
            Place(
                holding(each.source, source, wanted[source]),
                holding(each.target, target, wanted[target]),
                each,
            )
        )
        if len(given) == MOST_PLACES:
            break
    return given


_SIDES = ("said", "became")


def _best(said: Sequence[str], languages: tuple[str, str]) -> list[Found]:
    kept, own = store(), frozenset(said)
    near = [(key, words) for key, words in kept.near(said, languages, LEAST) if at_most(own, len(said), words) >= LEAST]
    scored = sorted(((likeness(said, words), key) for key, words in near), reverse=True)
    return kept.pairs([key for score, key in scored if score >= LEAST][:_LOOKED_AT])


def _told(found: Sequence[Found], viewer: Viewer) -> Iterator[Told]:
    """Of these pairs, in their order, what this viewer may be told; no more are read than are wanted."""
    for first in range(0, len(found), _AT_ONCE):
        yield from told(found[first : first + _AT_ONCE], viewer)


def _score(score: float, text: str, each: Told) -> int:
    per_cent = round(score * 100)
    return 99 if per_cent == 100 and " ".join(text.split()) != " ".join(each.source.split()) else per_cent  # noqa: PLR2004
