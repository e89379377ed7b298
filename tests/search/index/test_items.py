from collections.abc import Iterable
from datetime import timedelta

import pytest
from django.utils import timezone

from catalogue.models import WorkRecording
from search.analysis import analyse
from search.engines.base import CueEntry, Entry, Item, Passage
from search.index.items import entries
from subtitles import publishing
from subtitles.models import Track
from tests.archive.factories import RecordingFactory, RestrictionFactory
from tests.catalogue.factories import BookFactory, PersonFactory, RadioEpisodeFactory, mention
from tests.search.scenes import spoken_work
from tests.subtitles.factories import imported, published

pytestmark = pytest.mark.django_db


def items(work_ids: Iterable[int]) -> list[Item]:
    return [item for entry in entries(dict.fromkeys(work_ids, 1)) for item in entry.items]


def words_of(item: Item) -> set[str]:
    passages = [*item.titles, *item.texts, *(cue.passage for cue in item.cues)]
    return {term for passage in passages for term in passage.terms}


def test_a_work_without_sound_is_one_item_of_its_titles_texts_and_names() -> None:
    book = BookFactory(titles={"sv": "Min röst", "fa": "صدای من"}, summaries={"en": "A voice"}, year=2001)
    mention(book, PersonFactory(names={"sv": "Anna Ek"}), "aut")
    assert (items([book.pk])) == [
        Item(
            id=book.pk * 2 + 1,
            work_id=book.pk,
            recording_id=None,
            kind="book",
            year=2001,
            languages=("sv", "fa", "en"),
            titles=(Passage("sv", ("min", "röst")), Passage("fa", ("صدا", "من"))),
            texts=(Passage("en", ("a", "voic")), Passage("sv", ("ann", "ek"))),
        )
    ]


def test_a_recording_is_an_item_of_the_cues_of_its_published_tracks() -> None:
    work, recording = spoken_work({"sv": ["Om <i>friheten</i>", "Fred"], "fa": ["آزادی"]}, titles={"sv": "Film"})
    link = WorkRecording.objects.get(work=work)
    swedish, persian = Track.objects.order_by("pk")
    uuids = [cue.uuid for track in (swedish, persian) for cue in track.published_cues()]
    [item] = items([work.pk])
    assert (item.id, item.recording_id, item.languages) == (link.pk * 2, recording.pk, ("sv", "fa"))
    assert item.cues == (
        CueEntry(0, swedish.pk, "sv", uuids[0], 1000, 1900, Passage("sv", ("om", "frihet"))),
        CueEntry(1, swedish.pk, "sv", uuids[1], 2000, 2900, Passage("sv", ("fred",))),
        CueEntry(2, persian.pk, "fa", uuids[2], 1000, 1900, Passage("fa", ("ازادی",))),
    )


def test_what_no_stranger_may_be_shown_in_lists_has_no_item() -> None:
    hidden = [
        BookFactory(audience="unlisted"),
        BookFactory(audience="researchers"),
        BookFactory(audience="staff"),
        BookFactory(live=False),
        BookFactory(withdrawn=True),
        BookFactory(embargo_until=timezone.now() + timedelta(days=1)),
    ]
    assert list(entries({work.pk: 7 for work in hidden})) == [Entry(work.pk, 7) for work in hidden]


def test_a_closed_recording_leaves_its_work_with_titles_alone() -> None:
    work, recording = spoken_work({"sv": ["hemligt"]}, titles={"sv": "öppet"})
    RestrictionFactory(recording=recording, basis="consent", source="consent:1", audience="staff")
    [item] = items([work.pk])
    assert (item.recording_id, words_of(item)) == (None, {"öpp"})


def test_what_is_not_published_of_a_track_is_left_out() -> None:
    work, recording = spoken_work({"sv": ["ett"]})
    imported(recording, "två", language="sv")
    imported(recording, "tre", language="en")
    hidden = published(recording, "fyra", language="fa").track
    publishing.unpublish(hidden)
    [item] = items([work.pk])
    assert [cue.passage.terms for cue in item.cues] == [("ett",)]


def test_a_closed_name_is_left_out() -> None:
    book = BookFactory(titles={"sv": "bok"})
    mention(book, PersonFactory(names={"sv": "Hemlig"}, audience="staff"))
    [item] = items([book.pk])
    assert words_of(item) == {"bok"}


def test_reading_many_works_costs_as_many_queries_as_reading_one(django_assert_num_queries: object) -> None:
    works = [spoken_work({"sv": ["ett"], "fa": ["آزادی"]}, RadioEpisodeFactory)[0] for _ in range(3)]
    mention(works[0], PersonFactory())
    mention(works[1], PersonFactory())
    for work in works:
        work.recordings_links.create(recording=RecordingFactory(), part=2)
    for chosen in (works[:1], works):
        with django_assert_num_queries(10):  # type: ignore[operator]
            assert len(items([work.pk for work in chosen])) == len(chosen)


def test_every_part_of_a_cue_is_read_by_the_rules_of_its_own_language() -> None:
    work, _ = spoken_work(
        {"sv": ["Kvinnorna sa <lang prs>می‌خواهیم</lang> igen", "<lang ps>موږ</lang>", "<lang no>fred</lang>"]}
    )
    [item] = items([work.pk])
    track = Track.objects.get()
    first, second, third = (cue.uuid for cue in track.published_cues())
    assert item.cues == (
        CueEntry(0, track.pk, "sv", first, 1000, 1900, Passage("sv", ("kvinn", "sa"))),
        CueEntry(1, track.pk, "prs", first, 1000, 1900, _passage("می‌خواهیم", "fa")),
        CueEntry(2, track.pk, "sv", first, 1000, 1900, Passage("sv", ("igen",))),
        CueEntry(3, track.pk, "ps", second, 2000, 2900, _passage("موږ", "und")),
        CueEntry(4, track.pk, "sv", third, 3000, 3900, Passage("und", ("fred",))),
    )
    assert {"sv", "prs", "ps"} <= {*item.languages}


def _passage(text: str, field: str) -> Passage:
    return Passage(field, tuple(term.text for term in analyse(text, field)))
