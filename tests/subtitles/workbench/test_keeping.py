"""What is written is kept as a revision by itself: after much of it, or when nobody goes on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.jobs import periodic
from subtitles import workbench
from subtitles.models import Track
from subtitles.workbench import keeping
from subtitles.workbench.keeping import LONG_PAUSE, MANY, PAUSE, SOME, due, keep
from tests.subtitles.workbench.sending import cues, sent, texts, track_of

pytestmark = pytest.mark.django_db


def write(track: Track, many: int) -> None:
    (cue,) = cues(track)
    said = [sent("comment", cue["uuid"], text="?") for _ in range(many - 1)]
    workbench.submit(track, 0, [*said, sent("text", cue["uuid"], was=cue["text"], text=f"{cue['text']}!")], None)


@pytest.mark.parametrize(
    ("many", "pause", "is_due"),
    [
        (MANY, timedelta(0), True),
        (MANY - 1, timedelta(0), False),
        (SOME, PAUSE, True),
        (SOME, PAUSE / 2, False),
        (SOME - 1, PAUSE, False),
        (1, LONG_PAUSE, True),
        (1, LONG_PAUSE / 2, False),
    ],
)
def test_much_is_kept_at_once_and_little_after_a_pause(many: int, pause: timedelta, is_due: bool) -> None:
    track = track_of("ett")
    write(track, many)
    now = timezone.now()
    assert list(due(now + pause)) == ([track] if is_due else [])


def test_what_is_kept_is_the_newest_state_and_what_was_before_can_still_be_seen() -> None:
    track = track_of("ett")
    track_of("en annan som ingen skriver i")
    write(track, SOME)
    night = timezone.now() + LONG_PAUSE
    assert keep(night) == 1
    assert [(made.number, made.upto, made.created_by) for made in track.revisions.all()] == [
        (2, SOME, None),
        (1, 0, None),
    ]
    assert keep(night) == 0
    assert [texts(track, number) for number in (0, SOME - 1, SOME)] == [["ett"], ["ett"], ["ett!"]]
    write(track, SOME)
    assert keep(night + PAUSE) == 1
    assert [texts(track, number) for number in (SOME, 2 * SOME)] == [["ett!"], ["ett!!"]]


def test_the_clock_of_the_worker_keeps_it() -> None:
    assert keeping.keep in {each.action for each in periodic._registered.values()}
