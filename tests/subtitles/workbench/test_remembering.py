"""What was done to a cue is told, and what was can be brought back, by new changes."""

import pytest
from django.contrib.auth.models import User

from subtitles import workbench
from subtitles.changes import Cue
from subtitles.models import Change, Track
from subtitles.workbench.remembering import Step
from tests.subtitles.workbench.sending import cues, name, sent, text, texts, track_of

pytestmark = pytest.mark.django_db


def words(step: Step) -> tuple[str | None, str | None]:
    before, after = step["before"], step["after"]
    return before["text"] if before else None, after["text"] if after else None


@pytest.fixture
def track(translator: User, archivist: User) -> Track:
    """Its first cue is reworded, parted, and one half merged with the second; then all is shifted."""
    track = track_of("ett ord", "två", "tre")
    first, second, _ = cues(track)
    split = sent(
        "split",
        first["uuid"],
        into=name(9),
        texts=["ett", "order"],
        times=[[1000, 1400], [1400, 1900]],
        keeps="first",
        was="ett order",
    )
    workbench.submit(track, 0, [text(first, "ett order"), split], translator)
    merge = sent("merge", second["uuid"], 2, text="order två", times=[1400, 2900], **{"with": name(9)})
    workbench.submit(track, 2, [merge, sent("shift", None, 2, **{"from": 1400}, ms=100)], archivist)
    return track


def test_a_cue_is_followed_through_all_that_it_came_from(track: Track, translator: User, archivist: User) -> None:
    second = cues(track)[1]
    told = workbench.history_of(track, second["uuid"])
    assert [(step["change"]["kind"], step["change"]["by"], *words(step)) for step in told] == [
        ("text", translator.username, "två", "två"),
        ("split", translator.username, "två", "två"),
        ("merge", archivist.username, "två", "order två"),
        ("shift", archivist.username, "order två", "order två"),
    ]
    assert told[-1]["after"] == second


def test_one_that_is_gone_has_its_history_too(track: Track) -> None:
    told = workbench.history_of(track, name(9))
    assert [words(step) for step in told] == [(None, None), (None, "order"), ("order", None)]


def test_one_cue_is_brought_back_and_the_others_stay(track: Track) -> None:
    first = cues(track)[0]["uuid"]
    made = workbench.restore(track, 0, cues={first})
    assert (texts(track), len(made)) == (["ett ord", "order två", "tre"], 2)
    assert Change.objects.count() == 4 + 2


def test_a_stretch_of_time_is_brought_back(track: Track) -> None:
    before = cues(track, 0)
    workbench.restore(track, 0, span=(0, 2500))
    now = cues(track)
    assert now[:2] == before[:2]
    assert now[2]["start"] == 3100


def test_all_is_brought_back_and_the_bringing_back_too(track: Track) -> None:
    stood = workbench.state_at(track)["cues"]
    workbench.restore(track, 0)
    assert cues(track) == cues(track, 0)
    workbench.restore(track, 4)
    assert cues(track) == stood


def test_nothing_is_brought_back_of_what_stands(track: Track) -> None:
    assert workbench.restore(track, 4) == []


def test_a_cue_that_never_was_has_no_history(track: Track) -> None:
    found: list[Cue | None] = [step["after"] for step in workbench.history_of(track, name(77))]
    assert found == []
