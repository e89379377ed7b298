"""What was done by month and language: each cue once, what machines made not at all, people as a number."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import User
from django.db.models import QuerySet

from archive.models import Event
from subtitles import publishing, revising, workbench
from subtitles.changes import Cue
from subtitles.models import Change, Revision, Track
from subtitles.overview import figures
from subtitles.overview.figures import Figures
from tests.archive.factories import RecordingFactory
from tests.subtitles.factories import TrackFactory, imported, published
from tests.subtitles.workbench.sending import cues, name, sent, text, track_of

pytestmark = pytest.mark.django_db


def on(month: int, year: int = 2025, day: int = 15) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


def done(at: datetime, track: Track, *changes: dict[str, object], by: User | None = None) -> None:
    """These changes, at this moment. They are written once, so that only the database itself moves them."""
    before = track.changes.count()
    assert workbench.submit(track, before, list(changes), by).refused == []
    QuerySet(Change).filter(track=track, number__gt=before).update(at=at)


def put_out(at: datetime, track: Track) -> None:
    revision = track.revisions.first()
    assert revision
    publishing.publish(revision, despite="Prov.")
    newest = Event.objects.filter(code__startswith="track.published", subject_id=track.pk).latest("pk")
    Event.objects.filter(pk=newest.pk).update(at=at)


def told(year: int = 2025) -> dict[tuple[int, str], tuple[int, int, int]]:
    """(cues, words, people), by month and language."""
    return {
        (month.first.month, language): (each.cues, each.words, len(each.people))
        for month in figures.of_year(year)
        for language, each in month.languages.items()
    }


def test_a_cue_is_counted_once_in_a_month_with_the_words_it_had_at_its_end(translator: User, archivist: User) -> None:
    track = track_of("ett", "två")
    first, second = cues(track)
    done(on(3), track, text(first, "nu är det tre"), by=translator)
    done(
        on(3, day=16),
        track,
        sent("text", first["uuid"], 1, was="nu är det tre", text="<i>två</i> ord –"),
        by=translator,
    )
    done(on(4), track, sent("text", second["uuid"], 2, was="två", text="ett annat"), by=archivist)
    assert told() == {(3, "sv"): (1, 2, 1), (4, "sv"): (1, 2, 1)}
    assert figures.of_year(2025)[0].first == date(2025, 3, 1)
    whole = figures.together(month.whole for month in figures.of_year(2025))
    assert (whole.cues, whole.words, len(whole.people)) == (2, 4, 2)
    assert told(2024) == {}


def test_what_is_split_merged_or_deleted_is_not_counted_twice(translator: User) -> None:
    track: Track = TrackFactory(language="fa")
    one, two, three = (name(number) for number in (1, 2, 3))
    done(
        on(5),
        track,
        sent("insert", one, times=[0, 4000], text="ett två tre fyra"),
        sent("split", one, into=two, texts=["ett två", "tre fyra"], times=[[0, 2000], [2000, 4000]], keeps="second"),
        sent("insert", three, times=[5000, 6000], text="fem"),
        sent("merge", one, 0, text="tre fyra fem", times=[2000, 6000], **{"with": three}),
        by=translator,
    )
    assert told() == {(5, "fa"): (2, 5, 1)}
    done(on(5, day=17), track, sent("delete", two, 4, was=cues(track)[0]), by=translator)
    assert told() == {(5, "fa"): (1, 3, 1)}


def test_a_text_that_did_not_come_to_stand_is_not_counted(translator: User, archivist: User) -> None:
    track = track_of("ett")
    cue = cues(track)[0]
    done(on(6), track, text(cue, "en"), by=translator)
    done(on(6), track, text(cue, "enda ord"), by=archivist)
    assert told() == {(6, "sv"): (1, 1, 2)}


def test_machines_are_nobody_and_whoever_brings_a_file_is_somebody(translator: User) -> None:
    recording = RecordingFactory(language="fa")
    for origin in ("machine", "imported"):
        revision = imported(recording, "ett", language="sv", origin=origin, by=translator).revision
        Revision.objects.filter(pk=revision.pk).update(created_at=on(7))
    draft = recording.tracks.get(by_machine=True)
    done(on(7), draft, text(cues(draft)[0], "en två"), by=translator)
    assert told() == {(7, "sv"): (0, 0, 1)}


def told_of_machines() -> dict[tuple[int, str], tuple[int, int, int, int]]:
    """(words that they drafted, people, words that the public meets unchecked, their minutes)"""
    return {
        (month.first.month, language): (
            each.drafted_words, len(each.people), each.machine_words, each.machine_minutes
        )
        for month in figures.of_year(2025)
        for language, each in month.languages.items()
    }  # fmt: skip


def machine(track: Track, at: datetime, *texts: str, by: User) -> Revision:
    """A machine makes cues of these texts of the track's, for whoever asked it to."""

    def make(cues: Sequence[Cue]) -> list[Cue]:
        return [
            {**cue, "text": text, "machine": cue["machine"] or text != cue["text"]}
            for cue, text in zip(cues, texts, strict=True)
        ]

    made = workbench.draft(track, make, "Apertium", by)
    assert made
    Revision.objects.filter(pk=made.pk).update(created_at=at)
    QuerySet(Change).filter(track=track, by=None).update(at=at)
    return made


def test_what_a_machine_made_for_somebody_is_counted_by_itself_and_not_as_hers(translator: User) -> None:
    track = track_of("ett", "", "")
    track.revisions.update(created_at=on(1))
    track.recording.duration_ms = 120_000
    track.recording.save()
    machine(track, on(3), "ett", "två ord", "", by=translator)
    assert (told_of_machines(), told()) == ({(3, "sv"): (2, 0, 0, 0)}, {(3, "sv"): (0, 0, 0)})
    # What it had made in March is in April's version too.
    machine(track, on(4), "ett", "två ord", "ännu ett ord", by=translator)
    assert told_of_machines() == {(3, "sv"): (2, 0, 0, 0), (4, "sv"): (3, 0, 0, 0)}
    put_out(on(5), track)
    assert told_of_machines()[5, "sv"] == (0, 0, 5, 2)


def test_what_is_published_of_a_machine_is_no_minute_and_no_word_of_a_persons(translator: User) -> None:
    recording = RecordingFactory(duration_ms=120_000)
    made = imported(recording, "ett två", "tre", language="sv", origin="machine", by=translator)
    Revision.objects.update(created_at=on(2))
    put_out(on(2), made.track)
    (month,) = figures.of_year(2025)
    assert told_of_machines() == {(2, "sv"): (3, 0, 3, 2)}
    assert (month.whole.published, month.whole.published_words, month.whole.minutes) == (1, 0, 0)
    # What a person has checked is published like any other.
    confirmed = revising.confirm(made.revision, None, translator)
    Revision.objects.filter(pk=confirmed.pk).update(created_at=on(2))
    QuerySet(Change).update(at=on(2))
    publishing.publish(confirmed, despite="Prov.")
    (month,) = figures.of_year(2025)
    assert told_of_machines() == {(2, "sv"): (3, 0, 0, 0)}
    assert (month.whole.published_words, month.whole.minutes) == (3, 2)


def test_a_track_is_published_in_the_month_in_which_the_public_first_met_it() -> None:
    recording = RecordingFactory(duration_ms=90_000)
    track = imported(recording, "ett två", "tre", language="sv").track
    put_out(on(2), track)
    publishing.unpublish(track)
    put_out(on(8), Track.objects.get(pk=track.pk))
    (month,) = figures.of_year(2025)
    assert month.first == date(2025, 2, 1)
    assert month.languages == {"sv": Figures(published=1, published_words=3, duration_ms=90_000)}
    assert month.whole.minutes == 2


def test_the_first_moment_of_a_month_is_that_of_the_archives_own_clock(translator: User) -> None:
    track = track_of("ett")
    done(datetime(2024, 12, 31, 23, 30, tzinfo=UTC), track, text(cues(track)[0], "en"), by=translator)
    assert told(2025) == {(1, "sv"): (1, 1, 1)}
    assert told(2024) == {}
    assert figures.years()[-1] == 2025


def test_without_anything_there_is_this_year() -> None:
    assert len(figures.years()) == 1
    assert figures.of_year(figures.years()[0]) == []
    published(None, "ett")
    assert len(figures.of_year(figures.years()[0])) == 1
