"""What is said, on the page and apart: which language, how heavy, to whom."""

import gzip
import re
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString

from catalogue import policy
from catalogue.models import Work
from catalogue.public.transcript import Reading, plain, written
from subtitles import publishing, revising
from subtitles.models import Track
from tests.archive.factories import RecordingFactory
from tests.benchmarks.archives import CUES, film
from tests.catalogue.factories import DocumentaryFactory
from tests.subtitles.factories import published

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]
COMPRESSION = 6  # as pages go to a stranger, see `config.packing`


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    with translation.override("sv"):
        yield


def spoken(**said: str) -> Work:
    recording = RecordingFactory(language="fa")
    work: Work = DocumentaryFactory(recordings=[recording])
    for language, text in said.items():
        published(recording, text, language=language)
    return work


def fragment(language: str) -> str:
    return reverse("catalogue:transcript", kwargs={"uuid": Track.objects.get(language=language).uuid})


@pytest.mark.parametrize("language", ["sv", "en", "fa"])
def test_the_page_of_an_hour_in_three_languages_stays_below_120_kb(client: Client, language: str) -> None:
    work = film()
    with translation.override(language):
        page = client.get(work.get_absolute_url()).content
    lines = page[page.index(b'<ol class="lines"') : page.index(b"</ol>")]
    assert lines.count(b"<li") == CUES
    assert len(page) <= 120_000
    assert len(gzip.compress(page, COMPRESSION)) <= 30_000


def test_another_language_is_fetched_by_itself(client: Client) -> None:
    work = spoken(sv="Frihet", fa="آزادی")
    page = client.get(work.get_absolute_url()).content.decode()
    text = client.get(fragment("fa")).content.decode()
    assert ("آزادی" in page, "آزادی" in text, f'data-fragment="{fragment("fa")}"' in page) == (False, True, True)


def test_without_javascript_a_link_shows_another_language(client: Client) -> None:
    work = spoken(sv="Frihet", fa="آزادی")
    page = client.get(work.get_absolute_url(), {"transcript": "fa"}).content.decode()
    assert ("Frihet" in page, "آزادی" in page) == (False, True)


def test_a_second_text_of_one_language_has_an_address_of_its_own(client: Client) -> None:
    work = spoken(sv="Frihet")
    recording = work.recordings_links.get().recording
    second = published(recording, "Skrivet", language="sv", kind="transcript").track
    readings = client.get(work.get_absolute_url()).context["transcript"]
    assert [reading.page for reading in readings] == ["?transcript=sv", f"?transcript={second.uuid}"]
    page = client.get(work.get_absolute_url() + readings[1].page).content.decode()
    assert ("Frihet" in page, "Skrivet" in page) == (False, True)


def test_lines_that_were_made_are_not_shown_once_they_are_withdrawn(client: Client, archivist: User) -> None:
    work = spoken(sv="Frihet", fa="آزادی")
    before = [client.get(address).status_code for address in (work.get_absolute_url(), fragment("fa"))]
    policy.withdraw(work, archivist)
    after = [client.get(address).status_code for address in (work.get_absolute_url(), fragment("fa"))]
    assert (before, after) == ([200, 200], [404, 404])


def test_a_new_revision_is_shown_at_the_next_request(client: Client) -> None:
    work = spoken(sv="Frihet")
    client.get(work.get_absolute_url())
    published(work.recordings_links.get().recording, "Jämlikhet", language="sv")
    page = client.get(work.get_absolute_url()).content.decode()
    assert ("Frihet" in page, "Jämlikhet" in page) == (False, True)


def test_lines_are_made_once_for_a_revision(client: Client) -> None:
    spoken(sv="Frihet")
    client.get(fragment("sv"))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(fragment("sv"))
    assert [query for query in asked.captured_queries if "subtitles_cue" in query["sql"]] == []


def test_the_browser_keeps_a_text_and_asks_whether_it_still_may(client: Client) -> None:
    spoken(sv="Frihet")
    first = client.get(fragment("sv"))
    again = client.get(fragment("sv"), headers={"if-none-match": first["ETag"]})
    assert (first["Cache-Control"], again.status_code) == ("private, no-cache", 304)


def test_times_are_in_persian_digits_for_a_persian_reader(client: Client) -> None:
    spoken(sv="Frihet")
    sv, fa = fragment("sv"), "/fa" + fragment("sv")
    assert [">0:01 " in client.get(sv).content.decode(), ">۰:۰۱ " in client.get(fa).content.decode()] == [True, True]


@pytest.mark.parametrize(
    ("rows", "ends"),
    [
        ([(0, 900, "a"), (1000, 1900, "b")], ["", "1900"]),
        ([(0, 900, "a"), (5000, 5900, "b")], ["900", "5900"]),
        ([(0, 2000, "a"), (1000, 1900, "b")], ["2000", "1900"]),
    ],
)
def test_a_line_says_when_it_ends_only_where_the_next_one_does_not(
    rows: list[tuple[int, int, str]], ends: list[str]
) -> None:
    opened = [line.partition(">")[0] for line in written(rows, "sv").split("<li ")[1:]]
    assert [line.partition(" data-end=")[2] for line in opened] == ends
    assert [line.partition(" ")[0] for line in opened] == [f"data-t={start // 1000}" for start, _, _ in rows]


def test_a_text_cannot_break_out_of_its_line(client: Client) -> None:
    line = written([(0, 900, '&lt;a href="?t=1"&gt;')], "sv")
    assert line == "<li data-t=0 data-end=900>0:00 &lt;a href=&quot;?t=1&quot;&gt;"


def test_what_is_said_in_another_language_is_marked_with_it(client: Client) -> None:
    spoken(sv="Hon sa <lang prs>ما آزادیم</lang> och <i>gick</i>")
    page = client.get(fragment("sv")).content.decode()
    assert '0:01 Hon sa <span lang="prs" dir="rtl">ما آزادیم</span> och gick' in page


def test_a_short_text_of_it_has_no_marks() -> None:
    lines = SafeString(written([(0, 900, "Hon sa <lang prs>ما آزادیم</lang> och gick")], "sv"))
    assert plain(Reading("", "sv", "ltr", "", "", "", lines, ()), 100) == "Hon sa ما آزادیم och gick"


def test_a_reader_is_told_what_a_machine_made_and_nobody_has_checked(client: Client) -> None:
    recording = RecordingFactory(language="fa")
    work: Work = DocumentaryFactory(recordings=[recording])
    first = published(recording, "Frihet", "Nu", language="sv", origin="machine").revision
    said = "Gjord av en maskin och inte granskad av någon människa."
    page, text = (
        client.get(url).content.decode() for url in (work.get_absolute_url(), fragment("sv"))
    )  # fmt: skip
    assert (f'data-unchecked="{said}"' in page, f'data-unchecked="{said}"' in text) == (True, True)
    assert "data-machine" not in text
    half = revising.confirm(first, [first.cues.get(position=0).uuid])
    publishing.publish(half, despite="It is for a test.")
    text = client.get(fragment("sv")).content.decode()
    assert "Rader med ⚙" in text
    assert re.findall(r"<li data-t=(\d+)[^>]* data-machine>", text) == ["2"]
    publishing.publish(revising.confirm(half, None), despite="It is for a test.")
    assert "data-unchecked" not in client.get(fragment("sv")).content.decode()
