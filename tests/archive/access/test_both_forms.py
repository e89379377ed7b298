"""The gate as a value and as a condition say the same of whatever anybody could write down."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import hypothesis.strategies as st
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from archive.access import Audience, Layer, Level, Viewer, decide
from archive.models import Document, Recording, Restriction
from catalogue.models import Documentary
from subtitles.models import Revision, Track

NOW = datetime.fromisoformat("2026-03-08T12:00:00+01:00")
MOMENTS = [None, NOW - timedelta(seconds=1), NOW, NOW + timedelta(seconds=1)]
Things = list[tuple[dict[str, object], list[tuple[dict[str, object], str, str, str]]]]
SOURCES = ["work:1", "work:2", "draft:1"]
AUDIENCES = [*Audience.values, "of a later version"]
ADDS_NOTHING = {
    "audience": "public",
    "embargo_until": None,
    "opens_by_itself": False,
    "until": None,
    "withdrawn": False,
}
ANY_RULE = st.fixed_dictionaries(
    {
        "audience": st.sampled_from([*AUDIENCES, "public", "public"]),
        "embargo_until": st.sampled_from([*MOMENTS, None, None]),
        "opens_by_itself": st.booleans(),
        "until": st.sampled_from([*MOMENTS, None, None]),
        "withdrawn": st.sampled_from([False, False, False, True]),
    }
)
# Mostly one thing closes at a time, or nothing would be seen to close it.
RULES = st.one_of(st.just(ADDS_NOTHING), st.just({**ADDS_NOTHING, "audience": "staff"}), ANY_RULE)
RESTRICTIONS = st.tuples(
    RULES,
    st.sampled_from([*Layer.values, "exists", "exists", "of a later version"]),
    st.sampled_from(["policy", "policy", "rights", "consent"]),
    st.sampled_from([*SOURCES, "own:recording:7"]),
)
THINGS = st.lists(st.tuples(RULES, st.lists(RESTRICTIONS, max_size=3)), min_size=2, max_size=8)
ENDS = st.sampled_from([*MOMENTS, None])
GRANTS = st.sampled_from([frozenset[str](), frozenset({"work:1"}), frozenset(SOURCES)])
VIEWERS = st.lists(st.builds(Viewer, st.sampled_from(Level), st.none(), GRANTS, ENDS), min_size=2, max_size=4)
OFTEN = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.django_db
@OFTEN
@given(things=THINGS, viewers=VIEWERS, kind=st.sampled_from([Recording, Document]))
def test_of_recordings_and_documents_both_forms_say_the_same_layer_by_layer(
    things: Things, viewers: list[Viewer], kind: type[Recording | Document]
) -> None:
    with turned_back():
        key = str(kind._meta.model_name)
        for own, said in things:
            thing = kind.objects.create(title="", **own)
            Restriction.objects.write_rows(
                Restriction(**{key: thing}, layer=layer, basis=basis, source=source, start_ms=n, **rule)
                for n, (rule, layer, basis, source) in enumerate(said)
            )
        for viewer in viewers:
            for layer in Layer:
                agree(kind, viewer, layer)


@pytest.mark.django_db
@OFTEN
@given(things=THINGS, viewers=VIEWERS)
def test_of_tracks_both_forms_say_the_same(things: Things, viewers: list[Viewer]) -> None:
    with turned_back():
        for number, (own, said) in enumerate(things):
            recording = Recording.objects.create(title="")
            Restriction.objects.write_rows(
                [Restriction(recording=recording, basis="policy", source="work:9", audience="public")]
            )
            Restriction.objects.write_rows(
                Restriction(recording=recording, layer=layer, basis=basis, source=source, start_ms=n, **rule)
                for n, (rule, layer, basis, source) in enumerate(said)
            )
            track = Track.objects.create(recording=recording, language="sv", **own)
            if number % 3:
                track.published_revision = Revision.objects.create(track=track, number=1, source="vtt")
                track.save()
        for viewer in viewers:
            agree(Track, viewer, Layer.RECORD)


@pytest.mark.django_db
@OFTEN
@given(rules=st.lists(RULES, min_size=1, max_size=6), viewers=VIEWERS)
def test_of_works_both_forms_say_the_same_of_the_record(rules: list[dict[str, object]], viewers: list[Viewer]) -> None:
    with turned_back():
        for number, own in enumerate(rules):
            # Keys that grants name, and others.
            Documentary(pk=number + 1, slug=f"verk-{number}", live=bool(number % 3), **own).save(force_insert=True)
        for viewer in viewers:
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
