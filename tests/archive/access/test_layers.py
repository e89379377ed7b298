"""What of a thing a decision is about: layers that are closed alone, and rules for them that may be unreadable."""

from datetime import UTC, datetime

import pytest

from archive.access import SHUT, STRANGER, Layer, LayerRule, Level, Viewer, decide, layer_rules
from archive.models import Recording
from catalogue.models import Documentary
from tests.archive.factories import RestrictionFactory
from tests.subtitles.factories import public_recording, published

NOW = datetime.fromisoformat("2026-03-08T12:00:00+01:00")
BELOW_IT = {Layer.WORDS, Layer.SOUND, Layer.PICTURE}


def open_layers(thing: object) -> set[Layer]:
    return {layer for layer in Layer if decide(STRANGER, thing, layer, NOW).allowed}  # type: ignore[arg-type]


@pytest.mark.parametrize("layer", [Layer.WORDS, Layer.SOUND, Layer.PICTURE])
def test_a_layer_of_a_recording_is_closed_alone(db: None, layer: Layer) -> None:
    recording = public_recording()
    RestrictionFactory(recording=recording, layer=layer, audience="staff")
    assert open_layers(recording) == set(Layer) - {layer}
    for asked in Layer:
        assert Recording.objects.visible_to(STRANGER, NOW, asked).exists() == (asked != layer)


def test_who_may_not_see_that_a_recording_exists_sees_nothing_of_it(db: None) -> None:
    recording = public_recording()
    RestrictionFactory(recording=recording, layer="exists", audience="staff")
    assert open_layers(recording) == set()


def test_a_restriction_on_a_layer_vouches_for_nothing(db: None) -> None:
    recording = RestrictionFactory(layer="words").recording
    assert open_layers(recording) == set()
    assert not Recording.objects.visible_to(STRANGER, NOW).exists()


def test_a_track_is_closed_with_the_words_of_its_recording(db: None) -> None:
    track = published(public_recording()).track
    assert decide(STRANGER, track).allowed
    RestrictionFactory(recording=track.recording, layer="words", audience="staff")
    assert not decide(STRANGER, type(track).objects.get()).allowed
    assert not type(track).objects.visible_to(STRANGER).exists()


def test_a_work_can_be_listed_but_sealed() -> None:
    sealed = {layer: {"audience": "staff"} for layer in ("words", "sound", "picture")}
    work = Documentary(audience="public", live=True, layers=sealed)
    assert open_layers(work) == {Layer.RECORD, Layer.EXISTS}
    assert decide(STRANGER, work, at=NOW).listed
    work.layers = {"exists": {"audience": "researchers"}}
    assert open_layers(work) == {Layer.RECORD}
    assert decide(Viewer(Level.RESEARCHER), work, Layer.SOUND, NOW).allowed


def test_a_layer_that_nobody_knows_is_closed_to_all_below_archivist(db: None) -> None:
    recording = public_recording()
    for viewer in map(Viewer, Level):
        seen = Recording.objects.visible_to(viewer, NOW, "smell").exists()  # type: ignore[arg-type]
        assert decide(viewer, recording, "smell", NOW).allowed == seen == (viewer.level == Level.ARCHIVIST)  # type: ignore[arg-type]


def test_a_works_layers_are_not_asked_in_a_query(db: None) -> None:
    with pytest.raises(ValueError, match="Ask the recordings"):
        Documentary.objects.visible_to(STRANGER, NOW, Layer.SOUND)


def test_the_rules_of_layers_are_read_as_they_are_written_down() -> None:
    rule = {
        "audience": "researchers",
        "embargo_until": "2030-01-01T00:00:00+01:00",
        "opens_by_itself": True,
        "until": "2031-01-01T00:00:00+00:00",
    }
    begins, ends = datetime(2029, 12, 31, 23, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)
    read = LayerRule("researchers", begins, True, ends, grant_source="work:1")
    assert layer_rules({"sound": rule, "words": {}}, "work:1") == {
        Layer.SOUND: read,
        Layer.WORDS: LayerRule(grant_source="work:1"),
    }


@pytest.mark.parametrize(
    "said",
    [
        None,
        "staff",
        ["staff"],
        {"audience": "of a later version"},
        {"audience": None},
        {"audience": ["public"]},
        {"until": "soon"},
        {"until": "2030-01-01T00:00:00"},
        {"until": "2030-02-31T00:00:00+00:00"},
        {"until": 2030},
        {"embargo_until": False},
        {"opens_by_itself": "no"},
        {"withdrawn": False},
        {"audience": "public", "more": 1},
    ],
)
def test_a_rule_for_a_layer_that_cannot_be_read_closes_it(said: object) -> None:
    assert layer_rules({"sound": said}) == {Layer.SOUND: SHUT}
    work = Documentary(audience="public", live=True, layers={"sound": said})
    assert open_layers(work) == set(Layer) - {Layer.SOUND}
    assert not decide(Viewer(Level.TRANSLATOR), work, Layer.SOUND).allowed
    assert decide(Viewer(Level.ARCHIVIST), work, Layer.SOUND).allowed


@pytest.mark.parametrize("layers", [None, [], "sound", {"smell": {}}, {"record": {}}, {"sound": {}, 7: {}}])
def test_layers_that_cannot_be_read_close_all_but_the_record(layers: object) -> None:
    work = Documentary(audience="public", live=True, layers=layers)
    assert open_layers(work) == {Layer.RECORD}
