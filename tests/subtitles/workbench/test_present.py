"""Who works on a track is told to the others, and forgotten."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import UUID

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from subtitles.models import Presence
from subtitles.workbench import present
from tests.subtitles.factories import TrackFactory

pytestmark = pytest.mark.django_db
CUE = UUID(int=1)


def test_others_are_told_with_their_cue_also_ones_other_window(translator: User, archivist: User) -> None:
    track = TrackFactory()
    assert present.meet(track, archivist, "a", CUE) == []
    assert present.meet(track, translator, "b", None) == [{"name": archivist.username, "cue": str(CUE), "tab": "a"}]
    assert present.meet(track, translator, "c", None) == [
        {"name": archivist.username, "cue": str(CUE), "tab": "a"},
        {"name": translator.username, "cue": None, "tab": "b"},
    ]
    assert present.meet(TrackFactory(), translator, "b", None) == []


def test_whoever_does_not_ask_any_more_is_gone_and_then_forgotten(translator: User, archivist: User) -> None:
    track, now = TrackFactory(), timezone.now()
    present.meet(track, archivist, "a", CUE, now)
    later = now + present.GONE_AFTER
    assert len(present.meet(track, translator, "b", None, later)) == 1
    assert present.meet(track, translator, "b", None, later + timedelta(seconds=1)) == []
    present.meet(track, translator, "b", None, now + present.FORGOTTEN_AFTER + timedelta(seconds=1))
    assert [row.user for row in Presence.objects.all()] == [translator]


def test_whoever_stays_is_written_down_now_and_then(
    translator: User, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    track, now = TrackFactory(), timezone.now()
    present.meet(track, translator, "a", CUE, now)
    with django_assert_num_queries(1):
        present.meet(track, translator, "a", CUE, now + timedelta(seconds=3))
    present.meet(track, translator, "a", CUE, now + present.WRITTEN_AFTER)
    assert Presence.objects.get().seen_at == now + present.WRITTEN_AFTER
    present.meet(track, translator, "a", None, now + present.WRITTEN_AFTER)
    assert Presence.objects.get().cue is None
