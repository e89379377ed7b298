"""Changes get their numbers once, and what several people do at the same time is decided once."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict
from functools import partial
from uuid import uuid4

import pytest
from django.contrib.auth.models import User

from subtitles import workbench
from subtitles.exceptions import AheadOfTheTrack
from subtitles.models import Change, Track
from subtitles.models.change import WrittenOnce
from tests.catalogue.test_rule_races import at_once
from tests.subtitles.workbench.sending import cues, name, results, sent, text, texts, track_of

pytestmark = pytest.mark.django_db


def test_a_change_gets_the_next_number_and_is_told_with_who_made_it_and_when(translator: User) -> None:
    track = track_of("ett", "två")
    first = cues(track)[0]
    change = text(first, "en")
    answer = workbench.submit(track, 0, [change], translator)
    row = Change.objects.get()
    told = {**change, "number": 1, "by": translator.username, "at": row.at.isoformat()}
    assert asdict(answer) == {"number": 1, "changes": [told], "refused": [], "acknowledged": {change["id"]: 1}}
    assert texts(track) == ["en", "två"]


def test_what_came_since_is_told_in_order_with_what_others_did(translator: User, archivist: User) -> None:
    track = track_of("ett", "två")
    first, second = cues(track)
    workbench.submit(track, 0, [text(first, "en")], archivist)
    answer = workbench.submit(track, 0, [text(second, "tu")], translator)
    assert [(change["number"], change["by"]) for change in answer.changes] == [
        (1, archivist.username),
        (2, translator.username),
    ]
    assert workbench.submit(track, 1, [], translator).changes == answer.changes[1:]


def test_what_is_delivered_twice_is_one_change(translator: User) -> None:
    track = track_of("ett")
    change = text(cues(track)[0], "en")
    workbench.submit(track, 0, [change, change], translator)
    later = workbench.submit(track, 1, [{**change, "text": "annat"}], translator)
    assert (later.number, later.changes, later.acknowledged) == (1, [], {change["id"]: 1})
    assert texts(track) == ["en"]


def test_one_name_in_two_tracks_is_two_changes(translator: User) -> None:
    change = sent("comment", name(1), text="x")
    for track in (track_of("ett"), track_of("två")):
        assert workbench.submit(track, 0, [change], translator).acknowledged == {change["id"]: 1}


def test_other_words_of_one_text_are_both_there() -> None:
    track = track_of("hon skrev ett brev")
    (cue,) = cues(track)
    workbench.submit(track, 0, [text(cue, "han skrev ett brev")], None)
    answer = workbench.submit(track, 0, [text(cue, "hon skrev två brev")], None)
    assert results(answer.changes) == [None, {"merged": "han skrev två brev"}]
    assert texts(track) == ["han skrev två brev"]


def test_of_the_same_words_the_earlier_stand_and_the_later_are_kept() -> None:
    track = track_of("hon skrev")
    (cue,) = cues(track)
    workbench.submit(track, 0, [text(cue, "han skrev")], None)
    answer = workbench.submit(track, 0, [text(cue, "vi skrev")], None)
    conflict = {"mine": "vi skrev", "theirs": "han skrev", "was": "hon skrev"}
    assert results(answer.changes) == [None, {"conflict": conflict}]
    assert texts(track) == ["han skrev"]


def test_a_text_for_a_cue_that_was_deleted_is_kept_and_said_to_be_late() -> None:
    track = track_of("ett", "två")
    first = cues(track)[0]
    workbench.submit(track, 0, [sent("delete", first["uuid"], was=first)], None)
    answer = workbench.submit(track, 0, [text(first, "en")], None)
    assert answer.changes[1]["result"] == {"gone": True}
    assert (texts(track), answer.changes[1]["text"]) == (["två"], "en")


def test_a_batch_is_decided_one_after_another() -> None:
    track = track_of("ett")
    new, half = str(uuid4()), str(uuid4())
    batch = [
        sent("insert", new, times=[3000, 4000], text="a b"),
        sent("text", new, was="a b", text="a bc"),
        sent("split", new, into=half, texts=["a", "bc"], times=[[3000, 3400], [3500, 4000]], keeps="first"),
        sent("merge", half, 0, text="bc a", times=[3000, 4000], **{"with": new}),
    ]
    assert results(workbench.submit(track, 0, batch, None).changes) == [None] * 4
    assert texts(track) == ["ett", "bc a"]
    assert workbench.state_at(track)["aliases"] == {new: half}


def test_what_is_no_change_is_refused_and_the_rest_is_taken() -> None:
    track = track_of("ett")
    (cue,) = cues(track)
    wrong = {**text(cue, "x"), "kind": "drop table"}
    early = text(cue, "y", base=7)
    taken = sent("insert", cue["uuid"], times=[0, 1], text="")
    answer = workbench.submit(track, 0, [None, wrong, early, taken, text(cue, "en")], None)
    assert [(each.id, each.reason) for each in answer.refused] == [
        ("", "malformed"),
        (wrong["id"], "kind"),
        (early["id"], "ahead"),
        (taken["id"], "name_taken"),
    ]
    assert (answer.number, texts(track)) == (1, ["en"])


def test_a_name_that_was_a_cues_is_no_new_ones() -> None:
    track = track_of("ett")
    (cue,) = cues(track)
    answer = workbench.submit(
        track,
        0,
        [
            sent("delete", cue["uuid"], was=cue),
            sent("insert", cue["uuid"], times=[0, 1], text="x"),
            sent("restore", cue["uuid"], was=None, cue_was=cue),
        ],
        None,
    )
    assert ([each.reason for each in answer.refused], texts(track)) == (["name_taken"], ["ett"])


def test_a_text_that_came_before_its_cue_does_not_take_its_name() -> None:
    track, new = track_of("ett"), str(uuid4())
    workbench.submit(track, 0, [sent("text", new, was="", text="x")], None)
    assert workbench.submit(track, 0, [sent("insert", new, times=[0, 1], text="y")], None).refused == []
    assert texts(track) == ["y", "ett"]


def test_who_has_seen_what_never_was_is_told_the_newest_number() -> None:
    track = track_of("ett")
    with pytest.raises(AheadOfTheTrack) as error:
        workbench.submit(track, 3, [text(cues(track)[0], "en")], None)
    assert (error.value.number, Change.objects.count()) == (0, 0)


def test_a_change_is_written_once() -> None:
    track = track_of("ett")
    workbench.submit(track, 0, [text(cues(track)[0], "en")], None)
    row = Change.objects.get()
    for wrong in (row.save, row.delete, Change.objects.all().delete, partial(Change.objects.update, number=2)):
        with pytest.raises(WrittenOnce):
            wrong()
    assert Change.objects.get().data == {"was": "ett", "text": "en"}


def test_what_a_person_did_stays_when_she_goes(translator: User) -> None:
    track = track_of("ett")
    workbench.submit(track, 0, [text(cues(track)[0], "en")], translator)
    translator.delete()
    assert workbench.submit(track, 0, [], None).changes[0]["by"] == ""


@pytest.mark.parametrize("many", [1, 9])
def test_a_change_costs_as_many_queries_whatever_the_track_holds(
    many: int, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    track = track_of(*[f"ord {number}" for number in range(many)])
    first = cues(track)[0]
    for number in range(many):
        workbench.submit(track, number, [sent("comment", name(number), text="x")], None)
    # The first that is written begins the work on the track, once.
    workbench.submit(track, many, [text(first, "förr", base=many)], None)
    change = text({**first, "text": "förr"}, "nytt", base=many + 1)
    with django_assert_num_queries(10):
        workbench.submit(track, many + 1, [change], None)


def test_a_window_that_only_asks_takes_no_lock(
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    track = track_of("ett")
    with django_assert_num_queries(1):
        assert workbench.submit(track, 0, [], None).number == 0
    with pytest.raises(AheadOfTheTrack):
        workbench.submit(track, 1, [], None)


@pytest.mark.django_db(transaction=True)
def test_what_several_send_at_once_gets_one_number_each() -> None:
    track = track_of("ett", "två", "tre")
    batches = [[text(cue, f"{cue['text']} {number}") for cue in cues(track)] for number in range(4)]

    def send(batch: list[dict[str, object]]) -> None:
        for _ in range(2):
            workbench.submit(Track.objects.get(pk=track.pk), 0, batch, None)

    at_once(*[partial(send, batch) for batch in batches])
    assert list(Change.objects.values_list("number", flat=True)) == list(range(1, 13))
    assert {str(row.uuid) for row in Change.objects.all()} == {change["id"] for batch in batches for change in batch}
    folded = texts(track)
    kept = [row.data["text"] for row in Change.objects.all() if not row.result]
    assert (sorted(folded), len(kept)) == (sorted(kept), 3)
