"""The gate as a value and as a condition say the same of whatever anybody could write down."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from random import Random

import hypothesis.strategies as st
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from archive.access import Audience, Layer, Level, Viewer, decide, lending
from archive.models import Document, Recording, Restriction
from catalogue.models import Documentary
from subtitles.models import Revision, Track
from tests.archive.factories import RestrictionFactory

NOW = datetime.fromisoformat("2026-03-08T12:00:00+01:00")
MOMENTS = [None, NOW - timedelta(seconds=1), NOW, NOW + timedelta(seconds=1)]
SOURCES = ["work:1", "work:2", "draft:1"]
AUDIENCES = [*Audience.values, "of a later version"]
LAYERS = [*Layer.values, "exists", "exists", "later"]
GRANTS = [frozenset[str](), frozenset({"work:1"}), frozenset(SOURCES)]
ADDS_NOTHING: dict[str, object] = {
    "audience": "public",
    "embargo_until": None,
    "opens_by_itself": False,
    "until": None,
    "withdrawn": False,
}
# Every seed is another archive. They are drawn evenly: what closes alone is rare enough as it is.
SEEDS = st.integers(0, 2**32)
OFTEN = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
THINGS, VIEWERS = 40, 8


class Drawn(Random):
    """What somebody could write down."""

    def rule(self) -> dict[str, object]:
        """Mostly one thing closes at a time, or nothing would be seen to close it."""
        return ADDS_NOTHING if self.random() < 0.6 else self.any_rule()

    def any_rule(self) -> dict[str, object]:
        return {
            "audience": self.choice([*AUDIENCES, "public", "public"]),
            "embargo_until": self.choice([*MOMENTS, None, None]),
            "opens_by_itself": self.choice([False, True]),
            "until": self.choice([*MOMENTS, None, None]),
            "withdrawn": self.random() < 0.2,
        }

    def restrictions(self) -> list[dict[str, object]]:
        return [self.restriction() for _ in range(self.choice([0, 1, 1, 2]))]

    def restriction(self) -> dict[str, object]:
        layer = self.choice(LAYERS)
        if self.random() < 0.5:  # what a grant lifts, or does not
            return {**ADDS_NOTHING, "audience": "staff", "layer": layer, "basis": "policy", "source": "work:1"}
        basis = self.choice(["policy", "policy", "rights", "consent"])
        return {**self.any_rule(), "layer": layer, "basis": basis, "source": self.choice([*SOURCES, "own:recording:7"])}

    def viewers(self) -> list[Viewer]:
        return [
            Viewer(self.choice(list(Level)), None, self.choice(GRANTS) | self.lent(), self.choice([*MOMENTS, None]))
            for _ in range(VIEWERS)
        ]

    def lent(self) -> frozenset[str]:
        """To every second somebody half of the recordings, of which a grant makes her a translator."""
        keys = list(Recording.objects.values_list("pk", flat=True)) if self.random() < 0.5 else []
        return frozenset(lending("recording", key) for key in keys if self.random() < 0.5)


def say(drawn: Drawn, **thing: Recording | Document) -> None:
    """What is drawn of restrictions, each a range of its own so that none is said twice."""
    said = enumerate(drawn.restrictions())
    Restriction.objects.write_rows(Restriction(**thing, start_ms=number, **each) for number, each in said)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [Recording, Document])
@OFTEN
@given(seed=SEEDS)
def test_of_recordings_and_documents_both_forms_say_the_same_layer_by_layer(
    kind: type[Recording | Document], seed: int
) -> None:
    drawn, key = Drawn(seed), str(kind._meta.model_name)
    with turned_back():
        for number in range(THINGS):
            thing = kind.objects.create(title="", **drawn.rule())
            if number % 3:  # the first of three is not vouched for
                RestrictionFactory(
                    **{"recording": None, key: thing}, basis="policy", source="work:9", audience="public"
                )
            say(drawn, **{key: thing})
        for viewer in drawn.viewers():
            for layer in Layer:
                agree(kind, viewer, layer)


@pytest.mark.django_db
@OFTEN
@given(seed=SEEDS)
def test_of_tracks_both_forms_say_the_same(seed: int) -> None:
    drawn = Drawn(seed)
    with turned_back():
        for number in range(THINGS):
            recording = Recording.objects.create(title="")
            RestrictionFactory(recording=recording, basis="policy", source="work:9", audience="public")
            say(drawn, recording=recording)
            track = Track.objects.create(recording=recording, language="sv", **drawn.rule())
            if number % 3:
                track.published_revision = Revision.objects.create(track=track, number=1, source="vtt")
                track.save()
        for viewer in drawn.viewers():
            agree(Track, viewer, Layer.RECORD)


@pytest.mark.django_db
@OFTEN
@given(seed=SEEDS)
def test_of_works_both_forms_say_the_same_of_the_record(seed: int) -> None:
    drawn = Drawn(seed)
    with turned_back():
        for number in range(VIEWERS):
            # Keys that grants name, and others.
            work = Documentary(pk=number + 1, slug=f"verk-{number}", live=bool(drawn.randrange(3)), **drawn.any_rule())
            work.save(force_insert=True)
        for viewer in drawn.viewers():
            agree(Documentary, viewer, Layer.RECORD)


@contextmanager
def turned_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def agree(kind: type, viewer: Viewer, layer: Layer) -> None:
    rows = kind.objects.order_by()  # type: ignore[attr-defined]
    decisions = {row.pk: decide(viewer, row, layer, NOW) for row in rows}
    allowed = {key for key, decision in decisions.items() if decision.allowed}
    listed = {key for key, decision in decisions.items() if decision.listed}
    assert set(rows.visible_to(viewer, NOW, layer).values_list("pk", flat=True)) == allowed, (viewer, layer)
    assert set(rows.listed_to(viewer, NOW, layer).values_list("pk", flat=True)) == listed, (viewer, layer)
    for key in allowed:
        # It says when it closes, unless that is nothing that the rules know of.
        until = decisions[key].until
        assert until is None or until > NOW
