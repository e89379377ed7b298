"""What is kept of lists: found again as long as nothing changed, and never a moment longer."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive import grants
from archive.access import STRANGER, Level, Viewer
from catalogue import policy
from catalogue.models import Work
from catalogue.public.kept import Shelf
from tests.catalogue.factories import DocumentaryFactory, SubjectFactory, mention

pytestmark = pytest.mark.django_db(transaction=True)


def urls(client: Client, query: str = "") -> list[str]:
    context = client.get(f"/works/{query}").context
    assert context["works"].paginator.count == len(context["cards"])
    return [card.url for card in context["cards"]]


def kept(viewer: Viewer, said: str) -> str:
    return Shelf(viewer, timezone.now()).keep("a list", lambda: said)


def test_what_was_found_is_found_again_by_everybody_of_the_same_level_only() -> None:
    DocumentaryFactory()
    level, granted = Viewer(Level.RESEARCHER), Viewer(grants=frozenset({"work:1"}))
    assert [kept(STRANGER, "first"), kept(STRANGER, "second"), kept(Viewer(user_id=7), "third")] == ["first"] * 3
    assert [kept(level, "for her"), kept(granted, "by name"), kept(granted, "again")] == ["for her", "by name", "again"]


def test_a_change_of_any_work_ends_what_is_kept() -> None:
    works = [DocumentaryFactory(), DocumentaryFactory()]
    found = [kept(STRANGER, "at first")]
    for number, work in enumerate(works):
        policy.withdraw(work)
        found += [kept(STRANGER, f"after {number}"), kept(STRANGER, "later")]
    assert found == ["at first", "after 0", "after 0", "after 1", "after 1"]


def test_a_moment_that_passes_ends_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    work = DocumentaryFactory()
    soon = timezone.now() + timedelta(hours=1)
    policy.set_access(work, "public", until=soon)
    assert [kept(STRANGER, "open"), kept(STRANGER, "still")] == ["open", "open"]
    monkeypatch.setattr(timezone, "now", lambda: soon)
    assert [kept(STRANGER, "closed"), kept(STRANGER, "asked again")] == ["closed", "asked again"]


def test_a_kept_list_shows_nothing_that_was_withdrawn_and_counts_what_came(client: Client) -> None:
    first, second = DocumentaryFactory(year=2001), DocumentaryFactory(year=2000)
    subject = SubjectFactory()
    mention(second, subject)
    assert urls(client) == urls(client) == [first.get_absolute_url(), second.get_absolute_url()]
    assert urls(client, f"?subject={subject.slug}") == [second.get_absolute_url()]
    policy.withdraw(second)
    third = DocumentaryFactory(year=1999)
    assert urls(client) == [first.get_absolute_url(), third.get_absolute_url()]
    assert "subject" not in client.get("/works/").context["form"].fields


def test_keys_that_were_kept_are_asked_of_the_gate_again(client: Client) -> None:
    work = DocumentaryFactory()
    urls(client)
    # Behind the back of all that raises versions.
    with connection.cursor() as cursor:
        cursor.execute("UPDATE catalogue_work SET withdrawn = %s", [True])
    assert client.get("/works/").context["cards"] == ()
    assert Work.objects.get(pk=work.pk).withdrawn


def test_a_granted_work_is_in_her_list_alone(
    client: Client, client_of: Callable[[User], Client], researcher: User, archivist: User
) -> None:
    work = DocumentaryFactory(audience="staff")
    assert urls(client_of(researcher)) == []
    grants.grant(researcher, f"work:{work.pk}", None, archivist)
    assert (urls(client_of(researcher)), urls(client)) == ([work.get_absolute_url()], [])


@pytest.mark.parametrize("count", [1, 3])
def test_a_kept_list_asks_as_much_for_one_as_for_many(client: Client, count: int) -> None:
    for _ in range(count):
        mention(DocumentaryFactory(year=2000), SubjectFactory())
    urls(client)
    with CaptureQueriesContext(connection) as captured:
        urls(client)
    assert len(captured) == 7
