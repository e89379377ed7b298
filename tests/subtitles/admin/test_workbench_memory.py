"""What the workbench is answered about earlier translations, and who is answered."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from archive import policy
from subtitles.models import Track
from tests.subtitles.factories import TrackFactory
from tests.subtitles.memory.scene import read, translated

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]
BOTH = ("workbench_suggestions", "workbench_concordance")


@pytest.fixture
def track() -> Track:
    made: Track = TrackFactory(recording__language="sv", language="fa")
    return made


def asked(client: Client, name: str, track: Track, **sent: object) -> Any:
    return client.post(reverse(f"tracks:{name}", args=[track.pk]), json.dumps(sent), content_type="application/json")


def test_a_suggestion_is_told_with_where_it_is_heard(track: Track, client: Client) -> None:
    earlier = translated(("Hon skrev ett brev.", "نوشت."))
    read()
    (one,) = asked(client, BOTH[0], track, text="Hon skrev tre brev.").json()["suggestions"]
    assert one == {
        "score": 75,
        "source": [["Hon skrev ", False], ["ett", True], [" brev.", False]],
        "target": "نوشت.",
        "languages": [{"language": "sv", "dir": "ltr"}, {"language": "fa", "dir": "rtl"}],
        "where": "Köket i Teheran",
        "by": "",
        "at": 1000,
        "url": reverse("tracks:workbench", args=[earlier.pk]) + "#t=1",
    }
    (place,) = asked(client, BOTH[1], track, text="brev").json()["places"]
    assert (place["source"], place["target"], place["url"]) == (
        [["Hon skrev ett ", False], ["brev", True], [".", False]], [["نوشت.", False]], one["url"],
    )  # fmt: skip


@pytest.mark.parametrize("sent", [{}, {"text": 1}, {"text": "x" * 2001}, {"text": "x", "cue": "x"}])
def test_what_is_no_question_is_answered_in_json(sent: dict[str, object], track: Track, client: Client) -> None:
    answer = asked(client, BOTH[0], track, **sent)
    assert (answer.status_code, answer.json()["reason"]) == (400, "not_a_batch")


def test_nothing_is_told_of_a_withdrawn_recording_nor_to_who_may_not_translate(
    track: Track, translator: User, researcher: User, archivist: User, client_of: ClientOf
) -> None:
    earlier = translated(("Hon skrev hemligtord.", "رازواژه"))
    read()
    sent = {"text": "Hon skrev hemligtord."}
    for name in BOTH:
        assert "رازواژه" in told(asked(client_of(translator), name, track, **sent))
    policy.withdraw(earlier.recording)
    for name in BOTH:
        for user, words in ((None, False), (researcher, False), (translator, False), (archivist, True)):
            assert ("رازواژه" in told(asked(client_of(user), name, track, **sent))) is words
        assert asked(client_of(translator), name, earlier, **sent).status_code == 404
        assert asked(client_of(None), name, track, **sent).json()["login"] == reverse("wagtailadmin_login")


def told(answer: Any) -> str:
    is_json = answer["Content-Type"] == "application/json"
    return json.dumps(answer.json(), ensure_ascii=False) if is_json else answer.content.decode()
