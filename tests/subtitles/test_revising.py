import pytest
from django.contrib.auth.models import User

from archive.models import Event
from subtitles import importing, reviewing, revising, workbench
from subtitles.exceptions import NotTheNewest
from subtitles.models import Revision
from tests.archive.factories import RecordingFactory
from tests.subtitles.factories import imported, vtt
from tests.subtitles.workbench.sending import cues, text

pytestmark = pytest.mark.django_db

FILE = """WEBVTT Kind: captions

NOTE kept

one
00:01.000 --> 00:03.000 line:85%
<i>Hej  du</i>

NOTE before the second

00:03.000 --> 00:05.000
Frihet nu.
"""


def bring() -> Revision:
    return importing.import_track(RecordingFactory(), FILE.encode(), "a.vtt", "sv", origin="human").revision


def repair(revision: Revision, *codes: str, by: User | None = None) -> Revision:
    found = reviewing.review(revision)
    return revising.repair(revision, found.cues, [each for each in found.findings if each.code in codes], by)


def test_a_repair_is_a_new_revision_and_the_one_before_stays(archivist: User) -> None:
    first = bring()
    second = repair(first, "double_space", by=archivist)
    assert [cue.payload for cue in first.cues.all()] == ["<i>Hej  du</i>", "Frihet nu."]
    assert [cue.payload for cue in second.cues.all()] == ["<i>Hej du</i>", "Frihet nu."]
    assert (second.number, second.created_by, second.note) == (2, archivist, "double_space")
    assert second.track.published_revision is None
    event = Event.objects.first()
    assert event is not None
    assert (event.code, event.values, event.agent) == (
        "track.repaired",
        {"revision": 2, "cues": 1, "codes": "double_space"},
        archivist,
    )


def test_all_else_goes_with_it() -> None:
    first = bring()
    second = repair(first, "gap", "double_space")
    kept = ("header", "blocks", "source", "encoding", "file_name", "origin", "tool")
    assert [getattr(second, name) for name in kept] == [getattr(first, name) for name in kept]
    names = ("uuid", "position", "identifier", "settings", "start_ms")
    assert list(second.cues.values_list(*names)) == list(first.cues.values_list(*names))
    assert [cue.end_ms for cue in second.cues.all()] == [2920, 5000]


def test_where_there_is_nothing_to_mend_nothing_is_made() -> None:
    first = imported(None, "Frihet").revision
    assert repair(first, "spelling", "line_break") == first
    assert Revision.objects.count() == 1


def test_what_was_written_meanwhile_stays_and_the_repair_joins_it(translator: User) -> None:
    first = bring()
    one, two = cues(first.track)
    workbench.submit(first.track, 0, [text(one, "<i>Hej  du</i> nu"), text(two, "Frihet strax.")], translator)
    workbench.checkpoint(first.track, 2)
    made = repair(first, "double_space", "gap")
    said = [("<i>Hej du</i> nu", 2920), ("Frihet strax.", 5000)]
    assert [(cue["text"], cue["end"]) for cue in cues(first.track)] == said
    assert [(cue.payload, cue.end_ms) for cue in made.cues.all()] == said
    assert (made.number, made.upto, made.note, made.header) == (3, 4, "double_space, gap", first.header)
    event = Event.objects.filter(code="track.repaired").get()
    assert event.values == {"revision": 3, "cues": 1, "codes": "double_space, gap"}


def test_words_that_a_repair_put_right_keep_their_times_whatever_was_written_beside_them() -> None:
    first = heard()
    first.cues.filter(position=0).update(words=[["Hej", 1000, 1200, 0.5], ["du", 1300, 1400, 0.5]])
    workbench.submit(first.track, 0, [text(cues(first.track)[1], "Frihet strax.")], None)
    made = repair(first, "double_space")
    assert made.cues.get(position=0).words == [["Hej", 1000, 1200, 0.5], ["du", 1300, 1400, 0.5]]
    assert list(made.cues.values_list("machine", flat=True)) == [True, False]


def test_what_somebody_else_saved_since_is_not_passed_over() -> None:
    first = bring()
    found = reviewing.review(first)
    importing.import_track(first.track.recording, vtt("Ny"), "b.vtt", "sv")
    with pytest.raises(NotTheNewest) as caught:
        revising.repair(first, found.cues, found.findings)
    assert caught.value.number == 2
    assert Revision.objects.count() == 2


def heard() -> Revision:
    return importing.import_track(RecordingFactory(), FILE.encode(), "a.vtt", "sv", origin="machine").revision


def test_a_repair_leaves_a_machines_cue_a_machines_and_its_words_their_times() -> None:
    first = heard()
    first.cues.filter(position=0).update(words=[["Hej", 1000, 1200, 0.5], ["du", 1300, 1400, 0.5]])
    second = repair(first, "double_space", "gap")
    assert list(second.cues.values_list("machine", flat=True)) == [True, True]
    assert second.cues.get(position=0).words == [["Hej", 1000, 1200, 0.5], ["du", 1300, 1400, 0.5]]


def test_a_person_confirms_one_cue_and_then_the_rest(archivist: User) -> None:
    first = heard()
    one = first.cues.get(position=1).uuid
    second = revising.confirm(first, [one], archivist)
    assert list(first.cues.values_list("machine", flat=True)) == [True, True]
    assert list(second.cues.values_list("machine", flat=True)) == [True, False]
    assert (second.origin, second.track.origin) == ("machine", "machine")
    third = revising.confirm(second, None, archivist)
    assert not third.cues.filter(machine=True).exists()
    assert (third.origin, third.track.origin, third.created_by) == ("human", "mixed", archivist)
    event = Event.objects.first()
    assert event is not None
    assert (event.code, event.values) == ("track.confirmed", {"revision": 3, "cues": 1})
    assert list(third.cues.values_list("uuid")) == list(first.cues.values_list("uuid"))


def test_where_nothing_is_to_be_confirmed_nothing_is_made() -> None:
    first = bring()
    assert revising.confirm(first, None) == first
    assert revising.confirm(heard(), []).number == 1


def test_nobody_confirms_words_that_she_did_not_see() -> None:
    first = heard()
    second = repair(first, "double_space")
    assert second.number == 2
    third = revising.confirm(first, None)
    assert [(cue["machine"], cue["confirmed"]) for cue in cues(first.track)] == [(True, False), (False, True)]
    assert (third.number, third.origin, revising.unchecked(third)) == (3, "machine", 1)
    with pytest.raises(NotTheNewest):
        revising.confirm(first, [first.cues.get(position=0).uuid])
    assert first.track.revisions.count() == 3
