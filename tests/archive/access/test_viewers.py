"""Who is behind a request is found once, and found again when it is somebody else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive import access
from archive.access import STRANGER, Level, Viewer, lending
from tests.catalogue.factories import DocumentaryFactory
from tests.subtitles.factories import public_recording, published


def test_one_request_asks_for_its_viewer_once(
    researcher: User, django_assert_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    request = RequestFactory().get("/")
    request.user = researcher
    with django_assert_num_queries(2):  # her roles, her grants
        assert [access.viewer(request).level for _ in range(3)] == [Level.RESEARCHER] * 3


def test_what_is_lent_is_hers_until_its_end_and_not_a_moment_longer() -> None:
    end = timezone.now()
    before, name = end - timedelta(seconds=1), lending("recording", 5)
    viewer = Viewer(user_id=1, grants=frozenset({name, "work:6"}), granted_until=end)
    assert (viewer.upon(name, before).level, viewer.upon(name, end).level) == (Level.TRANSLATOR, Level.STRANGER)
    assert (viewer.lent("recording", before), viewer.lent("recording", end)) == ([5], [])
    for other in (lending("recording", 6), lending("document", 5), "work:7", ""):
        assert viewer.upon(other, before) == viewer
    assert Viewer(Level.ARCHIVIST, 1, frozenset({name})).upon(name, end).level == Level.ARCHIVIST


def test_who_logs_out_or_in_during_a_request_is_somebody_else(researcher: User, archivist: User) -> None:
    request = RequestFactory().get("/")
    request.user = researcher
    assert access.viewer(request).level == Level.RESEARCHER
    request.user = archivist
    assert access.viewer(request).level == Level.ARCHIVIST
    request.user = AnonymousUser()
    assert access.viewer(request) == STRANGER


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["researcher", "translator", "archivist"])
def test_a_works_page_asks_for_the_groups_of_its_reader_once(
    who: str, request: pytest.FixtureRequest, client_of: Callable[[User | None], Client]
) -> None:
    recording = public_recording()
    published(recording, "Frihet")
    work = DocumentaryFactory(recordings=[recording])
    client = client_of(request.getfixturevalue(who))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(work.get_absolute_url()).status_code == 200
    assert len([query for query in asked.captured_queries if "archive_role" in query["sql"]]) == 1
