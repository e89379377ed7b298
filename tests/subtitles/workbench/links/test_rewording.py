"""What is done to a source makes exactly that stale which was held against other words."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.contrib.auth.models import User

from subtitles import importing, workbench
from subtitles.changes import Cue
from subtitles.models import Link
from tests.subtitles.factories import vtt
from tests.subtitles.workbench.links.standing import Beside, beside, delete, merge, restore, seen, split
from tests.subtitles.workbench.sending import cues, sent, text

pytestmark = pytest.mark.django_db


def test_other_words_of_a_source_make_that_stale_which_hangs_on_it() -> None:
    scene = beside("ett två tre", "one two three")
    scene.write_source(text(scene.theirs("två"), "tvåan"))
    assert scene.hangs() == {"one": {"ett": None}, "two": {"två": "två"}, "three": {"tre": None}}
    scene.write_source(text(scene.theirs("två"), "två"))
    assert scene.stale() == set()


@pytest.mark.parametrize("same", ["<i>ett</i>", "<v Mina>ett", "ett\n", "e&#116;t"])
def test_other_tags_and_lines_are_the_same_words(same: str) -> None:
    scene = beside("ett", "one")
    scene.write_source(text(scene.theirs("ett"), same))
    assert scene.stale() == set()


def test_times_of_a_source_make_nothing_stale() -> None:
    scene = beside("ett två", "one two")
    one = scene.theirs("ett")
    scene.write_source(sent("times", one["uuid"], was=[one["start"], one["end"]], times=[5000, 6000]))
    scene.write_source(sent("shift", None, **{"from": 0}, ms=100), sent("confirm", one["uuid"], confirmed=True))
    assert scene.hangs() == {"one": {"ett": None}, "two": {"två": None}}


def halved(scene: Beside, name: str, at: int, keeps: str = "first") -> None:
    change = split(scene.theirs(name), at, keeps=keeps)
    scene.write_source(change)
    scene.names["half"] = str(change["into"])


@pytest.mark.parametrize("keeps", ["first", "second"])
def test_who_hung_on_a_whole_hangs_on_both_its_halves_and_is_not_stale(keeps: str) -> None:
    scene = beside("ett två", "one two")
    halved(scene, "ett", 2, keeps)
    assert scene.hangs() == {"one": {"ett": None, "half": None}, "two": {"två": None}}
    scene.write_source(text(scene.theirs("half"), "annat"))
    assert scene.hangs()["one"] == {"ett": None, "half": "et" if keeps == "second" else "t"}


def test_a_split_that_is_taken_back_leaves_nothing_stale() -> None:
    scene = beside("ett två", "one two")
    halved(scene, "ett", 2)
    half = scene.theirs("half")
    scene.write_source(text(scene.theirs("ett"), "ett"), delete(half))
    assert scene.stale() == set()
    scene.write_source(text(scene.theirs("ett"), "et"), restore(half))
    assert scene.hangs()["one"] == {"ett": None, "half": None}


def test_who_was_stale_before_a_split_is_so_after() -> None:
    scene = beside("ett", "one")
    scene.write_source(text(scene.theirs("ett"), "annat ord"))
    halved(scene, "ett", 5)
    assert scene.hangs() == {"one": {"ett": "ett", "half": ""}}


def test_who_hung_on_halves_hangs_on_the_whole_and_is_not_stale() -> None:
    scene = beside("ett två tre", "one two three")
    two = scene.theirs("två")
    scene.write_source(merge(scene.theirs("ett"), two))
    assert scene.hangs() == {"one": {"ett": None}, "two": {"ett": None}, "three": {"tre": None}}
    scene.write_source(text(scene.theirs("ett"), "ett"), restore(two))
    assert scene.hangs() == {"one": {"ett": None}, "two": {"två": None}, "three": {"tre": None}}


def test_a_merge_that_says_something_else_makes_both_stale() -> None:
    scene = beside("ett två", "one two")
    scene.write_source({**merge(scene.theirs("ett"), scene.theirs("två")), "text": "tolv", "was": ["ett", "två"]})
    assert scene.stale() == {"one", "two"}


def test_words_that_are_typed_beside_a_split_are_told_apart() -> None:
    scene = beside("ett två tre", "one two three")
    change = split(scene.theirs("ett"), 2)
    scene.write_source(change, text(scene.theirs("tre"), "trea"))
    scene.names["half"] = str(change["into"])
    assert scene.stale() == {"three"}


def test_what_is_gone_from_a_source_is_a_reason_of_its_own_and_may_come_back() -> None:
    scene = beside("ett två", "one two")
    two = scene.theirs("två")
    scene.write_source(delete(two))
    assert scene.hangs()["two"] == {"två": "två"}
    scene.write_source(restore(two))
    assert scene.stale() == set()
    scene.write_source(delete(two))
    # Held against nothing it is as it should be.
    scene.write(seen(scene.ours("two"), {**two, "text": ""}))
    assert scene.stale() == set()


def test_it_is_still_right_by_the_words_that_were_seen_and_by_no_others(translator: User) -> None:
    scene = beside("ett två", "one two")
    scene.write_source(text(scene.theirs("ett"), "ettan"), text(scene.theirs("två"), "tvåan"))
    old: Cue = {**scene.theirs("ett"), "text": "etta"}
    workbench.submit(scene.track, 0, [seen(scene.ours("one"), old)], translator)
    assert scene.hangs()["one"] == {"ett": "etta"}
    workbench.submit(scene.track, 1, [seen(scene.ours("one"), scene.theirs("ett"))], translator)
    assert scene.hangs() == {"one": {"ett": None}, "two": {"två": "två"}}
    assert Link.objects.get(cue=scene.names["one"]).by == translator
    # Taken back, it is stale again.
    workbench.submit(scene.track, 2, [seen(scene.ours("one"), {**old, "text": "ett"})], translator)
    assert scene.hangs()["one"] == {"ett": "ett"}


def test_a_file_that_brings_other_words_of_a_source_makes_that_stale_too() -> None:
    scene = beside("ett två", "one two")
    importing.import_track(scene.source.recording, vtt("ett", "tvåan"), "b.vtt", "sv", track=scene.source)
    assert scene.hangs() == {"one": {"ett": None}, "two": {"två": "två"}}


def test_what_was_brought_back_of_a_source_is_fresh_again() -> None:
    scene = beside("ett två", "one two")
    scene.write_source(text(scene.theirs("ett"), "ettan"))
    workbench.restore(scene.source, 0)
    assert scene.stale() == set()


def test_no_other_track_is_touched() -> None:
    scene, other = beside("ett", "one"), beside("ett", "one")
    scene.write_source(text(scene.theirs("ett"), "ettan"))
    assert (scene.stale(), other.stale()) == ({"one"}, set())


@pytest.mark.parametrize("many", [2, 9])
def test_a_change_of_a_source_costs_as_many_queries_whatever_hangs_on_others(
    many: int, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    words = " ".join(f"ord{number}" for number in range(many))
    scene = beside(words, words.replace("ord", "word"))
    change = text(cues(scene.source)[0], "annat")
    with django_assert_num_queries(13):  # two of them begin the work on the source
        workbench.submit(scene.source, 0, [change], None)
    assert scene.stale() == {"word0"}
