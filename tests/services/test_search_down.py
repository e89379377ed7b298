"""The search server goes and comes back: the page says so, everything else goes on, and the index follows."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings

from catalogue.models import Work
from search.engines.chosen import engine
from search.engines.condition import Condition
from search.engines.elastic.rest import REST_SECONDS
from search.index import outbox
from search.models import PendingUpdate
from tests.search.scenes import found, hide, spoken_work
from tests.services import opensearch, search_server

pytestmark = pytest.mark.django_db(transaction=True)

SENTENCES = {
    "": "Sökningen kan inte svara just nu.",
    "/en": "Search cannot answer at the moment.",
    "/fa": "جست‌وجو",
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[opensearch.OpenSearch]:
    """A server of this test's own, which the settings name."""
    try:
        with opensearch.running() as made, override_settings(**search_server.as_settings(made.url, tmp_path)):
            yield made
    except opensearch.MissingError as error:
        pytest.skip(str(error))


def pending() -> set[int]:
    return set(PendingUpdate.objects.values_list("pk", flat=True))


def said_so(client: Client) -> None:
    for prefix, sentence in SENTENCES.items():
        response = client.get(f"{prefix}/search/", {"q": "fred"})
        assert (response.status_code, sentence in response.content.decode()) == (503, True)


def test_while_the_server_is_killed_the_site_goes_on_and_the_index_follows_once_it_is_back(
    client: Client, server: opensearch.OpenSearch
) -> None:
    hidden, shown = (spoken_work({"sv": ["Fred"]})[0] for _ in range(2))
    assert sorted(found("fred")) == [hidden.pk, shown.pk]
    server.kill()
    said_so(client)
    hide(hidden)
    made, _ = spoken_work({"sv": ["Frid"]})
    assert (pending() >= {hidden.pk, made.pk}, Work.objects.get(pk=hidden.pk).audience) == (True, "staff")
    assert client.get(f"/works/{shown.slug}/").status_code == 200
    server.start()
    html = client.get("/search/", {"q": "fred"}).content.decode()
    assert (shown.slug in html, hidden.slug in html) == (True, False)  # before the index knows
    outbox.refresh()
    assert (found("fred"), found("frid"), pending()) == ([shown.pk], [made.pk], set())


def test_a_server_that_takes_connections_and_answers_nobody_is_given_up(
    client: Client, server: opensearch.OpenSearch
) -> None:
    work, _ = spoken_work({"sv": ["Fred"]})
    with override_settings(SEARCH_SECONDS=5.0):
        assert found("fred") == [work.pk]
        server.pause()
        try:
            said_so(client)
            hide(work)
            assert (pending(), engine().condition()) == ({work.pk}, Condition.UNREACHABLE)
        finally:
            server.go_on()
        time.sleep(REST_SECONDS)
    outbox.refresh()
    assert (found("fred"), pending()) == ([], set())
