"""A word that no dictionary knows, asked about at the workbench."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from subtitles import flow
from subtitles.models import Assignment, Profile, Track
from tests.subtitles.admin.test_workbench_findings import ask, cue
from tests.subtitles.factories import TrackFactory

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]
SLIP = "Om <i>kvinorna</i> &amp; kvinorna"


def send(client: Client, track: Track, name: str, **said: object) -> Any:
    address = reverse(f"tracks:workbench_{name}", args=[track.pk])
    return client.post(address, json.dumps(said), content_type="application/json")


@pytest.fixture
def track() -> Track:
    made: Track = TrackFactory(language="sv")
    return made


def test_what_may_be_meant_is_told_with_the_text_that_the_cue_would_have(client: Client, track: Track) -> None:
    found = ask(client, track, cue(SLIP)).json()["findings"]
    assert [(each["code"], each["word"]) for each in found] == [("spelling", "kvinorna")] * 2
    answer = send(client, track, "meant", cue=cue(SLIP), word="kvinorna").json()
    assert {"word": "kvinnorna", "text": "Om <i>kvinnorna</i> &amp; kvinorna"} in answer["meant"]
    assert answer["may_accept"] is True


def test_the_word_is_looked_up_in_the_language_that_it_stands_in(client: Client, track: Track) -> None:
    text = "Ordet <lang fa>آذادی</lang>"
    meant = send(client, track, "meant", cue=cue(text), word="آذادی").json()["meant"]
    assert {"word": "آزادی", "text": "Ordet <lang fa>آزادی</lang>"} in meant


def test_of_a_word_that_is_known_or_not_there_nothing_is_meant(client: Client, track: Track) -> None:
    for word in ("Om", "kvinornas", "<i>"):
        assert send(client, track, "meant", cue=cue(SLIP), word=word).json()["meant"] == []


def test_a_word_is_right_from_then_on(client: Client, track: Track) -> None:
    answer = send(client, track, "word", word="kvinorna")
    assert "kvinorna" in answer.json()["sentence"]
    assert ask(client, track, cue(SLIP)).json() == {"findings": []}
    assert Profile.objects.get().words == "kvinorna"


def test_who_works_on_what_she_is_lent_is_told_what_is_meant_and_leaves_the_rules_alone(
    client_of: ClientOf, invited: User, track: Track
) -> None:
    client = client_of(invited)
    assert send(client, track, "meant", cue=cue(SLIP), word="kvinorna").status_code == 404
    flow.assign(track, invited, Assignment.Task.TRANSLATE, by=None)
    answer = send(client, track, "meant", cue=cue(SLIP), word="kvinorna").json()
    assert (bool(answer["meant"]), answer["may_accept"]) == (True, False)
    assert send(client, track, "word", word="kvinorna").status_code == 404
    assert not Profile.objects.exists()


@pytest.mark.parametrize("said", [{}, {"word": ""}, {"word": 7}, {"word": "a" * 101}, {"word": "a", "cue": None}])
def test_what_is_no_question_is_refused(client: Client, track: Track, said: dict[str, object]) -> None:
    assert send(client, track, "meant", **said).json()["reason"] == "not_a_batch"


def test_nobody_else_is_answered(client_of: ClientOf, track: Track, researcher: User) -> None:
    for name in ("meant", "word"):
        assert send(client_of(None), track, name, cue=cue(SLIP), word="kvinorna").status_code == 403
        assert send(client_of(researcher), track, name, cue=cue(SLIP), word="kvinorna").status_code in {302, 403, 404}
        assert client_of(None).get(reverse(f"tracks:workbench_{name}", args=[track.pk])).status_code in {302, 403, 405}
