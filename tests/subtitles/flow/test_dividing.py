"""A long programme is divided where nobody speaks."""

import pytest
from django.contrib.auth.models import User

from subtitles.flow import NotYet
from subtitles.flow.dividing import cuts, divide, stretches
from subtitles.flow.progress import Stretch
from subtitles.models import Assignment, Track
from tests.subtitles.factories import imported

# Ten seconds of speech every minute but the last, with a long pause after the third.
CUES = [Stretch(0, 20_000), Stretch(21_000, 44_000), Stretch(52_000, 70_000), Stretch(71_000, 99_000)]


def test_a_part_ends_in_the_longest_pause_near_its_end() -> None:
    assert cuts(CUES, [], 100_000, 2) == [48_000]


def test_at_a_change_of_shot_in_it_where_there_is_one() -> None:
    assert cuts(CUES, [46_000, 51_000, 60_000], 100_000, 2) == [51_000]


def test_where_somebody_speaks_all_the_time_parts_are_equal() -> None:
    assert cuts([Stretch(0, 100_000)], [], 100_000, 4) == [25_000, 50_000, 75_000]


@pytest.mark.parametrize("parts", range(1, 12))
def test_parts_follow_each_other_without_a_gap(parts: int) -> None:
    found = cuts(CUES, [], 100_000, parts)
    assert len(found) == parts - 1
    assert sorted({0, *found, 100_000}) == [0, *found, 100_000]


@pytest.mark.django_db
def test_each_part_is_somebodys_in_turn(translator: User, archivist: User) -> None:
    track = imported(None, "ett", "två", language="fa").track
    made = divide(track, [translator, archivist], 3, by=archivist)
    assert [each.person for each in made] == [translator, archivist, translator]
    assert (made[0].start_ms, made[-1].end_ms) == (0, 60_000)
    assert [each.end_ms for each in made[:-1]] == [each.start_ms for each in made[1:]]


@pytest.mark.django_db
@pytest.mark.parametrize("parts", [0, -1, 51, 10**9])
def test_no_other_number_of_parts_is_made(parts: int) -> None:
    with pytest.raises(NotYet):
        stretches(imported(None, "ett").track, parts)


@pytest.mark.django_db
def test_where_one_may_not_have_it_nobody_has_anything(translator: User, researcher: User) -> None:
    track: Track = imported(None, "ett", language="fa").track
    with pytest.raises(NotYet):
        divide(track, [translator, researcher], 2, by=None)
    assert not Assignment.objects.exists()
