"""Whatever is split, merged, moved and taken back on both sides, in whatever order: what belongs together stays so."""

from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from subtitles.changes import Cue
from subtitles.models import Track
from subtitles.workbench import links
from tests.subtitles.workbench.links.standing import Beside, beside, delete, merge, reads, restore, split
from tests.subtitles.workbench.sending import Json, cues, sent

pytestmark = pytest.mark.django_db
KINDS = ("split", "merge", "move", "delete", "undo")
ACTS = st.lists(st.tuples(st.booleans(), st.sampled_from(KINDS), st.integers(0, 20)), min_size=1, max_size=8)


class Undone(Exception):
    """So that one example leaves nothing to the next."""


@given(acts=ACTS, pick=st.integers(0, 20))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_belongs_together_stays_together(acts: list[tuple[bool, str, int]], pick: int) -> None:
    with pytest.raises(Undone), transaction.atomic():
        look(acts, pick)
        raise Undone


def look(acts: list[tuple[bool, str, int]], pick: int) -> None:
    scene = beside("ett två tre fyra", "one two three four")
    undo: dict[int, list[Json]] = {}
    for is_source, kind, place in acts:
        track, write = (scene.source, scene.write_source) if is_source else (scene.track, scene.write)
        for batch in done(track, kind, place, undo):
            write(*batch)
        stands(scene)
    reworded(scene, pick)


def done(track: Track, kind: str, place: int, undo: dict[int, list[Json]]) -> list[list[Json]]:
    """The batches of an act, and what takes it back."""
    there = cues(track)
    cue, following = there[place % len(there)], there[(place + 1) % len(there)]
    if kind == "undo":
        return [undo.pop(track.pk)] if track.pk in undo else []
    undo.pop(track.pk, None)
    if kind == "delete":
        return [[delete(cue)], [restore(cue)]]
    if kind == "move":
        times = [cue["start"] + 50, cue["end"] + 5000]
        return [[sent("times", cue["uuid"], was=[cue["start"], cue["end"]], times=times)]]
    if kind == "merge" and cue["start"] < following["start"]:
        undo[track.pk] = [restore(following), back(cue, merge(cue, following)["text"])]
        return [[merge(cue, following)]]
    if kind == "split" and len(cue["text"]) > 1:
        into = uuid4()
        change = split(cue, 1 + place % (len(cue["text"]) - 1), into)
        first, second = change["texts"]  # type: ignore[misc]
        half: Cue = {**cue, "uuid": str(into), "identifier": "", "text": second}  # type: ignore[has-type]
        half["start"], half["end"] = change["times"][1]  # type: ignore[index]
        undo[track.pk] = [delete(half), back(cue, first)]  # type: ignore[has-type]
        return [[change]]
    return []


def back(cue: Cue, stands: object) -> Json:
    return sent("text", cue["uuid"], was=stands, text=cue["text"])


def hung(scene: Beside) -> dict[str, set[str]]:
    ours = {cue["uuid"] for cue in cues(scene.track)}
    told = links.all_of(scene.track, scene.source)
    assert all(seen is None for found in told.values() for seen in found.values()), "something is stale"
    # A cue of the source that went without taking words with it is told of, and stands beside nothing.
    theirs = {cue["uuid"] for cue in cues(scene.source)}
    return {name: set(found) & theirs for name, found in told.items() if name in ours}


def stands(scene: Beside) -> None:
    theirs = {cue["uuid"] for cue in cues(scene.source)}
    found = hung(scene)
    assert {cue["uuid"] for cue in cues(scene.track)} == set(found)
    assert all(found.values())
    assert set().union(*found.values()) == theirs


def reworded(scene: Beside, pick: int) -> None:
    """Other words of one cue concern exactly those that hang on it."""
    before, theirs = hung(scene), cues(scene.source)
    chosen = theirs[pick % len(theirs)]
    scene.write_source(reads(chosen, "något annat"))
    told = links.all_of(scene.track, scene.source)
    stale = {name for name, found in told.items() if any(seen is not None for seen in found.values())}
    assert stale == {name for name, found in before.items() if chosen["uuid"] in found}
    scene.write_source(reads({**chosen, "text": "något annat"}, chosen["text"]))
    hung(scene)
