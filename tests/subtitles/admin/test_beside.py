"""What a window of the workbench is told of the source beside its track, and that it changes nothing there."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from archive import policy
from subtitles import workbench
from subtitles.models import Change, Track
from tests.subtitles.admin.test_exchange import at, batch, post
from tests.subtitles.workbench.links.standing import Beside, beside, delete, merge, reads, split, state
from tests.subtitles.workbench.sending import Json, name, sent, text

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]


@pytest.fixture
def scene() -> Beside:
    return beside("ett två", "one two")


def ask(client: Client, scene: Beside, since: int = 0, number: int = 0, source: Track | None = None) -> Any:
    asked = {"since": str(since), "tab": "a", "cue": "", "source": [str((source or scene.source).pk), str(number)]}
    return client.get(at("changes", scene.track), asked).json()


def test_a_window_begins_with_the_source_as_it_is_being_written(
    scene: Beside, translator: User, client_of: ClientOf
) -> None:
    scene.write_source(text(scene.theirs("två"), "tvåan"))
    found = client_of(translator).get(at("workbench_state", scene.track)).json()
    assert (found["source"]["number"], found["source"]["cues"]) == (1, state(scene.source)["cues"])
    one, two, ett, tva = (scene.names[each] for each in ("one", "two", "ett", "två"))
    assert found["pairs"] == {one: {ett: None}, two: {tva: "två"}}


def test_what_is_done_to_the_source_is_told_with_what_hangs_on_it(
    scene: Beside, translator: User, client_of: ClientOf
) -> None:
    client, ett = client_of(translator), scene.theirs("ett")
    scene.write_source(sent("comment", ett["uuid"], text="Hemligt?"), text(ett, "ettan"))
    told = ask(client, scene)
    assert [(change["kind"], change["number"]) for change in told["source"]["changes"]] == [("text", 2)]
    assert (told["source"]["number"], told["links"]) == (2, {scene.names["one"]: {ett["uuid"]: "ett"}})
    later = ask(client, scene, number=2)
    assert (later["source"], later["links"]) == ({"number": 2, "changes": []}, {})


def test_what_is_done_to_ours_is_told_with_what_hangs_after_that(
    scene: Beside, translator: User, client_of: ClientOf
) -> None:
    one, two, new = scene.ours("one"), scene.ours("two"), name(7)
    changes = [{**split(one, 2), "into": new}, delete(two)]
    sent_with = batch(*changes, source=[scene.source.pk, 0])
    told = post(client_of(translator), at("changes", scene.track), sent_with).json()["links"]
    ett = scene.names["ett"]
    assert told == {one["uuid"]: {ett: None}, new: {ett: None}, two["uuid"]: {}}


def test_of_a_source_that_she_may_not_see_nothing_is_told(scene: Beside, translator: User, client_of: ClientOf) -> None:
    client = client_of(translator)
    scene.write_source(text(scene.theirs("ett"), "hemligt"))
    policy.withdraw(scene.source)
    for answer in (ask(client, scene), client.get(at("workbench_state", scene.track)).json()):
        assert answer["source"] is None
        assert not answer.get("links") and not answer.get("pairs")
        assert "hemligt" not in str(answer)


def test_no_track_of_another_recording_is_told_as_a_source(
    scene: Beside, translator: User, client_of: ClientOf
) -> None:
    other = beside("annat", "other")
    assert ask(client_of(translator), scene, source=other.source)["source"] is None


@pytest.mark.parametrize("wrong", [7, "x", [1], [1, -1], [1, "0"], [None, 0], {"a": 1}])
def test_what_names_no_source_is_no_batch(wrong: object, scene: Beside, translator: User, client_of: ClientOf) -> None:
    answer = post(client_of(translator), at("changes", scene.track), batch(source=wrong))
    assert (answer.status_code, answer.json()["reason"]) == (400, "not_a_batch")


def aimed_at_the_source(scene: Beside) -> list[Json]:
    ett, tva = scene.theirs("ett"), scene.theirs("två")
    return [
        reads(ett, "min"), delete(ett), split(ett, 2), merge(ett, tva), merge(scene.ours("one"), ett),
        sent("times", ett["uuid"], was=[ett["start"], ett["end"]], times=[0, 1]),
        sent("confirm", ett["uuid"], confirmed=True),
        sent("restore", ett["uuid"], was=ett, cue_was={**ett, "text": "min"}),
        sent("seen", ett["uuid"], seen={tva["uuid"]: "min"}),
        sent("shift", None, **{"from": 0}, ms=100),
    ]  # fmt: skip


def test_nothing_that_the_page_of_a_translation_sends_changes_its_source(
    scene: Beside, translator: User, client_of: ClientOf
) -> None:
    before = state(scene.source)
    for change in aimed_at_the_source(scene):
        post(client_of(translator), at("changes", scene.track), batch(change, source=[scene.source.pk, 0]))
    assert state(scene.source) == before
    assert not Change.objects.filter(track=scene.source).exists()
    assert scene.source.revisions.count() == 1
    assert workbench.history_of(scene.source, scene.names["ett"]) == []
