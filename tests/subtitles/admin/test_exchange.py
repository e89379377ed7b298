"""What a window of the workbench asks of the server, and how it is answered."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from archive import policy
from archive.listening import kept
from archive.models import Recording
from subtitles import flow, workbench
from subtitles.models import Change, Profile, Track, Translator
from tests.archive.factories import RenditionSetFactory
from tests.subtitles.factories import TrackFactory, imported, published
from tests.subtitles.workbench.sending import Json, cues, name, sent, text, texts, track_of

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]


def at(route: str, track: Track) -> str:
    return reverse(f"tracks:{route}", args=[track.pk])


def post(client: Client, address: str, body: object) -> Any:
    return client.post(address, json.dumps(body), content_type="application/json")


def batch(*changes: Json, since: int = 0, **more: object) -> Json:
    return {"since": since, "tab": "a-1", "cue": None, "changes": list(changes), **more}


def test_a_window_begins_with_the_track_its_source_and_what_plays(translator: User, client_of: ClientOf) -> None:
    source = published(None, "Frihet", "nu", language="sv").track
    track = imported(source.recording, "آزادی", "اکنون", language="fa").track
    source.recording.language = "sv"
    source.recording.save()
    first = cues(track)[0]
    workbench.submit(track, 0, [sent("comment", first["uuid"], text="Bra!")], translator)
    found = client_of(translator).get(at("workbench_state", track)).json()
    theirs = cues(source)
    assert found["track"] == {"pk": track.pk, "title": str(track), "language": "fa", "dir": "rtl", "kind": "subtitles"}
    assert (found["me"], found["number"], found["state"]) == (translator.username, 1, workbench.state_at(track))
    assert (found["source"]["track"]["language"], found["source"]["cues"]) == ("sv", theirs)
    pairs = zip(cues(track), theirs, strict=True)
    assert found["pairs"] == {cue["uuid"]: {other["uuid"]: None} for cue, other in pairs}
    assert found["media"] == {
        "playlist": "", "kind": "audio", "waveform": None, "duration": 60_000, "fps": None, "shots": [], "speech": [],
    }  # fmt: skip
    assert {"speed", "line", "lines", "shortest_ms", "longest_ms", "gap", "chain"} <= set(found["numbers"])
    assert [(said["cue"], said["text"], said["by"]) for said in found["comments"]] == [
        (first["uuid"], "Bra!", translator.username)
    ]


def test_where_somebody_speaks_is_told_to_whom_the_recording_plays(
    translator: User, client_of: ClientOf, tmp_path: Path
) -> None:
    live = RenditionSetFactory(live=True)
    track = imported(live.recording, "ett").track
    kept.write(live.recording, live.assembly, kept.Lists([(900, 4300), (5100, 8000)], [3000]), tmp_path)
    address = at("workbench_state", track)
    media = client_of(translator).get(address).json()["media"]
    # Of a film that is only heard to her the cuts are not told.
    assert (media["kind"], media["speech"], media["shots"]) == ("audio", [[900, 4300], [5100, 8000]], [])
    Recording.objects.filter(pk=live.recording.pk).update(rendition_set=None)
    assert client_of(translator).get(address).json()["media"]["speech"] == []


def test_who_is_heard_is_brought_with_what_readers_meet(translator: User, client_of: ClientOf) -> None:
    track = track_of("<v Hon>ett</v>", "<v S2>två")
    track.recording.speakers.filter(label="S2").update(shown_as="name", name="Sara")
    with translation.override("en"):
        assert client_of(translator).get(at("workbench_state", track)).json()["speakers"] == [
            {"label": "Hon", "shown": "Röst 1", "guarded": False},
            {"label": "S2", "shown": "Sara", "guarded": False},
        ]


def test_the_rules_of_the_track_are_brought_with_how_grave_each_is(translator: User, client_of: ClientOf) -> None:
    track, client = track_of("ett"), client_of(translator)
    assert client.get(at("workbench_state", track)).json()["severities"] == {}
    Profile.objects.create(name="ours", severities={"gap": "off"}, is_default=True)
    assert client.get(at("workbench_state", track)).json()["severities"] == {"gap": "off"}


def test_what_came_after_its_cue_was_gone_stands_beside_the_nearest(translator: User, client_of: ClientOf) -> None:
    track = track_of("ett", "två", "tre")
    first, second, third = cues(track)
    merge = sent("merge", first["uuid"], 0, text="ett två", times=[1000, 2900], **{"with": second["uuid"]})
    workbench.submit(track, 0, [merge, sent("delete", third["uuid"], was=third)], translator)
    late = [text(second, "tu"), text(third, "trea"), sent("comment", name(5), text="?")]
    workbench.submit(track, 0, late, translator)
    said = client_of(translator).get(at("workbench_state", track)).json()["comments"]
    assert [(each["cue"], each["text"]) for each in said] == [
        (first["uuid"], "tu"),
        (first["uuid"], "trea"),
        (first["uuid"], "?"),
    ]


def test_a_conflict_is_hers_until_she_chooses(translator: User, archivist: User, client_of: ClientOf) -> None:
    track = track_of("ett")
    (cue,) = cues(track)
    workbench.submit(track, 0, [text(cue, "en")], archivist)
    change = text(cue, "ena")
    workbench.submit(track, 0, [change], translator)
    address = at("workbench_state", track)
    assert client_of(archivist).get(address).json()["conflicts"] == []
    assert client_of(translator).get(address).json()["conflicts"] == [
        {"id": change["id"], "cue": cue["uuid"], "number": 2, "mine": "ena", "theirs": "en", "was": "ett"}
    ]
    workbench.submit(track, 2, [text(cues(track)[0], "ena", 2)], translator)
    assert client_of(translator).get(address).json()["conflicts"] == []


def test_that_she_keeps_theirs_is_kept_whatever_came_of_the_cue_and_of_checkpoints(
    translator: User, archivist: User, client_of: ClientOf
) -> None:
    track = track_of("ett", "två")
    first, second = cues(track)
    workbench.submit(track, 0, [text(first, "en"), text(second, "tu")], archivist)
    mine = [text(first, "ena"), text(second, "tvenne")]
    workbench.submit(track, 0, mine, translator)
    workbench.checkpoint(track, 4)
    address = at("workbench_state", track)
    asked = client_of(translator).get(address).json()["conflicts"]
    assert [each["mine"] for each in asked] == ["ena", "tvenne"]
    workbench.submit(track, 4, [sent("delete", first["uuid"], 4, was=cues(track)[0])], archivist)
    settled = [
        sent("settle", cue["uuid"], 5, of=change["id"]) for cue, change in zip((first, second), mine, strict=True)
    ]
    workbench.submit(track, 5, [settled[0]], archivist)
    assert client_of(translator).get(address).json()["conflicts"] == asked
    workbench.submit(track, 6, [{**settled[0], "id": name(9)}, settled[1]], translator)
    assert client_of(translator).get(address).json()["conflicts"] == []
    assert texts(track) == ["tu"]


def test_changes_are_taken_in_and_told_with_who_is_there(
    translator: User, archivist: User, client_of: ClientOf
) -> None:
    track = track_of("ett", "två")
    first, second = cues(track)
    client_of(archivist).get(at("changes", track), {"since": "0", "tab": "b", "cue": second["uuid"]})
    change = text(first, "en")
    answer = post(client_of(translator), at("changes", track), batch(change, cue=first["uuid"])).json()
    assert [each["id"] for each in answer["changes"]] == [change["id"]]
    assert (answer["number"], answer["refused"]) == (1, [])
    assert answer["present"] == [{"name": archivist.username, "cue": second["uuid"], "tab": "b"}]
    polled = client_of(archivist).get(at("changes", track), {"since": "0", "tab": "b", "cue": ""}).json()
    assert (polled["changes"], polled["acknowledged"]) == (answer["changes"], {})
    assert polled["present"] == [{"name": translator.username, "cue": first["uuid"], "tab": "a-1"}]


@pytest.mark.parametrize("many", [1, 60])
def test_a_change_costs_a_request_as_many_queries_whatever_the_track_holds(
    many: int,
    translator: User,
    client_of: ClientOf,
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    track, client = track_of(*[f"ord {number}" for number in range(many)]), client_of(translator)
    for number in range(many):
        workbench.submit(track, number, [sent("comment", name(number), text="x")], None)
    cue = cues(track)[0]
    address = at("changes", track)
    # The first begins the work on the track and notes that she is there, once.
    post(client, address, batch(text(cue, "förr", base=many), since=many))
    change = text({**cue, "text": "förr"}, "nytt", base=many + 1)
    # Six for who she is and whether it is hers, ten for the change, one for who is there.
    with django_assert_num_queries(17):
        answer = post(client, address, batch(change, since=many + 1)).json()
    assert (answer["number"], texts(track)[0]) == (many + 2, "nytt")


def test_what_somebody_may_work_on_is_asked_of_her_alone_and_now(
    translator: User, archivist: User, invited: User, client_of: ClientOf
) -> None:
    track = imported(None, "ett", language="fa").track
    other = User.objects.create_user("another translator")
    other.groups.set(translator.groups.all())
    address = at("changes", track)

    def taken() -> dict[str, bool]:
        people = (translator, other, invited, archivist)
        return {each.username: post(client_of(each), address, batch()).status_code == 200 for each in people}

    assert taken() == {"translator": True, "another translator": True, "invited": False, "archivist": True}
    for person, languages in ((translator, ["sv"]), (other, ["fa", "sv"]), (archivist, ["sv"])):
        Translator.objects.create(user=person, languages=languages)
    assert taken() == {"translator": False, "another translator": True, "invited": False, "archivist": True}
    Translator.objects.filter(user=translator).update(languages=["fa"])
    Translator.objects.filter(user=other).update(languages=["sv"])
    flow.assign(track, invited, by=archivist)
    assert taken() == {"translator": True, "another translator": False, "invited": True, "archivist": True}
    Translator.objects.all().delete()
    policy.withdraw(track.recording)
    assert taken() == {"translator": False, "another translator": False, "invited": False, "archivist": True}
    for person in (translator, archivist):
        person.groups.clear()
    assert not any(taken().values())


def test_what_is_refused_is_said_in_a_sentence_of_her_language(
    translator: User, archivist: User, client_of: ClientOf
) -> None:
    track = track_of("ett")
    wrong = {**text(cues(track)[0], "en"), "kind": "drop"}
    said = {}
    for language in ("en", "sv", "fa"):
        UserProfile.objects.filter(user=translator).update(preferred_language=language)
        (refused,) = post(client_of(translator), at("changes", track), batch(wrong)).json()["refused"]
        assert (refused["id"], refused["reason"]) == (wrong["id"], "kind")
        said[language] = refused["sentence"]
    assert len(set(said.values())) == 3
    assert said["en"].startswith("This kind of change is not known here.")


WRONG: tuple[Json, ...] = (
    {"since": None}, {"since": -1}, {"since": True}, {"since": "0"}, {"since": 10**20},
    {"tab": None}, {"tab": "x" * 41}, {"tab": "a\0"}, {"cue": 7}, {"cue": "x"}, {"cue": ["a"]},
    {"changes": None}, {"changes": {}}, {"changes": [None] * 501},
)  # fmt: skip
NO_JSON = (b"", b"null", b"[]", b"\xff", b"{", b"[" * 100_000, b'{"since": 1' + b"0" * 5000 + b"}")


@pytest.mark.parametrize("body", [*NO_JSON, *(json.dumps({**batch(), **wrong}).encode() for wrong in WRONG)])
def test_what_is_no_batch_is_answered_in_json(body: bytes, translator: User, client_of: ClientOf) -> None:
    answer = client_of(translator).post(at("changes", track_of("ett")), body, content_type="application/json")
    assert (answer.status_code, answer.json()["reason"]) == (400, "not_a_batch")
    assert answer.json()["sentence"]


@pytest.mark.parametrize(
    "asked", ["", "since=", "since=x", "since=-1", "since=99999999999", "since=0&tab=%00", "since=0&cue=x"]
)
def test_what_is_no_question_is_answered_in_json(asked: str, translator: User, client_of: ClientOf) -> None:
    answer = client_of(translator).get(f"{at('changes', track_of('ett'))}?{asked}")
    assert (answer.status_code, answer.json()["reason"]) == (400, "not_a_batch")


def test_too_much_at_once_is_said_to_be_so(translator: User, client_of: ClientOf, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = post(client_of(translator), at("changes", track_of("ett")), batch(tab="a" * 40, changes=["x" * 100]))
    assert (answer.status_code, answer.json()["reason"]) == (400, "too_big")


def test_a_window_that_knows_more_than_the_server_is_told(translator: User, client_of: ClientOf) -> None:
    answer = post(client_of(translator), at("changes", track_of("ett")), batch(since=4))
    assert (answer.status_code, answer.json()["reason"], answer.json()["number"]) == (409, "ahead", 0)


def test_a_state_is_kept_as_a_revision(translator: User, client_of: ClientOf) -> None:
    track, client = track_of("ett"), client_of(translator)
    workbench.submit(track, 0, [text(cues(track)[0], "en")], translator)
    answer = post(client, at("checkpoint", track), {"number": 1}).json()
    made = track.revisions.latest("number")
    assert answer == {"revision": 2, "url": reverse("tracks:revision", args=[made.pk])}
    assert "en" in client.get(answer["url"]).content.decode()
    assert post(client, at("checkpoint", track), {"number": 9}).status_code == 409
    assert post(client, at("checkpoint", TrackFactory()), {"number": 0}).status_code in {404, 409}
    assert post(client, at("checkpoint", track), {"number": "1"}).status_code == 400


def test_the_history_of_a_cue_is_told_and_what_was_is_brought_back(translator: User, client_of: ClientOf) -> None:
    track, client = track_of("ett", "två"), client_of(translator)
    first, second = cues(track)
    workbench.submit(track, 0, [text(first, "en"), text(second, "tu")], translator)
    (step,) = client.get(at("changes_history", track), {"cue": first["uuid"]}).json()["changes"]
    assert (step["before"], step["after"]["text"], step["change"]["by"]) == (first, "en", translator.username)
    restore = at("changes_restore", track)
    assert post(client, restore, {"number": 0, "cues": [first["uuid"]]}).json() == {"made": 1, "number": 3}
    assert texts(track) == ["ett", "tu"]
    assert post(client, restore, {"number": 0, "span": [2000, 2900]}).json() == {"made": 1, "number": 4}
    assert post(client, restore, {"number": 0}).json() == {"made": 0, "number": None}
    assert client.get(at("changes_history", track), {"cue": "x"}).status_code == 400
    for wrong in (
        {"cues": "x"},
        {"cues": ["x"]},
        {"cues": [None]},
        {"span": [1]},
        {"span": [1, "2"]},
        {"number": None},
    ):
        assert post(client, restore, {"number": 0, **wrong}).status_code == 400


def everything(client: Client, track: Track) -> list[Any]:
    return [
        client.get(at("workbench_state", track)),
        client.get(at("changes", track), {"since": "0", "tab": "a"}),
        post(client, at("changes", track), batch(sent("comment", name(1), text="x"))),
        client.get(at("changes_history", track), {"cue": name(1)}),
        client.get(at("changes_history", track)),
        client.get(at("workbench_state", track), {"at": "0"}),
        post(client, at("changes_restore", track), {"number": 0}),
        post(client, at("checkpoint", track), {"number": 0}),
    ]


def test_the_history_of_a_track_is_told_the_newest_first_in_parts(translator: User, client_of: ClientOf) -> None:
    track = track_of("ett")
    (cue,) = cues(track)
    workbench.submit(track, 0, [sent("comment", cue["uuid"], text=str(number)) for number in range(150)], translator)
    client, address = client_of(translator), at("changes_history", track)
    first = client.get(address).json()["changes"]
    assert [change["number"] for change in first] == list(range(150, 50, -1))
    assert (first[0]["by"], first[0]["text"]) == (translator.username, "149")
    rest = client.get(address, {"before": "51"}).json()["changes"]
    assert [change["number"] for change in rest] == list(range(50, 0, -1))
    assert client.get(address, {"before": "x"}).json()["reason"] == "not_a_batch"


def test_a_moment_of_the_past_is_told_with_who_had_written_then(translator: User, client_of: ClientOf) -> None:
    track = track_of("ett")
    (cue,) = cues(track)
    workbench.submit(track, 0, [text(cue, "en")], translator)
    workbench.submit(track, 1, [text(cues(track)[0], "ena", 1)], None)
    client, address = client_of(translator), at("workbench_state", track)
    found = [client.get(address, {"at": str(number)}).json() for number in range(3)]
    assert [[each["text"] for each in one["state"]["cues"]] for one in found] == [["ett"], ["en"], ["ena"]]
    assert [(one["past"]["by"], one["past"]["newest"]) for one in found] == [("", 2), (translator.username, 2), ("", 2)]
    assert client.get(address).json()["past"] is None
    assert client.get(address, {"at": "3"}).status_code == 409
    assert client.get(address, {"at": "now"}).status_code == 400


def test_who_is_logged_out_is_told_where_to_log_in(client_of: ClientOf) -> None:
    for answer in everything(client_of(None), track_of("ett")):
        assert answer.status_code == 403
        assert json.loads(answer.content)["login"] == reverse("wagtailadmin_login")
    assert Change.objects.count() == 0


def test_who_may_not_reach_a_track_meets_nothing_of_it(translator: User, researcher: User, client_of: ClientOf) -> None:
    track = track_of("hemligt")
    policy.withdraw(track.recording)
    for user, allowed in ((researcher, {302, 403, 404}), (translator, {404})):
        for answer in everything(client_of(user), track):
            assert answer.status_code in allowed
            assert b"hemligt" not in answer.content
    assert Change.objects.count() == 0


def test_what_was_written_before_a_track_was_closed_is_saved_and_nothing_is_told(
    translator: User, archivist: User, client_of: ClientOf
) -> None:
    track = track_of("ett")
    (cue,) = cues(track)
    client, address = client_of(translator), at("changes", track)
    client.get(address, {"since": "0", "tab": "a-1", "cue": cue["uuid"]})
    post(client_of(archivist), address, batch(sent("comment", cue["uuid"], text="hemligt")))
    policy.withdraw(track.recording)
    change = text(cue, "en")
    with translation.override("en"):
        answer = post(client, address, batch(change))
    assert (answer.status_code, answer.json()) == (
        410,
        {
            "reason": "closed",
            "sentence": "This track was closed while you worked. What you had written is saved; "
            "ask an archivist about it.",
            "saved": {change["id"]: 2},
        },
    )
    assert texts(track) == ["en"]
    # Once more, after a pause in which nobody remembers the window: she has written here.
    assert post(client, address, batch(text(cues(track)[0], "ena", 2), tab="b", since=2)).status_code == 410
    assert client.get(address, {"since": "0", "tab": "a-1", "cue": ""}).status_code == 404
    assert texts(track) == ["ena"]


def test_who_may_only_look_changes_nothing(translator: User, client_of: ClientOf) -> None:
    for group in translator.groups.all():
        group.permissions.remove(*group.permissions.filter(codename="change_track"))
    with translation.override("en"):
        answers = everything(client_of(translator), track_of("ett"))
    assert {answer.status_code for answer in answers} == {403}
    assert {json.loads(answer.content)["reason"] for answer in answers} == {"forbidden"}


def test_a_track_that_is_gone_is_said_to_be(translator: User, client_of: ClientOf) -> None:
    track = TrackFactory()
    key = track.pk
    track.delete()
    track.pk = key
    for answer in everything(client_of(translator), track):
        assert (answer.status_code, json.loads(answer.content)["reason"]) == (404, "gone")


def test_a_change_is_sent_by_a_page_of_ours(translator: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(translator)
    assert post(client, at("changes", track_of("ett")), batch()).status_code == 403
