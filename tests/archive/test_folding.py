"""What leaves something that closed it is as closed as it was: the stricter of both rules."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from archive import folding, policy
from archive.access import STRANGER, Layer, LayerRule
from archive.models import Recording
from catalogue import checking, linking
from catalogue import policy as works
from tests.archive.factories import RecordingFactory
from tests.catalogue.factories import DocumentaryFactory

NOW = datetime.fromisoformat("2026-11-28T12:00:00+00:00")
PAST, SOON, LATER = (NOW + timedelta(days=days) for days in (-1, 1, 2))


@pytest.mark.parametrize(
    ("own", "other", "changes"),
    [
        ({}, {}, {}),
        ({}, {"embargo_until": SOON, "opens_by_itself": True}, {"embargo_until": SOON, "opens_by_itself": True}),
        ({}, {"embargo_until": PAST}, {"embargo_until": PAST}),
        ({}, {"embargo_until": PAST, "opens_by_itself": True}, {}),
        ({"embargo_until": LATER, "opens_by_itself": True}, {"embargo_until": SOON}, {"opens_by_itself": False}),
        ({"embargo_until": SOON}, {"embargo_until": LATER, "opens_by_itself": True}, {"embargo_until": LATER}),
        ({}, {"until": SOON}, {"until": SOON}),
        ({"until": SOON}, {"until": LATER}, {}),
    ],
)
def test_it_opens_no_sooner_and_closes_no_later_than_both(
    own: dict[str, object], other: dict[str, object], changes: dict[str, object]
) -> None:
    assert folding.times(LayerRule(**own), LayerRule(**other), NOW) == changes  # type: ignore[arg-type]


def test_layers_keep_the_stricter_audience() -> None:
    both = folding.layers({"sound": {"audience": "researchers"}}, {"sound": {"audience": "staff"}, "words": {}}, NOW)
    assert {layer: rule["audience"] for layer, rule in both.items()} == {"sound": "staff", "words": "public"}


def test_a_layer_that_cannot_be_read_stays_shut() -> None:
    assert folding.layers({}, {"sound": {"audience": "whoever"}}, NOW)["sound"]["audience"] == ""


@pytest.mark.django_db
@pytest.mark.parametrize("layer", [Layer.WORDS, Layer.SOUND, Layer.PICTURE])
def test_a_recording_that_leaves_a_sealed_work_stays_sealed_in_an_open_one(archivist: User, layer: Layer) -> None:
    recording, sealed, open_one = RecordingFactory(), DocumentaryFactory(), DocumentaryFactory()
    link = linking.attach(recording, sealed, archivist)
    works.set_access(sealed, "public", layers={layer.value: {"audience": "staff"}})
    linking.detach(link, archivist)
    linking.attach(recording, open_one, archivist)
    reached = [bool(Recording.objects.visible_to(STRANGER, layer=each)) for each in (Layer.EXISTS, layer)]
    assert (reached, list(checking.differences())) == ([True, False], [])


@pytest.mark.django_db
def test_what_leaves_a_work_whose_embargo_is_over_waits_as_it_did(archivist: User) -> None:
    recording, work, open_one = RecordingFactory(), DocumentaryFactory(), DocumentaryFactory()
    link = linking.attach(recording, work, archivist)
    works.set_access(work, "public", timezone.now() - timedelta(days=1))
    linking.detach(link, archivist)
    linking.attach(recording, open_one, archivist)
    assert not Recording.objects.visible_to(STRANGER).exists()
    policy.set_access(Recording.objects.get(), "public")
    assert Recording.objects.visible_to(STRANGER).exists()
