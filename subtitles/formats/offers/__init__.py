"""Mends that are guesses: each is offered with an example, and made only when a person accepts it.

A new offer is a function from cues and facts to a proposal (None: nothing of the kind is seen), and a line in OFFERS.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from subtitles.doubts import Answers, Doubt, Example, Guess
from subtitles.formats.encodings import examples
from subtitles.formats.offers import drift, foreign, labels, lengths, loops, rolling, same_time, stops
from subtitles.formats.offers.proposals import Facts, Proposal
from subtitles.webvtt.document import Block, Cue, Document, Dropped, Mended, Parsed

Offer = Callable[[list[Cue], Facts], Proposal | None]

# In the order in which they are made: each sees the cues as those before it that were accepted left them.
OFFERS: tuple[tuple[Doubt, Offer], ...] = (
    (Doubt.ROLLING, rolling.folded),
    (Doubt.LOOP, loops.once),
    (Doubt.STOPS, stops.moved_back),
    (Doubt.LABELS, labels.marked),
    (Doubt.NO_LENGTH, lengths.given),
    (Doubt.SAME_TIME, same_time.joined),
    (Doubt.STRETCH, drift.stretched),
    (Doubt.SHIFT, drift.shifted),
    (Doubt.PAST_END, drift.cut_off),
    (Doubt.LANGUAGE, foreign.marked),
)


@dataclass(slots=True)
class Done:
    """What was made of what was offered, and every guess, decided or open."""

    mended: list[Mended] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    guesses: list[Guess] = field(default_factory=list)


def make(document: Document, language: str, duration_ms: int | None, answers: Answers) -> Done:
    """Look for everything that can be offered, and change the document by what was accepted."""
    facts, done = Facts(language, duration_ms), Done()
    for code, offer in OFFERS:
        cues = document.cues
        proposal = offer(cues, facts)
        if proposal is None or all(cue is None for cue in proposal.cues):
            continue
        answer = answers.to(code)
        done.guesses.append(Guess(code, proposal.count, _examples(proposal), proposal.values, answer))
        if answer:
            _put(document, proposal)
            done.mended += proposal.mended
            done.dropped += proposal.dropped
    return done


def leniently(strict: Parsed, lenient: Parsed | None, answers: Answers) -> tuple[Parsed, list[Guess]]:
    """The strict reading or the lenient one, and the guess that this is.

    While nobody has decided, a file in which the strict one finds no cue at all is read leniently.
    """
    if lenient is None:
        return strict, []
    answer = answers.to(Doubt.WEBVTT)
    guess = Guess(Doubt.WEBVTT, len(lenient.mended), examples(lenient.mended), answer=answer)
    return (lenient if answer or (answer is None and not strict.document.cues) else strict), [guess]


def _put(document: Document, proposal: Proposal) -> None:
    replacements = iter(proposal.cues)
    blocks: list[Cue | Block] = []
    for block in document.blocks:
        now = next(replacements) if isinstance(block, Cue) else block
        if now is not None:
            blocks.append(now)
    document.blocks = blocks


def _examples(proposal: Proposal) -> tuple[Example, ...]:
    left_out = [Mended(part.line, part.reason, part.text, "") for part in proposal.dropped]
    return examples([*proposal.mended, *left_out])
