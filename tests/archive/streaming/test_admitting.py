"""The question that is written down once gets the answer of the rules, whoever asks and whatever they say."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import given

from archive.access import STRANGER, Layer, Viewer, decide
from archive.models import Recording
from archive.streaming import admitting
from tests.archive.access.test_both_forms import NOW, OFTEN, SEEDS, Drawn, say, turned_back
from tests.archive.factories import RenditionSetFactory, RestrictionFactory

SHOWN = [frozenset({layer}) for layer in (Layer.EXISTS, Layer.SOUND, Layer.PICTURE)]
SHOWN.append(frozenset({Layer.SOUND, Layer.PICTURE}))


@pytest.mark.django_db
@OFTEN
@given(seed=SEEDS)
def test_it_is_answered_as_the_rules_say(seed: int) -> None:
    drawn = Drawn(seed)
    with turned_back(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: NOW)
        for number in range(10):
            recording = Recording.objects.create(title="", kind="video", **drawn.rule())
            live = RenditionSetFactory(recording=recording, live=True)
            if number % 3:
                RestrictionFactory(recording=recording, basis="policy", source="work:9", audience="public")
            say(drawn, recording=recording)
            for viewer in drawn.viewers():
                for shown in SHOWN:
                    allowed = all(decide(viewer, recording, layer, NOW).allowed for layer in shown)
                    assert admitting.directory(viewer, live.uuid, shown) == (live.directory if allowed else "")


@pytest.mark.django_db
def test_nothing_of_an_answer_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    recording = RestrictionFactory().recording
    live = RenditionSetFactory(recording=recording, live=True)

    def is_open(viewer: Viewer = STRANGER) -> bool:
        return admitting.directory(viewer, live.uuid, SHOWN[1]) == live.directory

    assert is_open()
    soon = timezone.now() + timedelta(minutes=1)
    Recording.objects.all().write_rule(until=soon)
    assert is_open()
    monkeypatch.setattr(timezone, "now", lambda: soon)
    assert not is_open()
    Recording.objects.all().write_rule(until=None)
    assert is_open()
    RenditionSetFactory(recording=recording, live=True)
    assert not is_open()


@pytest.mark.django_db
def test_a_set_that_nobody_made_lies_nowhere() -> None:
    assert admitting.directory(STRANGER, uuid4(), SHOWN[0]) == ""
