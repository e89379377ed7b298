"""What awaits somebody who translates, and nothing of what she may not see."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from archive.access import viewer_of
from subtitles import workbench
from subtitles.flow import assign
from subtitles.models import Assignment, Stage, Step, Track, Translator
from subtitles.overview import mine
from subtitles.overview.mine import Stale, Work
from subtitles.workbench import links
from tests.archive.factories import RecordingFactory, RestrictionFactory
from tests.subtitles.factories import TrackFactory, imported, published
from tests.subtitles.workbench.sending import cues, name, sent, text, track_of

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def give(track: Track, to: User, task: str = "translate", **about: object) -> Assignment:
    return Assignment.objects.create(track=track, person=to, task=task, **about)


def tracks(works: list[Work]) -> list[Track]:
    return [work.entry.track for work in works]


def at_review(track: Track, by: User | None) -> Track:
    Track.objects.filter(pk=track.pk).update(stage=Stage.REVIEW)
    Step.objects.create(track=track, stage=Stage.REVIEW, by=by)
    return Track.objects.get(pk=track.pk)


def test_what_she_is_given_stands_by_its_day_with_how_far_it_is(translator: User, archivist: User) -> None:
    recording = RecordingFactory(language="fa")
    published(recording, "یک", "دو", language="fa")
    undated, late, soon = (TrackFactory(recording=recording, language=code) for code in ("sv", "en", "ar"))
    workbench.submit(late, 0, [sent("insert", name(1), times=[0, 900], text="word")], translator)
    give(undated, translator, start_ms=0, end_ms=60_000)
    give(soon, translator, due=date.today() + timedelta(days=3))
    give(late, translator, due=date.today() - timedelta(days=1), note="Bråttom")
    give(late, archivist)
    give(soon, translator, done_at=NOW, due=date(2000, 1, 1))
    works, more = mine.assigned(translator, viewer_of(translator))
    assert (tracks(works), more) == ([late, soon, undated], 0)
    assert [(work.is_late, work.span, work.note) for work in works] == [
        (True, None, "Bråttom"),
        (False, None, ""),
        (False, (0, 60_000), ""),
    ]
    assert [work.far for work in works] == [(1, 2), (0, 2), (0, 2)]


def test_a_stretch_is_counted_by_itself_and_a_review_by_what_is_confirmed(translator: User) -> None:
    recording = RecordingFactory(language="fa")
    published(recording, "یک", "دو", "سه", language="fa")
    track = imported(recording, "Ett", "Två", "", language="sv").track
    give(track, translator, start_ms=2000, end_ms=9000)
    give(track, translator, "review")
    give(track, translator, "review", start_ms=0, end_ms=2000)
    workbench.submit(track, 0, [sent("confirm", cues(track)[0]["uuid"], confirmed=True)], translator)
    works, _more = mine.assigned(translator, viewer_of(translator))
    assert [work.far for work in works] == [(1, 2), (1, 3), (1, 1)]


def test_more_than_a_screen_of_work_is_counted(translator: User) -> None:
    recording = RecordingFactory()
    for number in range(mine.MOST_ASSIGNED + 3):
        give(TrackFactory(recording=recording, label=str(number)), translator)
    works, more = mine.assigned(translator, viewer_of(translator))
    assert (len(works), more) == (mine.MOST_ASSIGNED, 3)


def test_what_others_sent_to_review_waits_for_her_unless_it_is_somebody_elses(
    translator: User, archivist: User
) -> None:
    first, second = at_review(TrackFactory(language="sv"), archivist), at_review(TrackFactory(language="fa"), None)
    at_review(TrackFactory(language="sv"), translator)
    given = at_review(TrackFactory(language="sv"), archivist)
    give(given, archivist, "review")
    TrackFactory(language="sv")
    assert tracks(mine.for_review(translator, viewer_of(translator))) == [first, second]
    Translator.objects.create(user=translator, languages=["fa"])
    assert tracks(mine.for_review(translator, viewer_of(translator))) == [second]


def test_what_she_wrote_last_comes_first_and_what_is_at_rest_or_given_stays_away(
    translator: User, archivist: User
) -> None:
    older, newer, others, out, given = (track_of("ett") for _ in range(5))
    for track in (older, newer, out, given):
        workbench.submit(track, 0, [text(cues(track)[0], "en")], translator)
    workbench.submit(others, 0, [text(cues(others)[0], "en")], archivist)
    at_review(out, translator)
    viewer = viewer_of(translator)
    assert tracks(mine.lately(translator, viewer, [given.pk])) == [newer, older]


def test_comments_of_others_on_her_tracks_are_told_the_newest_first(translator: User, archivist: User) -> None:
    hers, given, foreign = track_of("ett"), track_of("två"), track_of("tre")
    workbench.submit(hers, 0, [text(cues(hers)[0], "en")], translator)
    give(given, translator)
    for track, said in ((hers, "Bra!"), (given, "Varför?"), (foreign, "Nej")):
        workbench.submit(track, 0, [sent("comment", cues(track)[0]["uuid"], text=said)], archivist)
    workbench.submit(hers, 0, [sent("comment", cues(hers)[0]["uuid"], text="Mitt eget")], translator)
    viewer = viewer_of(translator)
    found = mine.comments(translator, viewer, timezone.now())
    assert [(each.text, each.by, each.cue) for each in found] == [
        ("Varför?", "archivist", cues(given)[0]["uuid"]),
        ("Bra!", "archivist", cues(hers)[0]["uuid"]),
    ]
    assert mine.comments(translator, viewer, timezone.now() + timedelta(days=31)) == []


def test_an_answer_reaches_who_only_commented_and_what_is_seen_to_is_not_told_until_it_is_open_again(
    translator: User, archivist: User
) -> None:
    track = track_of("ett")
    first = cues(track)[0]["uuid"]
    workbench.submit(track, 0, [sent("comment", first, text="Varför?")], archivist)
    workbench.submit(track, 0, [answer := sent("comment", first, text="Därför.")], translator)
    viewer, now = viewer_of(archivist), timezone.now()
    assert [each.text for each in mine.comments(archivist, viewer, now)] == ["Därför."]
    for resolved, told in ((True, []), (False, ["Därför."]), (True, [])):
        workbench.submit(track, 0, [sent("resolve", first, of=answer["id"], resolved=resolved)], archivist)
        assert [each.text for each in mine.comments(archivist, viewer, now)] == told
    beside = workbench.beside.comments(track, workbench.state_at(track))
    assert [(each["text"], each["resolved"]) for each in beside] == [("Varför?", False), ("Därför.", True)]


def test_who_is_named_in_a_comment_is_told_where_she_may_see_the_track(translator: User, archivist: User) -> None:
    User.objects.filter(pk=translator.pk).update(first_name="Åsa", last_name="Öberg")
    translator.refresh_from_db()
    said = ("Fråga @Åsa Öberg.", "@translator: ja?", "@translators", "@Åsa Öbergson", "a@b translator")
    track, closed = track_of("ett"), track_of("två")
    Track.objects.filter(pk=closed.pk).write_rule(audience="archivists")
    for each in (track, closed):
        for words in said:
            workbench.submit(each, 0, [sent("comment", cues(each)[0]["uuid"], text=words)], archivist)
    found = mine.comments(translator, viewer_of(translator), timezone.now())
    assert [(each.track, each.text) for each in found] == [(track, said[1]), (track, said[0])]


def test_cues_whose_source_was_changed_lead_to_the_first_of_them(translator: User, archivist: User) -> None:
    recording = RecordingFactory(language="fa")
    source = imported(recording, "یک", "دو", "سه", language="fa").track
    track = imported(recording, "Ett", "Två", "Tre", language="sv", by=translator).track
    links.begin(track, workbench.state_at(track), source, workbench.state_at(source))
    viewer = viewer_of(translator)
    assert mine.stale(translator, viewer) == []
    first, second, _third = cues(source)
    workbench.submit(source, 0, [text(first, "یکم"), text(second, "دوم")], archivist)
    assert mine.stale(translator, viewer) == [Stale(track, cues(track)[0]["uuid"], 2)]
    assert mine.stale(archivist, viewer_of(archivist)) == []
    Track.objects.filter(pk=source.pk).write_rule(audience="archivists")
    assert mine.stale(translator, viewer) == []


def test_who_is_invited_meets_what_she_is_given_and_no_more(invited: User, archivist: User) -> None:
    given, other = TrackFactory(language="sv"), TrackFactory(language="sv")
    assign(given, invited, by=archivist)
    at_review(other, archivist)
    viewer = viewer_of(invited)
    assert tracks(mine.assigned(invited, viewer)[0]) == [given]
    assert mine.for_review(invited, viewer) == []
    assert mine.lacking(invited, viewer) == []


def test_what_lacks_a_language_is_counted_in_hers(translator: User) -> None:
    published(RecordingFactory(), language="sv")
    RecordingFactory()
    viewer = viewer_of(translator)
    assert {each.language: each.count for each in mine.lacking(translator, viewer)} == {"sv": 1, "en": 2, "fa": 2}
    Translator.objects.create(user=translator, languages=["ps", "sv"])
    assert [(each.language, each.count) for each in mine.lacking(translator, viewer)] == [("sv", 1), ("ps", 2)]


def test_nothing_is_told_of_what_was_withdrawn_meanwhile(translator: User, archivist: User) -> None:
    recording = RestrictionFactory(withdrawn=True).recording
    track = imported(recording, "ett", language="sv").track
    workbench.submit(track, 0, [text(cues(track)[0], "en")], translator)
    workbench.submit(track, 0, [sent("comment", cues(track)[0]["uuid"], text="hemligt")], archivist)
    give(track, translator)
    give(track, translator, "review")
    viewer = viewer_of(translator)
    assert mine.assigned(translator, viewer) == ([], 0)
    assert mine.lately(translator, viewer) == []
    assert mine.comments(translator, viewer, timezone.now()) == []
    at_review(track, archivist)
    assert mine.for_review(translator, viewer) == []
    assert {each.count for each in mine.lacking(translator, viewer)} == {0}
