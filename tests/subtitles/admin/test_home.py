"""The front page of the admin, as somebody who translates meets it."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from subtitles import workbench
from subtitles.models import Assignment, Stage, Track
from tests.archive.factories import RecordingFactory
from tests.subtitles.factories import TrackFactory, published
from tests.subtitles.workbench.sending import cues, sent, text, track_of

pytestmark = pytest.mark.django_db

HOME = "wagtailadmin_home"
FRONT = "Your translations"


def test_with_nothing_to_do_it_says_so_and_leads_on(client: Client) -> None:
    page = client.get(reverse(HOME)).content.decode()
    assert FRONT in page
    for sentence in ("Nothing is assigned to you now.", "Nothing waits for your review.", "Nobody has commented"):
        assert sentence in page
    assert f'href="{reverse("tracks:matrix")}"' in page
    assert "What you wrote last" not in page


def test_each_line_leads_to_where_she_goes_on(client: Client, translator: User, archivist: User) -> None:
    given, review = (TrackFactory(recording=RecordingFactory(title=name)) for name in ("Given", "Sent"))
    Assignment.objects.create(track=given, person=translator, start_ms=60_000, end_ms=120_000)
    Track.objects.filter(pk=review.pk).update(stage=Stage.REVIEW)
    written = track_of("ett")
    workbench.submit(written, 0, [text(cues(written)[0], "en")], translator)
    cue = cues(written)[0]["uuid"]
    workbench.submit(written, 1, [sent("comment", cue, 1, text="<b>Se hit</b>")], archivist)
    page = client.get(reverse(HOME)).content.decode()
    bench = {track: reverse("tracks:workbench", args=[track.pk]) for track in (given, review, written)}
    assert f'href="{bench[given]}?at=next&amp;from=60000"' in page
    assert f'href="{bench[review]}?at=next&amp;as=review"' in page
    assert f'href="{bench[written]}?at=next"' in page
    assert f'href="{bench[written]}?at={cue}&amp;as=review"' in page
    assert "&lt;b&gt;Se hit&lt;/b&gt;" in page
    assert f'href="{reverse("tracks:matrix")}?missing=fa"' in page


def test_it_asks_the_same_of_one_and_of_five(client: Client, translator: User, archivist: User) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(HOME))
        return len(queries)

    def grow() -> None:
        given, review = TrackFactory(language="sv"), TrackFactory(language="sv")
        published(given.recording, "یک", language="fa")
        Assignment.objects.create(track=given, person=translator)
        Track.objects.filter(pk=review.pk).update(stage=Stage.REVIEW)
        written = track_of("ett")
        workbench.submit(written, 0, [text(cues(written)[0], "en")], translator)
        workbench.submit(written, 1, [sent("comment", cues(written)[0]["uuid"], 1, text="Se")], archivist)

    grow()
    asked()
    one = asked()
    for _ in range(4):
        grow()
    assert asked() == one


def test_who_does_not_translate_meets_nothing_of_it(
    client_of: Callable[[User | None], Client], archivist: User, researcher: User
) -> None:
    assert FRONT in client_of(archivist).get(reverse(HOME)).content.decode()
    assert FRONT not in client_of(researcher).get(reverse(HOME), follow=True).content.decode()
