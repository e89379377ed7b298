from datetime import datetime, timedelta

import pytest

from archive.access import STRANGER, Layer, Level, Seal, Viewer, seal
from archive.models import Recording
from tests.archive.factories import RecordingFactory, RestrictionFactory

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2026-03-08T12:00:00+01:00")
SOON, LATER = NOW + timedelta(days=1), NOW + timedelta(days=2)


def sealed(*rules: dict[str, object]) -> Recording:
    recording: Recording = RestrictionFactory().recording
    for rule in rules:
        RestrictionFactory(recording=recording, layer=Layer.SOUND, **rule)
    return recording


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([], None),
        ([{"audience": "staff"}], Seal()),
        ([{"embargo_until": SOON}], Seal(SOON, opens=False)),
        ([{"embargo_until": SOON, "opens_by_itself": True}], Seal(SOON, opens=True)),
        ([{"embargo_until": LATER, "opens_by_itself": True}, {"embargo_until": SOON}], Seal(LATER, opens=False)),
        ([{"embargo_until": SOON, "opens_by_itself": True}, {"audience": "staff"}], Seal()),
        ([{"embargo_until": SOON, "opens_by_itself": True, "audience": "researchers"}], Seal()),
        ([{"embargo_until": NOW}], Seal()),
        ([{"until": NOW}], Seal()),
        ([{"embargo_until": LATER, "opens_by_itself": True, "until": SOON}], Seal()),
        ([{"embargo_until": SOON, "withdrawn": True}], Seal()),
    ],
)
def test_a_seal_names_the_moment_before_which_nothing_opens(rules: list[dict[str, object]], expected: Seal) -> None:
    assert seal(STRANGER, sealed(*rules), Layer.SOUND, NOW) == expected


def test_a_moment_is_told_to_those_only_for_whom_it_is_one() -> None:
    recording = sealed({"embargo_until": SOON, "opens_by_itself": True, "audience": "researchers"})
    found = [seal(Viewer(level), recording, Layer.SOUND, NOW) for level in Level]
    assert found == [Seal(), Seal(SOON, opens=True), None, None]


def test_what_is_open_has_no_seal() -> None:
    assert seal(STRANGER, sealed({"audience": "staff"}), Layer.WORDS, NOW) is None


def test_an_unattached_recording_is_no_matter_of_seals() -> None:
    assert seal(Viewer(Level.ARCHIVIST), RecordingFactory(), Layer.SOUND, NOW) is None
