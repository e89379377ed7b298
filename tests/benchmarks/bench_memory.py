"""What a suggestion costs when the memory holds many pairs against a thousand: read from the tracks, through the gate.

`ROSTARKIVET_BENCH_PAIRS=1000000 make bench` measures among a million; they take some minutes to make.
"""

import os
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from pathlib import Path

from django.db import transaction
from django.test import override_settings

from archive.access import Level, Viewer
from archive.models import Recording
from subtitles.memory import answering, keeping
from subtitles.models import Cue, Revision, Track

MANY, FEW, ASKED = int(os.environ.get("ROSTARKIVET_BENCH_PAIRS", "20000")), 1_000, 200
# Of so many recordings one is withdrawn: the memory holds its pairs, and nobody but archivists is told of them.
CLOSED = 4
TRANSLATOR = Viewer(Level.TRANSLATOR)
# Words are as common as in any language: the tenth is a tenth as common as the first (Zipf).
VOCABULARY = 50_000
_WEIGHTS = list(accumulate(1 / (rank + 2) for rank in range(VOCABULARY)))


@dataclass(frozen=True, slots=True)
class Asked:
    """Milliseconds of processor time for each question, rising; and how many of them were answered with something."""

    took: list[float]
    answered: int

    def of(self, per_cent: int) -> float:
        return self.took[len(self.took) * per_cent // 100]


def rows() -> list[tuple[str, str, str]]:
    """(what, processor time divided by the other's, note)."""
    with tempfile.TemporaryDirectory() as folder, override_settings(SEARCH_DIR=Path(folder)), transaction.atomic():
        said = texts(random.Random(1))
        held = [translated(said)]
        keeping.follow()
        few = asking(held)
        held += [translated(said) for _ in range((MANY - FEW) // FEW)]
        Recording.objects.filter(pk__in=[track.recording_id for track in held[1::CLOSED]]).write_rule(withdrawn=True)
        keeping.follow()
        many = asking(held)
        transaction.set_rollback(True)
    note = f"{many.of(50):.1f} ms, 95 % within {many.of(95):.1f} ms here; {many.answered} of {ASKED} found any"
    return [(f"A suggestion among {MANY:,} pairs, against {FEW:,}", f"{many.of(50) / few.of(50):.1f}", note)]


def translated(said: Iterator[str]) -> Track:
    """A thousand cues in Swedish and as many in Persian beside them, each confirmed, of a recording of their own."""
    recording = Recording.objects.create(title="", kind="audio", language="sv")
    for language in ("sv", "fa"):
        track = Track.objects.create(recording=recording, language=language)
        revision = Revision.objects.create(track=track, number=1, source="vtt")
        cues = (
            Cue(
                revision=revision,
                position=at,
                start_ms=at * 3000,
                end_ms=at * 3000 + 2500,
                payload=text,
                confirmed=True,
            )
            for at, text in enumerate(islice(said, FEW))
        )
        Cue.objects.bulk_create(cues, batch_size=FEW)
    return track


def texts(chance: random.Random) -> Iterator[str]:
    while True:
        ranks = chance.choices(range(VOCABULARY), cum_weights=_WEIGHTS, k=chance.randint(1, 14))
        yield " ".join(f"ord{rank}" for rank in ranks)


def asking(held: Sequence[Track]) -> Asked:
    """Every other question is a text that is held, with its last word left out; the others are as new as any."""
    chance, new = random.Random(2), texts(random.Random(3))
    track, took, answered = held[0], [], 0
    closed = {each.pk for each in held[1::CLOSED]}
    for number in range(ASKED):
        text = next(new) if number % 2 else _like(chance.choice(held), chance)
        started = time.process_time()
        given = answering.suggest(track, text, TRANSLATOR)
        took.append(1000 * (time.process_time() - started))
        answered += bool(given)
        assert not any(each.told.track in closed for each in given)
    return Asked(sorted(took), answered)


def _like(track: Track, chance: random.Random) -> str:
    source = Track.objects.get(recording=track.recording_id, language="sv")
    held: str = Cue.objects.get(revision__track=source, position=chance.randrange(FEW)).payload
    return held.rsplit(" ", 1)[0]
