"""The glossary and the files of the memory in the admin: who reaches them, and what a wrong file is told."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from subtitles.memory import tmx
from subtitles.memory.tmx import Unit
from subtitles.models import MemoryFile, Term
from tests.subtitles.memory.scene import read, translated

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]
ABOUT = {"source_language": "sv", "source": "frihet", "target_language": "fa", "target": "آزادی"}
TABLE = "source_language,term,target_language,translation\r\nsv,kvinna,fa,زن\r\n"
TMX = "".join(tmx.written([Unit("sv", "Hon kom.", "fa", "آمد.")])).encode()


def sent(client: Client, address: str, data: bytes) -> str:
    return client.post(address, {"file": SimpleUploadedFile("x.csv", data)}, follow=True).content.decode()


def test_a_translator_adds_and_changes_a_term_and_an_archivist_removes_it(
    client: Client, archivist: User, client_of: ClientOf
) -> None:
    client.post(reverse("glossary:add"), ABOUT)
    term = Term.objects.get()
    listed = client.get(reverse("glossary:index"), {"q": "frih"})
    assert "frihet" in listed.content.decode()
    assert listed.context["verbose_name_plural"] == "termer"  # so many of them are counted below the list
    assert client.get(reverse("glossary:edit", args=[term.pk])).status_code == 200
    client.post(reverse("glossary:edit", args=[term.pk]), {**ABOUT, "forbidden": "رهایی"})
    term.refresh_from_db()
    assert term.wrong() == ["رهایی"]
    gone = reverse("glossary:delete", args=[term.pk])
    assert client.post(gone).status_code in {403, 404}
    assert Term.objects.exists()
    client_of(archivist).post(gone)
    assert not Term.objects.exists()


def test_a_term_is_translated_to_another_language(client: Client) -> None:
    answer = client.post(reverse("glossary:add"), {**ABOUT, "target_language": "sv"})
    assert "A term is translated to another language." in answer.content.decode()
    assert not Term.objects.exists()


def test_a_table_comes_and_goes_and_a_wrong_line_is_named(client: Client) -> None:
    assert "Terms that were taken in: 1" in sent(client, reverse("glossary:import"), TABLE.encode())
    assert "sv,kvinna,,fa,زن" in client.get(reverse("glossary:table")).content.decode("utf-8-sig")
    assert "Line 3: translation is empty." in sent(client, reverse("glossary:import"), (TABLE + "sv,x,fa,\n").encode())


def test_an_archivist_takes_in_a_memory_and_removes_it(archivist: User, client_of: ClientOf) -> None:
    boss, index = client_of(archivist), reverse("memory:index")
    assert "Pairs that were taken in: 1; left out: 0" in sent(boss, index, TMX)
    assert boss.get(index).context["breadcrumbs_items"][-1]["label"] == "Översättningsminne"
    assert "holds no text with a translation" in sent(boss, index, b"<tmx/>")
    boss.post(reverse("memory:delete", args=[MemoryFile.objects.get().pk]))
    assert not MemoryFile.objects.exists()


def test_a_translator_takes_the_memory_home_and_brings_none(client: Client) -> None:
    translated(("Hon skrev.", "نوشت."))
    read()
    answer = client.get(reverse("memory:download"))
    assert "نوشت." in b"".join(answer).decode()
    assert client.get(reverse("memory:index")).status_code in {403, 404}
    sent(client, reverse("memory:index"), TMX)
    assert not MemoryFile.objects.exists()


@pytest.mark.parametrize(
    "name", ["glossary:index", "glossary:add", "glossary:import", "glossary:table", "memory:download"]
)
def test_who_does_not_translate_meets_none_of_it(name: str, researcher: User, client_of: ClientOf) -> None:
    Term.objects.create(**ABOUT)
    for user in (None, researcher):
        answer = client_of(user).get(reverse(name))
        assert answer.status_code in {302, 403, 404}


def test_a_member_without_the_permission_meets_no_term(client: Client, translator: User) -> None:
    Term.objects.create(**ABOUT)
    for group in translator.groups.all():
        group.permissions.remove(*group.permissions.filter(codename__endswith="_term"))
    for name in ("glossary:index", "glossary:index_results", "glossary:add", "glossary:import", "glossary:table"):
        answer = client.get(reverse(name))
        assert (answer.status_code in {302, 403}, b"frihet" in answer.content) == (True, False), name
