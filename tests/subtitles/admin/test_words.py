"""A word that no dictionary knows: it is right, or another one is meant."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from subtitles.importing import Imported
from subtitles.models import Profile
from tests.subtitles.factories import imported

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]


def address(done: Imported, name: str) -> str:
    return reverse(f"tracks:{name}", args=[done.revision.pk])


def press(client: Client, done: Imported, name: str, **said: str) -> Any:
    with override("en"):
        return client.post(address(done, name), said, follow=True)


def words(page: Any) -> list[str]:
    return [row.word for row in page.context["rows"] if row.word]


def test_a_word_is_said_to_be_right_and_that_is_taken_back(client: Client) -> None:
    done = imported(None, "Zxywq talar.")
    assert words(client.get(address(done, "findings"))) == ["Zxywq"]
    page = press(client, done, "accept_word", word="Zxywq", filter_code="spelling")
    assert (words(page), page.context["accepted"]) == ([], ["Zxywq"])
    assert page.redirect_chain[-1][0].endswith("?code=spelling#findings")
    assert "Take back that “Zxywq” is right" in page.content.decode()
    page = press(client, done, "take_back_word", word="Zxywq")
    assert (words(page), page.context["accepted"]) == (["Zxywq"], [])


@pytest.mark.parametrize(
    ("text", "language", "meant", "became"),
    [
        ("Om <i>kvinorna</i>", "sv", "kvinnorna", "Om <i>kvinnorna</i>"),
        ("Om freedm", "en", "freedom", "Om freedom"),
        ("از آذادی", "fa", "آزادی", "از آزادی"),
        ("Ordet <lang prs>آذادی</lang> igen", "sv", "آزادی", "Ordet <lang prs>آزادی</lang> igen"),
    ],
)
def test_what_is_meant_is_put_in_its_place(client: Client, text: str, language: str, meant: str, became: str) -> None:
    done = imported(None, text, language=language)
    rows = client.get(address(done, "findings"), {"code": "spelling"}).context["rows"]
    key = next(row.key for row in rows if row.word not in {"Om", "Ordet"})
    page = client.get(address(done, "findings"), {"code": "spelling", "suggest": key})
    assert meant in page.context["suggested"]
    assert f'value="{key}={meant}"' in page.content.decode()
    press(client, done, "replace_word", one=f"{key}={meant}")
    newest = done.track.revisions.latest("number")
    assert (newest.number, newest.cues.get().payload) == (2, became)


def test_nothing_else_is_put_there(client: Client) -> None:
    done = imported(None, "Om kvinorna")
    [row] = client.get(address(done, "findings"), {"code": "spelling"}).context["rows"]
    for one in (f"{row.key}=<b>fel", f"{row.key}", "spelling:x:0=kvinnorna", ""):
        assert client.post(address(done, "replace_word"), {"one": one}).status_code == 404
    assert done.track.revisions.count() == 1


def test_who_may_only_read_changes_no_word(client_of: ClientOf, researcher: User) -> None:
    done = imported(None, "Zxywq talar.")
    for name in ("accept_word", "take_back_word", "replace_word"):
        client_of(researcher).post(address(done, name), {"word": "Zxywq", "one": "x"})
    assert not Profile.objects.exists()
