"""A track goes out to be proof-read in Word and comes back: only what was edited there changes here."""

import io
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import docx
import pytest
from django.contrib.auth.models import User
from docx.document import Document as Opened

from archive.models import Event, Recording
from subtitles import importing, proofreading, workbench
from subtitles.exceptions import EditedMeanwhile, UnreadableSubtitles
from subtitles.models import Origin, Revision
from subtitles.proofreading import State
from tests.archive.factories import RecordingFactory
from tests.subtitles.factories import imported, vtt
from tests.subtitles.workbench.sending import cues, text

pytestmark = pytest.mark.django_db

HEADINGS = ("#", "Time", "Source", "Target")
PERSIAN = """WEBVTT Kind: captions

NOTE kept

one
00:01.000 --> 00:03.000 line:85%
<v شیرین>زنان <i>آزاد</i></v>

00:04.000 --> 00:06.000
می\u200cخواهیم
بمانیم

00:07.000 --> 00:09.000
آزادی
"""


@pytest.fixture
def recording() -> Recording:
    return RecordingFactory(title="Band 7", language="sv")


@pytest.fixture
def base(recording: Recording) -> Revision:
    return importing.import_track(recording, PERSIAN.encode(), "a.vtt", "fa", origin="machine").revision


def sheet(revision: Revision) -> bytes:
    beside = imported(revision.track.recording, "Kvinnor fria", "vi vill").track
    return proofreading.sheet(revision, beside, HEADINGS, ["Change the last column."], is_rtl=False)


def edited(data: bytes, edit: Callable[[Opened], object]) -> bytes:
    """As Word would save it after this."""
    opened = docx.Document(io.BytesIO(data))
    edit(opened)
    saved = io.BytesIO()
    opened.save(saved)
    return saved.getvalue()


def word(row: int, text: str, column: int = 3) -> Callable[[Opened], object]:
    def edit(opened: Opened) -> None:
        opened.tables[0].cell(row, column).text = text

    return edit


def taken(revision: Revision, data: bytes, by: User, **chosen: Any) -> Revision:
    return proofreading.take_in(proofreading.begin(revision.track, data, "korr.docx", by), **chosen)


def payloads(revision: Revision) -> list[str]:
    return [cue.payload for cue in revision.cues.all()]


def test_the_sheet_has_both_texts_beside_each_other_and_says_where_it_came_from(base: Revision) -> None:
    opened = docx.Document(io.BytesIO(sheet(base)))
    rows = [[cell.text for cell in row.cells] for row in opened.tables[0].rows]
    first, second, _third = base.cues.all()
    assert rows[:3] == [
        list(HEADINGS),
        [f"1·{first.uuid.hex[:4]}", "00:00:01.000 --> 00:00:03.000", "Kvinnor fria\nvi vill", "شیرین: زنان آزاد"],
        [f"2·{second.uuid.hex[:4]}", "00:00:04.000 --> 00:00:06.000", "", "می\u200cخواهیم\nبمانیم"],
    ]
    assert [paragraph.text for paragraph in opened.paragraphs] == ["Change the last column.", f"{base.track.uuid}/1"]


def test_what_nobody_edited_makes_no_revision(base: Revision, translator: User) -> None:
    found = proofreading.compare(base.track, edited(sheet(base), lambda opened: None))
    assert (found.edits, found.missing, found.unknown) == ([], [], [])
    assert taken(base, sheet(base), translator) == base


def test_only_what_was_edited_changes_and_all_else_is_kept(base: Revision, translator: User) -> None:
    made = taken(base, edited(sheet(base), word(3, "آزادی!")), translator)
    assert (made.number, made.created_by, made.note) == (2, translator, "korr.docx")
    assert payloads(made) == [*payloads(base)[:2], "آزادی!"]
    assert [cue.machine for cue in made.cues.all()] == [True, True, False]
    assert made.origin == Origin.MACHINE
    kept = ("uuid", "identifier", "settings", "start_ms", "end_ms")
    assert list(made.cues.values_list(*kept)) == list(base.cues.values_list(*kept))
    assert (made.header, made.blocks) == (base.header, base.blocks)
    event = Event.objects.first()
    assert event is not None
    assert (event.code, event.values) == ("track.proofread", {"revision": 2, "cues": 1, "file": "korr.docx"})


def test_with_the_last_cue_that_was_edited_the_text_is_a_persons(base: Revision, translator: User) -> None:
    data = edited(edited(edited(sheet(base), word(1, "یک")), word(2, "دو")), word(3, "سه"))
    made = taken(base, data, translator)
    assert (made.origin, made.cues.filter(machine=True).exists()) == (Origin.HUMAN, False)


def test_an_edit_that_is_left_out_does_not_come_in(base: Revision, translator: User) -> None:
    data = edited(edited(sheet(base), word(2, "نه")), word(3, "آزادی!"))
    assert payloads(taken(base, data, translator, leave={2}))[1:] == ["می\u200cخواهیم\nبمانیم", "آزادی!"]


def newer(base: Revision, old: str, new: str) -> Revision:
    text = PERSIAN.replace(old, new)
    return importing.import_track(base.track.recording, text.encode(), "b.vtt", "fa", track=base.track).revision


def test_what_was_edited_here_since_is_not_written_over(base: Revision, translator: User) -> None:
    data = edited(edited(sheet(base), word(2, "نه")), word(3, "آزادی!"))
    here = newer(base, "آزادی\n", "آزادی ما\n")
    found = proofreading.compare(base.track, data)
    assert [(edit.number, edit.state) for edit in found.edits] == [(2, State.NEW), (3, State.CONFLICT)]
    assert (found.base, found.newest) == (base, here)
    made = taken(base, data, translator)
    assert payloads(made) == [payloads(base)[0], "نه", "آزادی ما"]
    again = taken(base, data, translator, take={3})
    assert payloads(again)[2] == "آزادی!"
    assert (made.number, again.number) == (3, 4)


def test_what_was_kept_at_the_workbench_meanwhile_is_joined_and_not_refused(base: Revision, translator: User) -> None:
    """The worker keeps what is written by itself; a proof of the version before comes in as it would have."""
    data = edited(edited(sheet(base), word(2, "نمی\u200cخواهیم\nبمانیم")), word(3, "آزادی!"))
    one, two, _three = cues(base.track)
    workbench.submit(base.track, 0, [text(one, "زنان"), text(two, "می\u200cخواهیم\nبمانیم اینجا")], None)
    workbench.checkpoint(base.track, 2)
    found = proofreading.compare(base.track, data)
    assert [(edit.number, edit.state) for edit in found.edits] == [(2, State.NEW), (3, State.NEW)]
    made = taken(base, data, translator)
    assert payloads(made) == ["زنان", "نمی\u200cخواهیم\nبمانیم اینجا", "آزادی!"]
    assert [cue["text"] for cue in cues(base.track)] == payloads(made)
    assert (made.upto, [change.by for change in base.track.changes.filter(number__gt=2)]) == (4, [translator] * 2)


def test_what_stands_at_the_workbench_alone_is_not_written_over(base: Revision, translator: User) -> None:
    data = edited(edited(sheet(base), word(2, "نه")), word(3, "آزادی!"))
    workbench.submit(base.track, 0, [text(cues(base.track)[2], "آزادی ما")], None)
    waiting = proofreading.begin(base.track, data, "korr.docx", translator)
    found = proofreading.compare(base.track, data)
    assert [(edit.number, edit.state) for edit in found.edits] == [(2, State.NEW), (3, State.CONFLICT)]
    # She chose over what was there, and not over what was written after that.
    workbench.submit(base.track, 1, [text(cues(base.track)[2], "آزادی همه", 1)], None)
    with pytest.raises(EditedMeanwhile):
        proofreading.take_in(waiting, take={3}, since=found.number)
    assert base.track.revisions.count() == 1
    made = proofreading.take_in(waiting, since=found.number)
    assert payloads(made)[1:] == ["نه", "آزادی همه"]


def test_a_conflict_that_one_looked_at_is_taken_though_others_wrote_elsewhere(base: Revision, translator: User) -> None:
    data = edited(sheet(base), word(3, "آزادی!"))
    workbench.submit(base.track, 0, [text(cues(base.track)[2], "آزادی ما")], None)
    waiting = proofreading.begin(base.track, data, "korr.docx", translator)
    workbench.submit(base.track, 1, [text(cues(base.track)[0], "زنان", 1)], None)
    made = proofreading.take_in(waiting, take={3}, since=1)
    assert [payloads(made)[at] for at in (0, 2)] == ["زنان", "آزادی!"]


def test_a_text_edited_there_and_a_time_edited_here_both_stand(base: Revision, translator: User) -> None:
    data = edited(sheet(base), word(3, "آزادی!"))
    newer(base, "00:07.000 --> 00:09.000", "00:07.500 --> 00:09.500")
    last = taken(base, data, translator).cues.last()
    assert last is not None
    assert (last.payload, last.start_ms, last.end_ms) == ("آزادی!", 7500, 9500)


def test_what_is_here_already_and_what_is_gone_is_said(base: Revision) -> None:
    data = edited(edited(sheet(base), word(2, "نه")), word(3, "آزادی!"))
    first, _second, third = PERSIAN.split("\n\n00:0")
    text = f"{first}\n\n00:0{third}".replace("آزادی\n", "آزادی!\n")
    importing.import_track(base.track.recording, text.encode(), "b.vtt", "fa", track=base.track)
    found = proofreading.compare(base.track, data)
    assert [(edit.number, edit.state) for edit in found.edits] == [(2, State.GONE), (3, State.DONE)]


def test_rows_that_are_gone_or_of_no_cue_are_named_and_change_nothing(base: Revision, translator: User) -> None:
    def edit(opened: Opened) -> None:
        table = opened.tables[0]
        table._tbl.remove(table.rows[1]._tr)
        table.cell(1, 0).text = "2·0000"

    data = edited(sheet(base), edit)
    found = proofreading.compare(base.track, data)
    first, second, _third = base.cues.all()
    assert (found.edits, found.missing) == ([], [first, second])
    assert [(row.line, row.text.split(" | ")[0]) for row in found.unknown] == [(2, "2·0000")]
    assert taken(base, data, translator) == base


def test_a_time_is_put_right_in_the_table(base: Revision, translator: User) -> None:
    made = taken(base, edited(sheet(base), word(3, "00:00:07.500 --> 00:00:09.000", column=1)), translator)
    last = made.cues.last()
    assert last is not None
    assert (last.start_ms, last.end_ms, last.payload) == (7500, 9000, "آزادی")


def without_mark(opened: Opened) -> None:
    opened.paragraphs[-1].text = ""


def of_nothing(opened: Opened) -> None:
    opened.paragraphs[-1].text = f"{uuid4()}/1"


@pytest.mark.parametrize(
    ("edit", "code"), [(without_mark, "no_proof"), (of_nothing, "other_proof"), (lambda opened: None, "other_proof")]
)
def test_a_file_of_another_track_or_of_none_is_refused_in_words(
    edit: Callable[[Opened], object], code: str, base: Revision, translator: User
) -> None:
    other = imported(None, "Frihet").track
    with pytest.raises(UnreadableSubtitles) as caught:
        proofreading.begin(other, edited(sheet(base), edit), "a.docx", translator)
    assert caught.value.code == code
    with pytest.raises(UnreadableSubtitles):
        proofreading.compare(other, vtt("Frihet"))
    assert other.revisions.count() == 1


def test_doing_it_twice_makes_one_revision(base: Revision, translator: User) -> None:
    waiting = proofreading.begin(base.track, edited(sheet(base), word(3, "آزادی!")), "korr.docx", translator)
    assert proofreading.take_in(waiting) == proofreading.take_in(waiting)
    assert base.track.revisions.count() == 2
