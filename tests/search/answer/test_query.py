from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.test import override_settings
from django.utils import timezone, translation

from archive.access import STRANGER, Level, Viewer
from catalogue import linking, policy
from catalogue.models import Tagged, Work
from search.answer.query import search
from search.answer.results import Moment, Side, marked
from search.engines.chosen import engine
from search.exceptions import EngineUnavailableError
from search.index import outbox
from search.models import PendingUpdate
from subtitles.models import Track
from tests.archive.factories import RecordingFactory, RestrictionFactory
from tests.catalogue.factories import BookFactory, DocumentaryFactory, RadioEpisodeFactory
from tests.search.scenes import spoken_work
from tests.subtitles.factories import published

pytestmark = pytest.mark.django_db(transaction=True)

ARCHIVIST = Viewer(Level.ARCHIVIST, 1)


def side(side: Side | None) -> tuple[str, bool, list[str]] | None:
    """Language, whether it is the one spoken, and the lines with what is marked in square brackets."""
    if side is None:
        return None
    texts = ["".join(f"[{part.text}]" if part.matched else part.text for part in line.segments) for line in side.lines]
    return side.language, side.spoken, texts


def sides(moment: Moment) -> list[tuple[str, bool, list[str]] | None]:
    return [side(moment.found), side(moment.beside), *(side(other) for other in moment.others)]


def radio() -> Work:
    work, _ = spoken_work(
        {"sv": ["Om friheten", "Fred"], "fa": ["درباره‌ی آزادی", "صلح"], "en": ["About freedom", "Peace"]},
        RadioEpisodeFactory,
        titles={"sv": "Program", "fa": "برنامه"},
        year=1998,
    )
    return work


def test_a_swedish_word_shows_its_cue_beside_what_is_spoken_in_persian_at_that_moment() -> None:
    work = radio()
    results = search("frihet", STRANGER, "sv")
    [found] = results.groups
    [moment] = found.moments
    assert (results.total, found.work, found.title) == (1, work.slug, Tagged("Program", "sv", "ltr"))
    assert sides(moment) == [
        ("sv", False, ["Om [friheten]"]),
        ("fa", True, ["درباره‌ی آزادی"]),
        ("en", False, ["About freedom"]),
    ]
    assert (moment.line.url, found.url) == (f"/works/{work.slug}/?t=1",) * 2


def test_a_persian_word_shows_the_same_moment_beside_the_readers_language() -> None:
    radio()
    [[moment]] = [found.moments for found in search("آزادی", STRANGER, "sv").groups]
    assert sides(moment)[:2] == [("fa", True, ["درباره‌ی [آزادی]"]), ("sv", False, ["Om friheten"])]
    [[english]] = [found.moments for found in search("آزادی", STRANGER, "en").groups]
    assert side(english.beside) == ("en", False, ["About freedom"])


def test_titles_and_addresses_are_in_the_readers_language() -> None:
    work = radio()
    with translation.override("fa"):
        [found] = search("frihet", STRANGER, "fa").groups
    assert (found.title, found.url) == (Tagged("برنامه", "fa", "rtl"), f"/fa/works/{work.slug}/?t=1")


def test_a_word_in_two_languages_at_one_moment_is_one_moment_marked_in_both() -> None:
    spoken_work({"sv": ["Staden Kobane"], "en": ["Kobane town"]})
    for reader, first, second in (
        ("sv", "Staden [Kobane]", "[Kobane] town"),
        ("en", "[Kobane] town", "Staden [Kobane]"),
    ):
        [found] = search("kobane", STRANGER, reader).groups
        [moment] = found.moments
        assert [side(moment.found)[2], side(moment.beside)[2]] == [[first], [second]]  # type: ignore[index]


def test_a_phrase_over_the_edge_of_a_cue_is_marked_in_both_cues() -> None:
    spoken_work({"sv": ["Vi vill vara", "fria nu"]})
    [found] = search('"vara fria"', STRANGER, "sv").groups
    assert [side(moment.found) for moment in found.moments] == [
        ("sv", False, ["Vi vill [vara]"]),
        ("sv", False, ["[fria] nu"]),
    ]


def test_a_silent_work_is_found_by_its_texts_and_shows_why() -> None:
    book = BookFactory(titles={"sv": "Min bok"}, summaries={"sv": "Om kvinnors liv", "en": "Lives of women"})
    [found] = search("woman", STRANGER, "sv").groups
    marked = [part.text for part in found.summary_segments if part.matched]
    assert (found.work, found.recording, found.moments, marked) == (book.slug, None, (), ["women"])
    assert found.summary == Tagged("Lives of women", "en", "ltr")


def test_the_second_part_of_a_work_is_addressed_as_such() -> None:
    work, _ = spoken_work({"sv": ["ett"]})
    second = RecordingFactory(language="fa")
    linking.attach(second, work, label="Del två")
    published(second, "två", "tre")
    [found] = search("tre", STRANGER, "sv").groups
    assert (found.url, found.part) == (f"/works/{work.slug}/?part=2&t=2", Tagged("Del två", "sv", "ltr"))


def test_only_so_many_moments_are_shown_and_the_rest_counted() -> None:
    spoken_work({"sv": ["fred"] * 9})
    [found] = search("fred", STRANGER, "sv", moments=4).groups
    assert ([moment.line.start_ms for moment in found.moments], found.more) == ([1000, 2000, 3000, 4000], 5)


def test_choices_narrow_and_each_facet_offers_what_the_others_leave() -> None:
    radio()
    DocumentaryFactory(titles={"sv": "Frihet"}, year=2004)
    results = search("frihet", STRANGER, "sv", kind="documentary")
    assert [found.title.text for found in results.groups] == ["Frihet"]
    offered = {
        facet.name: [(choice.value, choice.count, choice.chosen) for choice in facet.choices]
        for facet in results.facets
    }
    assert offered == {
        "kind": [("", None, False), ("documentary", 1, True), ("radio_episode", 1, False)],
    }
    assert results.facets[0].choices[2].query == "q=frihet&kind=radio_episode"


def test_a_choice_that_does_not_exist_counts_as_not_made() -> None:
    radio()
    assert search("frihet", STRANGER, "sv", kind="x", language="tlh", year=-4).total == 1


def test_a_page_after_the_last_is_the_last() -> None:
    for _ in range(3):
        BookFactory(titles={"sv": "Frihet"})
    results = search("frihet", STRANGER, "sv", page=99, size=2)
    assert (results.page, results.pages, len(results.groups), results.total) == (2, 2, 1, 3)


@pytest.mark.parametrize("viewer", [STRANGER, ARCHIVIST], ids=["stranger", "archivist"])
def test_the_public_index_gives_nobody_what_is_not_public(viewer: Viewer) -> None:
    spoken_work({"sv": ["hemligt"]}, audience="staff")
    assert search("hemligt", viewer, "sv").total == 0


def behind_the_index() -> AbstractContextManager[object]:
    """What changes is told to nobody who keeps an index."""
    return patch.object(outbox, "write")


def test_what_is_hidden_is_not_shown_even_where_the_index_still_has_it() -> None:
    radio()
    with behind_the_index():
        Work.objects.all().write_rule(audience="staff")
    results = search("frihet", STRANGER, "sv")
    assert (results.total, results.groups) == (0, ())
    assert search("frihet", ARCHIVIST, "sv").total == 1


def test_a_word_that_only_a_stale_index_holds_is_neither_found_nor_counted() -> None:
    work, _ = spoken_work({"sv": ["hemligt"]}, year=2004)
    spoken_work({"sv": ["frihet"]}, year=2005)
    # As a crash leaves it between the commit and the index.
    with behind_the_index():
        Track.objects.filter(recording__work_links__work=work).update(published_revision=None)
    PendingUpdate.objects.create(work_id=work.pk, version=1)
    assert search("hemligt", STRANGER, "sv") == replace(search("ingenting", STRANGER, "sv"), text="hemligt")
    assert [found.year for found in search("frihet", STRANGER, "sv").groups] == [2005]


def test_a_recording_or_track_that_is_closed_behind_the_index_is_not_shown() -> None:
    work = radio()
    with behind_the_index():
        Track.objects.filter(language="sv").write_rule(audience="staff")
    [found] = search("frihet", STRANGER, "sv").groups
    assert found.moments == ()
    [link] = work.recordings_links.all()
    rule = {"audience": "public", "embargo_until": timezone.now() + timedelta(days=1)}
    with behind_the_index():
        RestrictionFactory(recording=link.recording, basis="consent", source="consent:1", **rule)
    assert search("frihet", STRANGER, "sv").groups == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        '"',
        '"frihet',
        "frihet OR",
        "NEAR(frihet)",
        "frih*",
        "\x00",
        "frihet\x00",
        "x " * 5000,
        "' -- ;",
        "{}",
        "frihet\udcff",
    ],
)
def test_any_query_gets_an_answer(text: str) -> None:
    radio()
    assert isinstance(search(text, STRANGER, "sv").groups, tuple)


def test_without_an_index_nobody_is_told_that_nothing_was_found() -> None:
    with pytest.raises(EngineUnavailableError):
        search("frihet", STRANGER, "sv")


@pytest.mark.fts5
def test_an_index_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with override_settings(SEARCH_DIR=tmp_path / "file"), pytest.raises(EngineUnavailableError):
        search("frihet", STRANGER, "sv")


def test_a_page_of_results_costs_the_same_for_one_and_for_three(django_assert_num_queries: object) -> None:
    works = [radio() for _ in range(3)]
    for shown in (3, 1):
        with django_assert_num_queries(8):  # type: ignore[operator]
            assert len(search("frihet", STRANGER, "sv").groups) == shown
        for work in works[1:]:
            policy.set_access(work, "staff")


def test_the_engine_is_one_for_a_folder() -> None:
    assert engine() is engine()


def test_what_is_said_in_another_language_is_found_and_marked_in_it() -> None:
    spoken_work({"sv": ["Hon sa <lang prs>ما می‌خواهیم بمانیم</lang> och gick", "<lang prs>کتابهای ما</lang>"]})
    [within] = search("می خواهیم", STRANGER, "sv").groups
    assert sides(within.moments[0])[:1] == [("sv", False, ["Hon sa ما [می‌خواهیم] بمانیم och gick"])]
    [line] = within.moments[0].found.lines
    assert (line.language, line.dir) == ("prs", "rtl")
    [whole] = search("کتاب", STRANGER, "sv", language="prs").groups
    [line] = whole.moments[0].found.lines
    assert (line.language, [part.text for part in line.segments if part.matched]) == ("prs", ["کتابهای"])
    [each] = search("gick می‌خواهیم", STRANGER, "sv").groups
    assert len(each.moments) == 1


def test_a_part_in_another_language_says_so_in_the_page() -> None:
    spoken_work({"sv": ["Hon stod där och sa <lang prs>ما</lang> till alla"]})
    [found] = search("stod", STRANGER, "sv").groups
    assert marked(found.moments[0].line.segments) == (
        'Hon <mark>stod</mark> där och sa <span lang="prs" dir="rtl">ما</span> till alla'
    )
