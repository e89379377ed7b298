"""The public pages: what they show, to whom, in which language, at what cost."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import translation

from archive.models import Recording
from catalogue import linking, policy
from catalogue.models import Broadcast, Edition
from tests.archive.factories import (
    CleanCopyFactory,
    DocumentFactory,
    RecordingFactory,
    RenditionSetFactory,
)
from tests.catalogue.factories import (
    BookFactory,
    DocumentaryFactory,
    OrganisationFactory,
    PersonFactory,
    PlaceFactory,
    RadioEpisodeFactory,
    RadioSeriesFactory,
    SubjectFactory,
    mention,
)
from tests.subtitles.factories import imported, published

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    with translation.override("sv"):
        yield


def playable(**about: Any) -> Recording:
    rendition_set = RenditionSetFactory(
        recording=RecordingFactory(**about), live=True, extras=["poster.jpg", "peaks.json"]
    )
    return rendition_set.recording


def without_nonce(page: str) -> str:
    return re.sub(r'nonce="[^"]*"', "", page)


def text(response: Any) -> str:
    return response.content.decode()


def test_a_work_is_shown_in_the_best_language_with_its_lang_and_dir(client: Client) -> None:
    work = DocumentaryFactory(titles={"fa": "آزادی"}, summaries={"sv": "Om frihet."})
    page = text(client.get(f"/en/works/{work.slug}/"))
    assert '<h1 lang="fa" dir="rtl">آزادی</h1>' in page
    assert '<p class="lead" lang="sv" dir="ltr">Om frihet.</p>' in page


def test_a_work_shows_its_other_titles(client: Client) -> None:
    work = DocumentaryFactory(titles={"sv": "Frihet", "fa": "آزادی"})
    assert '<bdi lang="fa" dir="rtl">آزادی</bdi>' in text(client.get(work.get_absolute_url()))


@pytest.mark.parametrize(
    "rule",
    [{"audience": "staff"}, {"audience": "researchers"}, {"withdrawn": True}, {"live": False}, {"audience": "odd"}],
)
def test_a_closed_work_answers_like_one_that_does_not_exist(client: Client, rule: Any) -> None:
    closed = client.get(DocumentaryFactory(**rule, slug="one").get_absolute_url())
    missing = client.get("/works/two/")
    alike = text(missing).replace("/two/", "/one/")
    assert (closed.status_code, without_nonce(text(closed))) == (404, without_nonce(alike))


def test_a_translator_sees_a_draft_and_is_told_that_it_is_not_public(client_of: ClientOf, translator: User) -> None:
    work = DocumentaryFactory(live=False)
    with translation.override("en"):
        url = work.get_absolute_url()
    assert "This page is not public." in text(client_of(translator).get(url))


def test_an_unlisted_work_is_open_at_its_address_and_kept_out_of_indexes_and_lists(client: Client) -> None:
    work = DocumentaryFactory(audience="unlisted", titles={"sv": "Bara för den som vet"})
    page = text(client.get(work.get_absolute_url()))
    assert ("Bara för den som vet" in page, 'content="noindex"' in page, "ld+json" in page) == (True, True, False)
    assert "Bara för den som vet" not in text(client.get("/works/"))


def test_the_player_gets_its_addresses(client: Client) -> None:
    work = DocumentaryFactory(recordings=[playable()])
    player = client.get(work.get_absolute_url()).context["player"]
    assert player.src.startswith("/stream/") and player.src.endswith("/master.m3u8")
    assert (player.peaks[-11:], player.thumbnails) == ("/peaks.json", "")


@pytest.mark.parametrize("moment", ["62.5", "", "x", "-3", "nan", "inf", "1e99"])
def test_the_page_is_the_same_whatever_moment_is_asked_for(client: Client, moment: str) -> None:
    work = DocumentaryFactory(recordings=[playable()])
    address = work.get_absolute_url()
    assert text(client.get(address, {"t": moment})) == text(client.get(address))


def test_a_part_is_chosen_by_its_number(client: Client) -> None:
    first, second = playable(), playable()
    work = DocumentaryFactory(recordings=[first, second])
    response = client.get(work.get_absolute_url(), {"part": "2"})
    shown, work = response.context["part"].shown, response.context["work"]
    assert (shown.uuid, len(work.parts)) == (str(second.uuid), 2)


def test_a_later_part_is_referred_to_by_its_own_address(client: Client) -> None:
    first, second = playable(), playable()
    work = DocumentaryFactory(recordings=[first, second])
    published(second, "Frihet")
    page = text(client.get(work.get_absolute_url(), {"part": "2", "t": "1"}))
    assert "<li data-t=1 data-end=1900>0:01 Frihet" in page
    assert f'value="http://testserver{work.get_absolute_url()}?part=2"' in page


def test_a_part_that_is_not_there_is_not_found(client: Client) -> None:
    work = DocumentaryFactory(recordings=[playable()])
    assert client.get(work.get_absolute_url(), {"part": "7"}).status_code == 404


def test_a_recording_that_another_work_closes_is_not_played(client: Client, archivist: User) -> None:
    recording = playable()
    work = DocumentaryFactory(recordings=[recording])
    DocumentaryFactory(recordings=[recording], audience="staff")
    response = client.get(work.get_absolute_url())
    assert (response.context["player"], response.status_code) == (None, 200)


def test_the_transcript_holds_each_published_track_the_readers_own_first(client: Client) -> None:
    recording = playable(language="fa")
    work = DocumentaryFactory(recordings=[recording])
    published(recording, "آزادی", language="fa")
    swedish = published(recording, "Ordet\när fritt", language="sv").track
    imported(recording, "A draft", language="en")
    transcript = client.get(work.get_absolute_url()).context["transcript"]
    assert [(reading.lang, bool(reading.lines)) for reading in transcript] == [("sv", True), ("fa", False)]
    own = transcript[0]
    assert (own.uuid, own.lang, own.dir, own.label) == (str(swedish.uuid), "sv", "ltr", "Svenska")
    assert own.lines == "<li data-t=1 data-end=1900>0:01 Ordet\när fritt"


@pytest.mark.parametrize(("spoken", "on"), [("fa", [True, False]), ("sv", [False, False])])
def test_subtitles_are_on_where_the_reader_would_not_understand_what_is_spoken(
    client: Client, spoken: str, on: Any
) -> None:
    recording = playable(language=spoken)
    work = DocumentaryFactory(recordings=[recording])
    for language in ("sv", "fa"):
        published(recording, "…", language=language)
    tracks = client.get(work.get_absolute_url()).context["player"].tracks
    assert [track.default for track in tracks] == on


def test_a_closed_name_is_left_out_of_the_credits(client: Client) -> None:
    work = DocumentaryFactory()
    mention(work, PersonFactory(names={"sv": "Öppna Olsson"}))
    mention(work, PersonFactory(names={"sv": "Hemliga Hansson"}, audience="staff"))
    page = text(client.get(work.get_absolute_url()))
    assert ("Öppna Olsson" in page, "Hemliga Hansson" in page) == (True, False)


def test_one_role_is_one_line(client: Client) -> None:
    work = DocumentaryFactory()
    mention(work, PersonFactory(names={"sv": "Ett"}))
    mention(work, OrganisationFactory(names={"sv": "Två"}))
    credits = client.get(work.get_absolute_url()).context["work"].credits
    assert [[str(name.name) for name in entry.names] for entry in credits] == [["Ett", "Två"]]


@pytest.mark.parametrize(
    ("factory", "tie", "route"),
    [
        (PersonFactory, mention, "person"),
        (OrganisationFactory, mention, "organisation"),
        (PlaceFactory, mention, "place"),
        (SubjectFactory, mention, "subject"),
    ],
)
def test_a_name_is_met_only_through_a_work_that_may_be_seen(
    client: Client, archivist: User, factory: Any, tie: Any, route: Any
) -> None:
    thing, work = factory(), DocumentaryFactory()
    url = reverse(f"catalogue:{route}", kwargs={"slug": thing.slug})
    unmentioned = client.get(url).status_code
    tie(work, thing)
    mentioned = client.get(url)
    policy.set_access(work, "researchers", by=archivist)
    assert (unmentioned, mentioned.status_code, client.get(url).status_code) == (404, 200, 404)
    assert str(work.title_in("sv")) in text(mentioned)


def test_a_closed_person_is_not_found_though_a_public_work_names_her(
    client: Client, client_of: ClientOf, translator: User
) -> None:
    person = PersonFactory(audience="staff")
    mention(DocumentaryFactory(), person)
    url = reverse("catalogue:person", kwargs={"slug": person.slug})
    assert (client.get(url).status_code, client_of(translator).get(url).status_code) == (404, 200)


def test_the_parts_of_an_organisation_are_named_when_they_may_be_met(client: Client) -> None:
    whole = OrganisationFactory(names={"sv": "Nätverket"})
    part = OrganisationFactory(names={"sv": "Grenen"}, part_of=whole)
    OrganisationFactory(names={"sv": "Okända grenen"}, part_of=whole)
    work = DocumentaryFactory()
    for each in (whole, part):
        mention(work, each)
    page = text(client.get(reverse("catalogue:organisation", kwargs={"slug": whole.slug})))
    assert ("Grenen" in page, "Okända grenen" in page) == (True, False)


def test_an_episode_leads_to_its_series_and_its_neighbours(client: Client) -> None:
    series = RadioSeriesFactory(titles={"sv": "Kvinnors Röst"})
    first, second, _, fourth = (RadioEpisodeFactory(series=series, number=n, live=n != 3) for n in (1, 2, 3, 4))
    shown = client.get(second.get_absolute_url()).context["work"]
    found = [shown.series.url, shown.previous.url, shown.next.url]
    assert found == [each.get_absolute_url() for each in (series, first, fourth)]


def test_an_episode_does_not_name_a_series_that_is_closed(client: Client) -> None:
    episode = RadioEpisodeFactory(series=RadioSeriesFactory(audience="staff", titles={"sv": "Hemlig serie"}))
    assert "Hemlig serie" not in text(client.get(episode.get_absolute_url()))


def test_a_series_lists_its_episodes_a_page_at_a_time(client: Client) -> None:
    series = RadioSeriesFactory()
    for number in range(1, 27):
        RadioEpisodeFactory(series=series, number=number)
    pages = [client.get(series.get_absolute_url(), {"page": page}).context for page in (1, 2)]
    assert [len(page["episode_cards"]) for page in pages] == [24, 2]


def test_what_is_kept_to_its_address_is_not_named_on_the_page_of_something_else(
    client: Client, client_of: ClientOf, translator: User
) -> None:
    series = RadioSeriesFactory(slug="dold-serie", audience="unlisted")
    episode = RadioEpisodeFactory(series=series)
    mention(episode, PersonFactory(slug="dold-person", audience="unlisted"))
    document = CleanCopyFactory(document__audience="unlisted").document
    linking.attach(document, episode)
    words = ("dold-serie", "dold-person", str(document.uuid))
    address = episode.get_absolute_url()
    for who, shown in ((client, []), (client_of(translator), list(words))):
        page = who.get(address).content.decode()
        assert [word for word in words if word in page] == shown
    own = [series.get_absolute_url(), "/people/dold-person/"]
    assert [client.get(each).status_code for each in own] == [200, 200]


def test_a_document_is_not_offered_before_its_clean_copy_is_made(client: Client) -> None:
    document = DocumentFactory()
    book = BookFactory()
    linking.attach(document, book)
    assert str(document.uuid) not in client.get(book.get_absolute_url()).content.decode()


def test_a_book_shows_its_editions_and_what_can_be_read(client: Client) -> None:
    document = CleanCopyFactory(size_bytes=2048).document
    book = BookFactory()
    Edition.objects.create(book=book, language="fa", year=2013, isbn="9789113014081", pages=120)
    linking.attach(document, book)
    page = text(client.get(book.get_absolute_url()))
    assert (f"/documents/{document.uuid}/" in page, "ISBN 9789113014081" in page) == (True, True)


def test_the_list_of_works_is_narrowed_down(client: Client) -> None:
    film = DocumentaryFactory(year=2004, recordings=[playable(language="prs")])
    DocumentaryFactory(year=2013)
    BookFactory(year=2004)
    subject = SubjectFactory()
    mention(film, subject)
    query = {"kind": "documentary", "year": "2004", "language": "prs", "subject": subject.slug}
    context = client.get("/works/", query).context
    assert [card.url for card in context["cards"]] == [film.get_absolute_url()]


def test_a_filter_that_makes_no_sense_is_named_and_finds_nothing(client: Client) -> None:
    DocumentaryFactory()
    response = client.get("/en/works/", {"kind": "film", "year": "MMIV"})
    assert (response.context["cards"], sorted(response.context["form"].errors)) == ((), ["kind", "year"])


def test_the_filters_offer_nothing_that_only_hidden_works_have(client: Client) -> None:
    DocumentaryFactory(year=1999, audience="staff", recordings=[playable(language="ckb")])
    DocumentaryFactory(year=2004)
    form = client.get("/works/").context["form"]
    assert ([value for value, _ in form.fields["year"].choices], "language" in form.fields) == (["", 2004], False)


def test_the_same_work_in_three_languages_has_three_addresses(client: Client) -> None:
    work = DocumentaryFactory(titles={"sv": "Frihet", "en": "Freedom", "fa": "آزادی"})
    titles = [str(client.get(f"{prefix}/works/{work.slug}/").context["work"].title) for prefix in ("", "/en", "/fa")]
    assert titles == ["Frihet", "Freedom", "آزادی"]


def test_a_persian_reader_sees_both_calendars(client: Client) -> None:
    work = DocumentaryFactory(year=2004)
    Broadcast.objects.create(work=work, date=date(2004, 3, 8), channel="SVT")
    page = text(client.get(f"/fa/works/{work.slug}/"))
    assert '<time datetime="2004-03-08">۱۸ اسفند ۱۳۸۲ (' in page and "۱۳۸۲–۱۳۸۳" in page


def test_a_title_cannot_break_out_of_the_data_for_machines(client: Client) -> None:
    work = DocumentaryFactory(titles={"sv": "</script><script>alert(1)</script>"})
    assert "<script>alert(1)" not in text(client.get(work.get_absolute_url()))
