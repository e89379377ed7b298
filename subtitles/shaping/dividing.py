"""One cue made into two, and two into one. No word, tag or time of a word is lost."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

import regex

from subtitles.shaping.bonds import between
from subtitles.shaping.linebreaks import Limits, break_lines
from subtitles.shaping.measuring import length
from subtitles.shaping.seams import COSTS, Seam
from subtitles.shaping.snapping import Spans, nearest
from subtitles.webvtt.cuetext import words_of
from subtitles.webvtt.document import Cue, Word
from subtitles.wordtimes import fitted

_TAG = regex.compile(r"<(/?)([a-z]+)(?=[.\s>])[^>]*>")
_SPEAKER = regex.compile(r"<v(?:\.[^\s>]*)*\s+([^>]*)>")
_END_OF_SPEAKER = "</v>"

UNEVEN = 60.0  # for a split that leaves nothing on one side
PAUSE_COST = 40.0  # what a pause of a second in the voice makes up for
LONG_PAUSE_MS = 1000
REACH_MS = 700  # how far from its share of the time a pause is still taken for the one between two words


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cue can be split: before the word of this number, counted from 1, at this time."""

    before: int
    ms: int
    cost: float
    seam: Seam


def best_place(cue: Cue, language: str, speech: Spans = ()) -> Place | None:
    """Where to split, by the text, the times of its words, and where the voice pauses; None for a single word."""
    return min(places(cue, language, speech), key=lambda place: place.cost, default=None)


def places(cue: Cue, language: str, speech: Spans = ()) -> list[Place]:
    """Every place between two words, with its time and its cost."""
    words, said = words_of(cue.payload), fitted(cue.words, cue.payload)
    sizes = [length(word) for word in words]
    reached, whole = list(accumulate(sizes)), max(1, sum(sizes))
    following = [*words[2:], ""]
    found = []
    for number, three in enumerate(zip(words, words[1:], following, strict=False), start=1):
        seam = between(*three, language)
        share = reached[number - 1] / whole
        ms, pause_ms = _moment(cue, number, share, said, speech)
        cost = COSTS[seam] + UNEVEN * (2 * share - 1) ** 2 - PAUSE_COST * min(1.0, pause_ms / LONG_PAUSE_MS)
        found.append(Place(number, ms, cost, seam))
    return found


def _moment(cue: Cue, number: int, share: float, said: Sequence[Word], speech: Spans) -> tuple[int, int]:
    """When the word of this number begins, and how long the voice pauses before it, as far as anything is known."""
    if said:
        word, before = said[number], said[number - 1]
        return min(max(word.start_ms, cue.start_ms), cue.end_ms), max(0, word.start_ms - before.end_ms)
    guess = cue.start_ms + round((cue.end_ms - cue.start_ms) * share)
    inside = {start: end for (_, end), (start, _) in pairwise(speech)}
    moments = [start for start in sorted(inside) if cue.start_ms < start < cue.end_ms]
    start = nearest(moments, guess, REACH_MS)
    return (guess, 0) if start is None else (start, start - inside[start])


def split(cue: Cue, place: Place, language: str, limits: Limits = Limits()) -> tuple[Cue, Cue]:  # noqa: B008 - frozen
    """Two cues, the second without an identifier. A span that is open at the split is closed and opened again."""
    words = words_of(cue.payload)
    left, right = words[: place.before], words[place.before :]
    opened = _open(" ".join(left))
    first = " ".join(left) + "".join(f"</{name}>" for name, _ in reversed(opened))
    second = "".join(tag for _, tag in opened) + " ".join(right)
    said = fitted(cue.words, cue.payload)
    ours, theirs = said[: place.before], said[place.before :]
    return (
        replace(cue, payload=break_lines(first, language, limits).payload, end_ms=place.ms, words=ours),
        replace(
            cue, identifier="", payload=break_lines(second, language, limits).payload, start_ms=place.ms, words=theirs
        ),
    )


def _open(payload: str) -> list[tuple[str, str]]:
    """The spans that are still open at the end of raw cue text: their names and their opening tags."""
    opened: list[tuple[str, str]] = []
    for tag in _TAG.finditer(payload):
        slash, name = tag[1], tag[2]
        if not slash:
            opened.append((name, tag[0]))
        elif any(name == other for other, _ in opened):
            while opened.pop()[0] != name:
                pass
    return opened


def merge(first: Cue, second: Cue, language: str, limits: Limits = Limits()) -> Cue:  # noqa: B008 - frozen
    """One cue from the earlier beginning to the later end, with the words of both in their order.

    Of two speakers each keeps a line; of one the name is said once. It has the first one's identifier, or the second's
    where that has none, and the first one's settings.
    """
    same = speaker(first.payload) == speaker(second.payload)
    ours, theirs = first.payload, second.payload
    if same and speaker(theirs):
        ours = ours.removesuffix(_END_OF_SPEAKER)
        theirs = _SPEAKER.sub("", theirs, count=1)
    elif not same and speaker(ours) and not ours.endswith(_END_OF_SPEAKER):
        ours += _END_OF_SPEAKER  # or the other's words would be hers
    payload = f"{ours}\n{theirs}" if ours and theirs else ours or theirs
    if same:
        payload = break_lines(payload, language, limits).payload
    return replace(
        first,
        identifier=first.identifier or second.identifier,
        payload=payload,
        start_ms=min(first.start_ms, second.start_ms),
        end_ms=max(first.end_ms, second.end_ms),
        words=tuple(sorted([*first.words, *second.words], key=lambda word: word.start_ms)),
    )


def speaker(payload: str) -> str:
    """Whose tag the text begins with; "" where none does."""
    found = _SPEAKER.match(payload)
    return found[1].strip() if found else ""


def merge_all(cues: Sequence[Cue], language: str, limits: Limits = Limits()) -> Cue:  # noqa: B008 - frozen
    """One cue of several. Raises ValueError for none."""
    if not cues:
        raise ValueError("There is nothing to merge.")
    merged = cues[0]
    for cue in cues[1:]:
        merged = merge(merged, cue, language, limits)
    return merged
