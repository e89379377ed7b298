"""Rules are written by `policy` alone, and every other way of writing a row leaves them as they are."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone, translation

from archive import events, policy, wording
from archive.exceptions import RuleChanged, RuleGuarded
from archive.models import Recording
from archive.signals import reach_changed
from subtitles.models import Track
from tests.archive.factories import DocumentFactory, RecordingFactory
from tests.protected import FACTORIES
from tests.subtitles.factories import TrackFactory

pytestmark = pytest.mark.django_db

LATER = datetime(2100, 1, 1, tzinfo=UTC)
RULES: list[dict[str, Any]] = [
    {"audience": "staff"},
    {"embargo_until": LATER},
    {"opens_by_itself": True},
    {"until": LATER},
    {"layers": {"sound": {"audience": "staff"}}},
    {"withdrawn": True},
]


def row(thing: Any) -> str:
    return policy.fingerprint(type(thing).objects.get(pk=thing.pk))


@pytest.mark.parametrize("factory", FACTORIES)
@pytest.mark.parametrize("rule", RULES, ids=str)
def test_a_rule_is_never_saved_with_its_row(factory: Any, rule: dict[str, Any]) -> None:
    thing = factory(audience="public")
    thing = type(thing).objects.get(pk=thing.pk)
    for name, value in rule.items():
        setattr(thing, name, value)
    with pytest.raises(RuleGuarded):
        thing.save()
    with pytest.raises(RuleGuarded):
        thing.save(update_fields=list(rule))
    with pytest.raises(RuleGuarded):
        type(thing).objects.filter(pk=thing.pk).update(**rule)
    with pytest.raises(RuleGuarded), transaction.atomic():
        type(thing).objects.bulk_update([thing], list(rule))
    with pytest.raises(RuleGuarded), transaction.atomic():
        type(thing).objects.update_or_create(pk=thing.pk, defaults=rule)
    assert row(thing) == "public||"


@pytest.mark.parametrize("factory", FACTORIES)
def test_an_old_copy_that_is_saved_takes_no_withdrawal_back(factory: Any) -> None:
    thing = factory(audience="public")
    copies = [type(thing).objects.get(pk=thing.pk), type(thing).objects.only("pk").get(pk=thing.pk)]
    as_made = type(thing)(**{field.attname: getattr(thing, field.attname) for field in thing._meta.concrete_fields})
    policy.table(thing).objects.filter(pk=thing.pk).write_rule(withdrawn=True, audience="staff")
    for copy in (*copies, as_made):
        copy.save()
        assert row(thing) == "staff||withdrawn"


def test_a_copy_that_was_read_again_may_be_saved() -> None:
    recording = RecordingFactory()
    policy.withdraw(Recording.objects.get())
    recording.refresh_from_db()
    recording.save()
    assert (recording.withdrawn, row(recording)) == (True, "public||withdrawn")


def test_a_rule_for_a_layer_that_was_changed_in_place_is_not_saved() -> None:
    policy.set_access(RecordingFactory(), "public", layers={"sound": {"audience": "staff"}})
    recording = Recording.objects.get()
    recording.layers["sound"]["audience"] = "public"
    with pytest.raises(RuleGuarded):
        recording.save()
    recording = Recording.objects.get()
    recording.layers["words"] = {}
    with pytest.raises(RuleGuarded):
        recording.save()
    assert Recording.objects.get().layers == {"sound": {"audience": "staff"}}


def test_all_of_a_rule_is_set_told_and_recognised(archivist: User) -> None:
    recording = RecordingFactory()
    seen = [row(recording)]
    for rule in (
        {"until": LATER},
        {"embargo_until": LATER},
        {"embargo_until": LATER, "opens_by_itself": True},
        {"layers": {"sound": {"audience": "staff", "until": LATER.isoformat()}}},
    ):
        policy.set_access(recording, "public", by=archivist, **rule)
        seen.append(row(recording))
    assert len(set(seen)) == len(seen)
    told = [event.values["after"] for event in events.about(recording).filter(code="rule.changed")]
    with translation.override("en"):
        words = [wording.say("rule", values) for values in told]
    moment = "1 January 2100 at 01:00, Swedish time"
    assert words == [
        f"Public; The sound: Staff, open until {moment}",
        f"Public, embargo until {moment}, then it opens by itself",
        f"Public, embargo until {moment}",
        f"Public, open until {moment}",
    ]


def test_setting_a_rule_without_layers_leaves_those_there_are() -> None:
    recording = RecordingFactory()
    policy.set_access(recording, "public", layers={"sound": {"audience": "staff"}})
    policy.set_access(recording, "staff")
    assert Recording.objects.get().layers == {"sound": {"audience": "staff"}}
    policy.set_access(recording, "staff", layers={})
    assert Recording.objects.get().layers == {}


def test_withdrawing_and_lifting_leave_the_rest_of_the_rule_alone(archivist: User) -> None:
    recording = RecordingFactory()
    policy.set_access(recording, "researchers", embargo_until=LATER, by=archivist)
    old_copy = Recording.objects.get()
    policy.set_access(Recording.objects.get(), "staff", embargo_until=LATER, by=archivist)
    assert policy.withdraw(old_copy, archivist, "Danger.")
    assert row(recording) == "staff|2100-01-01T00:00:00+00:00|withdrawn"
    assert policy.lift(recording, archivist, "It is over.")
    assert row(recording) == "staff|2100-01-01T00:00:00+00:00|"
    with translation.override("en"):
        told = [(event.detail, event.agent) for event in events.about(recording)[:2]]
    assert told == [("The withdrawal was lifted: It is over.", archivist), ("Withdrawn: Danger.", archivist)]


def test_setting_a_rule_never_lifts_a_withdrawal(archivist: User) -> None:
    recording = RecordingFactory()
    policy.withdraw(recording, archivist)
    policy.set_access(recording, "public", by=archivist)
    assert row(recording) == "public||withdrawn"


def test_what_is_set_already_is_said_to_be() -> None:
    recording = RecordingFactory()
    assert [policy.lift(recording), policy.withdraw(recording), policy.withdraw(recording)] == [False, True, False]


def test_the_rule_of_a_track_concerns_its_recording() -> None:
    heard: list[frozenset[int]] = []

    def listen(recording_ids: frozenset[int], **kwargs: Any) -> None:
        heard.append(recording_ids)

    reach_changed.connect(listen)
    try:
        track = TrackFactory()
        policy.withdraw(track)
    finally:
        reach_changed.disconnect(listen)
    assert (heard, Track.objects.get().withdrawn) == ([frozenset({track.recording_id})], True)


def test_a_rule_that_is_another_by_now_is_refused_with_who_and_when(archivist: User, translator: User) -> None:
    recording = RecordingFactory()
    seen = policy.fingerprint(recording)
    policy.withdraw(recording, translator)
    at = events.about(recording).get().at.astimezone(timezone.get_default_timezone())
    with translation.override("en"), timezone.override("Asia/Kabul"), pytest.raises(RuleChanged) as refused:
        policy.set_access(recording, "public", by=archivist, seen=seen)
    assert str(refused.value).startswith(f"translator withdrew this at {at:%H:%M}.")
    assert row(recording) == "public||withdrawn"


@pytest.mark.parametrize("seen", ["", "public", "staff||"])
def test_a_form_that_does_not_say_what_it_was_made_from_sets_nothing(seen: str) -> None:
    recording = RecordingFactory()
    with pytest.raises(RuleChanged):
        policy.set_access(recording, "staff", seen=seen)
    assert row(recording) == "public||"


def test_the_same_rule_in_another_zone_is_the_same_rule() -> None:
    recording = RecordingFactory()
    policy.set_access(recording, "public", embargo_until=LATER.astimezone(timezone.get_fixed_timezone(270)))
    policy.set_access(recording, "staff", embargo_until=LATER, seen=policy.fingerprint(recording))
    assert row(recording) == "staff|2100-01-01T00:00:00+00:00|"


def test_an_earlier_day_is_named_when_the_rule_was_changed_long_ago(archivist: User) -> None:
    recording = RecordingFactory()
    policy.set_access(recording, "staff", by=archivist)
    events.about(recording).update(at=timezone.now() - timedelta(days=40))
    with translation.override("en"), pytest.raises(RuleChanged, match=r"changed this rule on .* Swedish time"):
        policy.set_access(recording, "public", seen="public||")


@pytest.mark.parametrize(
    "layers",
    [
        {"smell": {"audience": "staff"}},
        {"record": {"audience": "staff"}},
        {"sound": "staff"},
        {"sound": {"audience": "everybody"}},
        {"sound": {"audience": "staff", "withdrawn": True}},
        {"sound": {"until": "tomorrow"}},
        {"sound": {"until": "2030-01-01T00:00:00"}},
        {"sound": {"opens_by_itself": "yes"}},
    ],
    ids=str,
)
@pytest.mark.parametrize("factory", [RecordingFactory, DocumentFactory])
def test_layers_that_nobody_could_read_are_refused(factory: Any, layers: dict[str, object]) -> None:
    thing = factory()
    with pytest.raises(ValueError, match=r"\.$"):
        policy.set_access(thing, "staff", layers=layers)
    thing.refresh_from_db()
    assert (thing.audience, thing.layers) == ("public", {})


def test_moments_of_layers_are_kept_in_utc() -> None:
    recording = RecordingFactory()
    there = datetime(2100, 1, 1, 2, tzinfo=timezone.get_fixed_timezone(120))
    policy.set_access(recording, "public", layers={"sound": {"until": there}, "words": {"until": there.isoformat()}})
    until = {"until": "2100-01-01T00:00:00+00:00"}
    assert Recording.objects.get().layers == {"sound": until, "words": until}


def test_the_rule_of_a_document_is_told_as_well() -> None:
    heard: list[frozenset[int]] = []

    def listen(document_ids: frozenset[int], **kwargs: Any) -> None:
        heard.append(document_ids)

    reach_changed.connect(listen)
    try:
        document = DocumentFactory()
        policy.set_access(document, "staff")
    finally:
        reach_changed.disconnect(listen)
    assert heard == [frozenset({document.pk})]
