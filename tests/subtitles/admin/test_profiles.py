from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from subtitles.models import Profile
from subtitles.rules import NAMES, RULES

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]


@pytest.fixture
def client(client_of: ClientOf, archivist: User) -> Client:
    client = client_of(archivist)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def form(**fields: str) -> dict[str, Any]:
    return {"name": "Ours", "base": "svt", "words": "", **fields}


def test_rules_of_one_s_own_keep_only_what_differs(client: Client) -> None:
    given = {
        "sv-speed": "13.5",
        "sv-line": "37",
        "fa-lines": "3",
        "severity-blink": "off",
        "severity-overlap": "warning",
    }
    answer = client.post(reverse("profiles:add"), form(**given, for_every_track="on"), follow=True)
    ours = Profile.objects.get()
    assert (ours.numbers, ours.severities, ours.is_default) == (
        {"sv": {"speed": 13.5}, "fa": {"lines": 3}},
        {"blink": "off", "overlap": "warning"},
        True,
    )
    assert (ours.rules().of("sv").speed, ours.rules().of("sv").line, ours.rules().of("fa").lines) == (13.5, 37, 3)
    text = answer.content.decode()
    assert 'placeholder="37"' in text
    assert 'value="13.5"' in text


def test_one_set_of_rules_is_for_every_track(client: Client) -> None:
    first = Profile.objects.create(name="First", is_default=True)
    client.post(reverse("profiles:add"), form(for_every_track="on"))
    assert [profile.name for profile in Profile.objects.filter(is_default=True)] == ["Ours"]
    client.post(reverse("profiles:edit", args=[first.pk]), form(name="First", base="own", for_every_track="on"))
    assert [profile.name for profile in Profile.objects.filter(is_default=True)] == ["First"]


def test_the_published_numbers_come_back(client: Client) -> None:
    ours = Profile.objects.create(
        name="Ours", base="bbc", numbers={"en": {"line": 30}}, severities={"gap": "off"}, words="A"
    )
    client.post(reverse("profiles:published", args=[ours.pk]))
    ours.refresh_from_db()
    assert (ours.numbers, ours.severities, ours.words, ours.rules().of("en").line) == ({}, {}, "A", 37)


def test_rules_are_removed(client: Client) -> None:
    ours = Profile.objects.create(name="Ours")
    client.post(reverse("profiles:delete", args=[ours.pk]))
    assert not Profile.objects.exists()


@pytest.mark.parametrize(
    "given", [{"sv-speed": "fast"}, {"sv-line": "-1"}, {"sv-lines": "90"}, {"base": "cinema"}, {"name": ""}]
)
def test_what_makes_no_sense_is_refused_with_a_sentence(client: Client, given: dict[str, str]) -> None:
    page = client.post(reverse("profiles:add"), form(**given))
    text = page.content.decode()
    assert "errorlist" in text or "error-message" in text
    assert not Profile.objects.exists()


def test_every_number_and_every_rule_stands_in_the_form(client: Client) -> None:
    text = client.get(reverse("profiles:add")).content.decode()
    assert [code for code in RULES if f'name="severity-{code}"' not in text] == []
    assert [name for name in NAMES if f'name="ckb-{name}"' not in text] == []


def test_the_rules_are_for_archivists(client_of: ClientOf, translator: User) -> None:
    ours = Profile.objects.create(name="Ours")
    client = client_of(translator)
    for name in ("index", "add"):
        assert client.get(reverse(f"profiles:{name}")).status_code == 404
    for name in ("edit", "published", "delete"):
        assert client.post(reverse(f"profiles:{name}", args=[ours.pk])).status_code == 404
    assert Profile.objects.filter(name="Ours").exists()


def test_the_list_says_what_is_chosen_where(client: Client) -> None:
    Profile.objects.create(name="Våra", base="netflix", is_default=True)
    page = client.get(reverse("profiles:index"))
    text = page.content.decode()
    assert page.context["breadcrumbs_items"][-1]["label"] == "Regler för undertexter"
    assert "Våra" in text
    assert "Netflix" in text
