"""An archivist says in which order the sides of a tape are streamed."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from archive.admin.piece_forms import MomentField, PieceForm
from archive.models import AssemblySource, Job, Original, Recording
from tests.archive.factories import AssemblyFactory, OriginalFactory

ClientOf = Callable[[User | None], Client]
SIDE = {"kind": "audio", "duration_ms": 60_000}


@pytest.fixture
def sides(db: None) -> list[Original]:
    """Side A, which is streamed, and side B, which waits."""
    first = OriginalFactory(file_name="side a.wav", technical=SIDE)
    AssemblyFactory(recording=first.recording, original=first)
    return [first, OriginalFactory(recording=first.recording, file_name="side b.wav", technical=SIDE)]


def page(sides: list[Original]) -> str:
    return reverse("recordings:join", args=[sides[0].recording_id])


def filled_in(sides: list[Original], *places: str, **more: str) -> dict[str, str]:
    data = {f"original-{side.pk}-role": "side" for side in sides}
    data |= {f"original-{side.pk}-position": place for side, place in zip(sides, places, strict=True)}
    return data | more


def streamed(sides: list[Original]) -> list[tuple[Original, str, int | None, int | None]]:
    assembly = Recording.objects.get(originals=sides[0]).assembly
    assert assembly is not None
    return [(one.original, one.role, one.in_ms, one.out_ms) for one in assembly.sources.all()]


def test_both_sides_are_joined_in_the_order_that_was_confirmed(
    client_of: ClientOf, archivist: User, sides: list[Original]
) -> None:
    client, data = client_of(archivist), filled_in(sides, "2", "1")
    data[f"original-{sides[1].pk}-begins"] = "0:00:01.5"
    asked: Any = client.post(page(sides), data)
    assert (asked.status_code, [piece.original for piece in asked.context["to_confirm"]]) == (200, sides[::-1])
    assert (streamed(sides), Job.objects.count()) == ([(sides[0], "programme", None, None)], 0)
    done: Any = client.post(page(sides), data | {"confirmed": "1"})
    assert done["Location"] == reverse("recordings:page", args=[sides[0].recording_id])
    assert streamed(sides) == [(sides[1], "side", 1500, None), (sides[0], "side", None, None)]
    assert Job.objects.get().target == Recording.objects.get().assembly


def test_the_form_says_what_is_streamed_now(client_of: ClientOf, archivist: User, sides: list[Original]) -> None:
    forms = client_of(archivist).get(page(sides)).context["forms"]
    assert [form["position"].value() for form in forms] == [1, None]
    recording = client_of(archivist).get(reverse("recordings:page", args=[sides[0].recording_id]))
    assert page(sides) in recording.content.decode()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"position": ""}, "Choose at least one original."),
        ({"position": "2"}, "Two originals have the same place in the order."),
        ({"ends": "1:01"}, "is only 0:01:00.0 long"),
        ({"begins": "1:00"}, "would end before it begins"),
        ({"begins": "soon"}, "Write a time as hours:minutes:seconds"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_changes(
    client_of: ClientOf, archivist: User, sides: list[Original], said: dict[str, str], sentence: str
) -> None:
    places = ("", "") if said == {"position": ""} else ("1", "2")
    data = filled_in(sides, *places, **{f"original-{sides[0].pk}-{name}": value for name, value in said.items()})
    UserProfile.objects.create(user=archivist, preferred_language="en")
    response = client_of(archivist).post(page(sides), data | {"confirmed": "1"})
    assert (response.status_code, sentence in response.content.decode()) == (422, True)
    assert streamed(sides) == [(sides[0], "programme", None, None)]


def test_only_archivists_join(client_of: ClientOf, translator: User, sides: list[Original]) -> None:
    data = filled_in(sides, "2", "1", confirmed="1")
    assert client_of(translator).post(page(sides), data).status_code in (302, 403, 404)
    assert streamed(sides) == [(sides[0], "programme", None, None)]


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [("", None), ("0", 0), ("90", 90_000), ("1:30", 90_000), ("1:02:03,5", 3_723_500), ("0:00:00.25", 250)],
)
def test_a_time_may_be_written_in_several_ways(text: str, milliseconds: int | None) -> None:
    assert MomentField(required=False).clean(text) == milliseconds


def test_a_time_in_persian_digits_is_read_and_said_back() -> None:
    with translation.override("fa"):
        assert MomentField().clean("۰:۰۱:۳۰") == 90_000
        assert PieceForm(Original(pk=1), AssemblySource(in_ms=1500))["begins"].value() == "۰:۰۰:۰۱.۵"


def test_an_original_of_unknown_length_is_joined_as_well(client_of: ClientOf, archivist: User, db: None) -> None:
    first = OriginalFactory(technical={"kind": "audio"})
    AssemblyFactory(recording=first.recording, original=first)
    sides: list[Original] = [first, OriginalFactory(recording=first.recording, technical={"kind": "audio"})]
    client = client_of(archivist)
    answers = client.get(page(sides)), client.post(page(sides), filled_in(sides, "1", "2"))
    assert [answer.status_code for answer in answers] == [200, 200]


def test_the_page_says_how_long_each_is_and_what_of_it_will_be_streamed(
    client_of: ClientOf, archivist: User, sides: list[Original]
) -> None:
    client, data = client_of(archivist), filled_in(sides, "2", "1")
    data[f"original-{sides[0].pk}-ends"] = "0:30"
    assert client.get(page(sides)).content.decode().count('datetime="PT1M">1:00</time>') == len(sides)
    text = re.sub(r"<[^>]+>", "", client.post(page(sides), data).content.decode())
    assert ("1. side b.wav · Sida · 0:00–1:00" in text, "2. side a.wav · Sida · 0:00–0:30" in text) == (True, True)
