import pytest
from django.utils.translation import override

from subtitles import effects, revising
from subtitles.effects import Effect, Extent
from tests.archive.factories import RecordingFactory
from tests.subtitles.factories import imported, published


@pytest.mark.parametrize(
    ("spans", "lasts_ms", "covered_ms"),
    [
        ([], None, 0),
        ([(0, 1000), (2000, 3000)], None, 2000),
        ([(2000, 3000), (0, 2500)], None, 3000),
        ([(0, 9000), (1000, 2000)], None, 9000),
        ([(0, 1000), (4000, 9000), (9000, 9900)], 5000, 2000),
    ],
)
def test_time_is_covered_once_and_ends_with_the_recording(
    spans: list[tuple[int, int]], lasts_ms: int | None, covered_ms: int
) -> None:
    assert Extent.of(spans, lasts_ms) == Extent(len(spans), covered_ms)


@pytest.mark.parametrize(
    ("now", "then", "lasts_ms", "is_dense", "is_doubtful"),
    [
        (Extent(13, 60_000), Extent(3, 8_200), 68_000, True, True),
        (Extent(10, 40_000), Extent(4, 40_000), 68_000, True, True),
        (Extent(10, 40_000), Extent(5, 20_000), 30_000, True, False),
        (Extent(10, 40_000), Extent(10, 19_000), 30_000, True, True),
        (Extent(10, 9_000), Extent(10, 8_000), 68_000, True, True),
        (Extent(10, 9_000), Extent(10, 9_000), 68_000, True, False),
        (None, Extent(10, 33_000), 68_000, True, True),
        (None, Extent(10, 34_000), 68_000, True, False),
        (None, Extent(10, 1_000), 68_000, False, False),
        (None, Extent(10, 1_000), None, True, False),
        (Extent(0, 0), Extent(0, 0), None, True, False),
    ],
)
def test_what_is_little_of_what_was_or_of_the_recording_is_doubtful(
    now: Extent | None, then: Extent, lasts_ms: int | None, is_dense: bool, is_doubtful: bool
) -> None:
    assert Effect(now, then, lasts_ms, is_dense).is_doubtful is is_doubtful


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "13 cues → 3; covers 8 s of 1:08"),
        ("sv", "13 repliker → 3; täcker 8 s av 1:08"),
        ("fa", "۱۳ گفته ← ۳؛ ۸ ثانیه از ۱:۰۸ را می‌پوشاند"),
    ],
)
def test_it_is_said_in_words(language: str, expected: str) -> None:
    with override(language):
        assert str(Effect(Extent(13, 60_000), Extent(3, 8_200), 68_000)) == expected


def test_what_is_not_known_is_not_said() -> None:
    with override("en"):
        assert str(Effect(None, Extent(1, 8_200), None)) == "1 cue; covers 8 s"


@pytest.mark.django_db
def test_a_revision_is_compared_with_what_is_published() -> None:
    first = published(None, "a", "b", "c")
    second = imported(first.track.recording, "a")
    assert effects.of_revision(second.revision) == Effect(Extent(3, 2700), Extent(1, 900), 60_000)
    alone = imported(first.track.recording, "a", kind="descriptions")
    assert effects.of_revision(alone.revision) == Effect(None, Extent(1, 900), 60_000, is_dense=False)


@pytest.mark.django_db
def test_what_nobody_has_checked_is_asked_about_however_much_it_is() -> None:
    machines = imported(RecordingFactory(duration_ms=3000), "a", "b", origin="machine").revision
    effect = effects.of_revision(machines)
    assert (effect.unchecked, effect.is_little, effect.is_doubtful) == (2, False, True)
    assert not effects.of_revision(revising.confirm(machines, None)).is_doubtful
