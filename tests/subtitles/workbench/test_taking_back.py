"""Undo is a change by whoever undoes: nobody takes back in another's name, or over words that she has not seen."""

import pytest
from django.contrib.auth.models import User

from subtitles import workbench
from subtitles.changes import Reason
from subtitles.models import Change, Track
from subtitles.workbench import beside
from subtitles.workbench.submitting import Refused
from tests.subtitles.workbench.sending import Json, cues, results, sent, text, texts, track_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def track(translator: User) -> Track:
    """ "ett" became "ett ord", by the translator."""
    made = track_of("ett", "två")
    workbench.submit(made, 0, [text(cues(made)[0], "ett ord")], translator)
    return made


def back(track: Track, **parts: object) -> Json:
    """What her own undo would send."""
    return {**sent("text", cues(track)[0]["uuid"], 1, was="ett ord", text="ett"), **parts}


def test_an_undo_under_the_name_of_anothers_change_is_that_change_and_undoes_nothing(
    track: Track, archivist: User
) -> None:
    hers = Change.objects.get()
    answer = workbench.submit(track, 1, [back(track, id=str(hers.uuid))], archivist)
    assert (answer.acknowledged, answer.changes, answer.refused) == ({str(hers.uuid): 1}, [], [])
    assert (texts(track)[0], Change.objects.count()) == ("ett ord", 1)


def test_whose_it_is_and_what_came_of_it_is_not_what_a_browser_says(
    track: Track, translator: User, archivist: User
) -> None:
    forged = back(track, by=translator.username, at="2020-01-01", number=1, result={}, undo=1)
    workbench.submit(track, 1, [forged], archivist)
    row = Change.objects.get(number=2)
    assert (row.by, row.data, row.result) == (archivist, {"was": "ett ord", "text": "ett"}, {})
    # What was taken back is in the history, with who wrote it.
    steps = workbench.history_of(track, cues(track)[0]["uuid"])
    assert [(step["change"]["by"], step["after"] and step["after"]["text"]) for step in steps] == [
        (translator.username, "ett ord"),
        (archivist.username, "ett"),
    ]


@pytest.mark.parametrize("base", [0, 1, 2])
def test_an_undo_of_what_its_author_wrote_on_since_leaves_what_she_wrote(
    base: int, track: Track, translator: User, archivist: User
) -> None:
    workbench.submit(track, 1, [sent("text", cues(track)[0]["uuid"], 1, was="ett ord", text="ett annat")], translator)
    answer = workbench.submit(track, 2, [back(track, base=base)], archivist)
    assert results(answer.changes) == [{"conflict": {"mine": "ett", "theirs": "ett annat", "was": "ett ord"}}]
    assert texts(track)[0] == "ett annat"


def test_nobody_takes_back_what_is_not_done_yet(track: Track, archivist: User) -> None:
    change = back(track, base=2)
    answer = workbench.submit(track, 1, [change], archivist)
    assert answer.refused == [Refused(str(change["id"]), Reason.AHEAD)]
    assert texts(track)[0] == "ett ord"


def test_a_delete_and_an_insert_are_taken_back_by_no_other_change_that_says_so(
    track: Track, translator: User, archivist: User
) -> None:
    first, second = cues(track)
    workbench.submit(track, 1, [sent("delete", second["uuid"], 1, was=second)], translator)
    again = sent("insert", second["uuid"], 2, times=[second["start"], second["end"]], text="annat")
    assert workbench.submit(track, 2, [again], archivist).refused == [Refused(str(again["id"]), Reason.TAKEN)]
    # The cue that somebody thinks she made says something else by now.
    stays = sent("delete", first["uuid"], 2, was={**first, "text": "ett"})
    answer = workbench.submit(track, 2, [stays], archivist)
    assert results(answer.changes) == [{"conflict": {"mine": "", "theirs": "ett ord", "was": "ett"}}]
    assert texts(track) == ["ett ord"]


def test_a_conflict_is_settled_by_whose_it_is(track: Track, translator: User, archivist: User) -> None:
    cue = cues(track)[0]
    late = sent("text", cue["uuid"], 0, was="ett", text="ett ting")
    workbench.submit(track, 1, [late], archivist)
    assert [each["mine"] for each in beside.conflicts(track, archivist)] == ["ett ting"]
    workbench.submit(track, 2, [sent("settle", cue["uuid"], 2, of=late["id"])], translator)
    assert [each["id"] for each in beside.conflicts(track, archivist)] == [late["id"]]
    workbench.submit(track, 3, [sent("settle", cue["uuid"], 3, of=late["id"])], archivist)
    assert beside.conflicts(track, archivist) == []
