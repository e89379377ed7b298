"""What is found in the cues that somebody is writing, asked by the browser for a few at a time."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from archive.models import Recording
from subtitles.models import Track
from tests.subtitles.factories import TrackFactory, published

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]
Json = dict[str, object]
ONE, TWO = (str(UUID(int=number)) for number in (1, 2))


def at(track: Track) -> str:
    return reverse("tracks:workbench_findings", args=[track.pk])


def cue(text: str, uuid: str = ONE, start: int = 1000, end: int = 3000, **more: object) -> Json:
    return {"uuid": uuid, "start": start, "end": end, "text": text, "settings": "", **more}


def ask(client: Client, track: Track, *cues: Json, about: object = (ONE,)) -> Any:
    sent = {"cues": list(cues), "about": list(about) if isinstance(about, tuple) else about}
    return client.post(at(track), json.dumps(sent), content_type="application/json")


@pytest.fixture
def track() -> Track:
    made: Track = TrackFactory(language="sv")
    return made


def test_a_finding_is_told_in_words_with_what_would_mend_it(client: Client, track: Track) -> None:
    found = ask(client, track, cue("<i>En  kvinna</i> talar")).json()["findings"]
    assert found == [
        {
            "cue": ONE,
            "code": "double_space",
            "severity": "note",
            "name": "Double spaces",
            "sentence": "More than one space.",
            "repair": {"text": "<i>En kvinna</i> talar"},
            "word": "",
        }
    ]


def test_what_the_browser_counts_itself_is_not_told_again(client: Client, track: Track) -> None:
    assert ask(client, track, cue("a" * 400, end=1000), cue("", TWO, 1001)).json() == {
        "findings": [
            {
                "cue": ONE,
                "code": "spelling",
                "severity": "note",
                "name": "Spelling",
                "sentence": f"No dictionary knows “\u2068{'a' * 400}\u2069”.",
                "repair": None,
                "word": "a" * 400,
            }
        ]
    }


def test_only_what_was_asked_about_is_answered_whatever_order_it_came_in(client: Client, track: Track) -> None:
    cues = cue("En  kvinna", TWO, 5000, 7000), cue("Två  kvinnor")
    assert [each["cue"] for each in ask(client, track, *cues).json()["findings"]] == [ONE]
    assert ask(client, track, *cues, about=None).json() == {"findings": []}


def test_it_is_looked_at_beside_what_stands_in_the_source_at_that_time(client: Client) -> None:
    source = published(None, "Vi var 40 kvinnor.", "Åtta barn.", language="sv").track
    Recording.objects.filter(pk=source.recording_id).update(language="sv")
    track = TrackFactory(recording=source.recording, language="fa")
    found = ask(client, track, cue("ما ۵۰ زن بودیم.", end=1900)).json()["findings"]
    assert [each["code"] for each in found] == ["numbers", "numbers"]
    assert "40" in found[1]["sentence"]
    assert ask(client, track, cue("ما ۴۰ زن بودیم.", end=1900)).json()["findings"] == []


def test_a_repair_of_a_slip_in_persian_and_no_text_that_is_markup(client: Client) -> None:
    track = TrackFactory(language="fa")
    found = {each["code"]: each["repair"] for each in ask(client, track, cue("&lt;b&gt; كتاب")).json()["findings"]}
    assert found["arabic_letters"] == {"text": "&lt;b&gt; کتاب"}


WRONG: tuple[object, ...] = (
    None, {}, [None], ["x"], [cue("a", uuid="x")], [cue("a", uuid="")], [cue(None)],  # type: ignore[arg-type]
    [cue("a" * 20_001)], [cue("a", settings=7)], [cue("a", settings="x" * 1001)], [cue("a", start=-1)],
    [cue("a", end=True)], [cue("a", end=10**20)], [cue("a")] * 501,
)  # fmt: skip


@pytest.mark.parametrize("cues", WRONG)
def test_what_is_no_question_is_answered_in_a_sentence(client: Client, track: Track, cues: object) -> None:
    body = json.dumps({"cues": cues, "about": [ONE]})
    answer = client.post(at(track), body, content_type="application/json")
    assert (answer.status_code, answer.json()["reason"]) == (400, "not_a_batch")
    assert answer.json()["sentence"]


def test_odd_cues_are_answered(client: Client, track: Track) -> None:
    odd = ("\ud800", "<v <lang fa><lang>\0", "\u202e" * 3000, "&#x110000;&rlm", "<" * 5000, "« " * 2000, "")
    cues = [cue(text, str(UUID(int=number)), 4000, 1000) for number, text in enumerate(odd, start=1)]
    assert ask(client, track, *cues, cue("a", ONE), about=(ONE, TWO)).status_code == 200


def test_nobody_else_is_answered(client_of: ClientOf, track: Track, researcher: User) -> None:
    assert ask(client_of(None), track, cue("a")).status_code == 403
    assert ask(client_of(researcher), track, cue("a")).status_code in {302, 403, 404}
    assert client_of(None).get(at(track)).status_code in {302, 403, 405}


def test_whatever_number_of_cues_is_asked_about_costs_as_many_queries(
    client: Client, django_assert_num_queries: Any
) -> None:
    source = published(None, "Vi var 40 kvinnor.", language="sv").track
    Recording.objects.filter(pk=source.recording_id).update(language="sv")
    track = TrackFactory(recording=source.recording, language="fa")
    many = [
        cue(f"ما {number} زن  بودیم.", str(UUID(int=number)), number * 900, number * 900 + 800)
        for number in range(1, 90)
    ]
    ask(client, track, *many)
    for cues in (many[:1], many):
        with django_assert_num_queries(11):
            ask(client, track, *cues)
