from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.answer import windows
from search.answer.windows import Said, Window, said_in
from subtitles.models import Cue, Revision
from tests.subtitles.factories import published

EVERY = Cue.objects.all()

pytestmark = pytest.mark.django_db


def revision(*texts: str) -> tuple[Revision, list[Cue]]:
    """A cue of 0.9 s each second, from the first second on."""
    made: Revision = published(None, *texts).revision
    return made, list(made.cues.order_by("position"))


def said(cue: Cue) -> Said:
    return Said(cue.uuid, cue.start_ms, cue.end_ms, cue.payload)


def test_what_stands_in_any_window_is_found_once_in_the_order_of_time() -> None:
    made, cues = revision("ett", "två", "tre", "fyra")
    other, others = revision("en", "to")
    nobody = uuid4()
    asked = [
        Window(made.pk, 2500, 3500, nobody),
        Window(made.pk, 1500, 2200, nobody),
        Window(other.pk, 2000, 2001, nobody),
    ]
    assert said_in(asked, EVERY) == {made.pk: [said(cue) for cue in cues[:3]], other.pk: [said(others[1])]}


def test_a_cue_that_only_touches_a_window_does_not_stand_in_it() -> None:
    made, _ = revision("ett", "två")
    assert said_in([Window(made.pk, 1900, 2000, uuid4())], EVERY) == {}


def test_a_cue_that_was_moved_out_of_its_window_is_found_by_its_name() -> None:
    made, cues = revision("ett", "två")
    assert said_in([Window(made.pk, 8000, 9000, cues[1].uuid)], EVERY) == {made.pk: [said(cues[1])]}


def test_a_page_of_windows_is_one_question(monkeypatch: pytest.MonkeyPatch) -> None:
    made, cues = revision("ett", "två", "tre")
    asked = [Window(made.pk, cue.start_ms, cue.end_ms, cue.uuid) for cue in cues]
    with CaptureQueriesContext(connection) as once:
        whole = said_in(asked, EVERY)
    monkeypatch.setattr(windows, "AT_ONCE", 1)
    with CaptureQueriesContext(connection) as thrice:
        piecemeal = said_in(asked, EVERY)
    assert (whole, len(once), len(thrice)) == (piecemeal, 1, 3)
    assert said_in([], EVERY) == {}


def test_nothing_is_found_that_is_not_public() -> None:
    made, cues = revision("ett", "två")
    asked = [Window(made.pk, cue.start_ms, cue.end_ms, cue.uuid) for cue in cues]
    assert said_in(asked, EVERY.filter(position=0)) == {made.pk: [said(cues[0])]}
