"""Links survive what is done to a translation: splits, merges, retiming, what goes and comes back."""

import pytest

from subtitles import workbench
from subtitles.models import Link
from subtitles.workbench import links
from tests.subtitles.factories import imported, public_recording
from tests.subtitles.workbench.links.standing import beside, delete, merge, restore, seen, split, state
from tests.subtitles.workbench.sending import cues, sent, text

pytestmark = pytest.mark.django_db


def test_the_first_links_are_by_time_and_are_made_once() -> None:
    scene = beside("ett två", "one two three")
    assert scene.hangs() == {"one": {"ett": None}, "two": {"två": None}}
    made = set(Link.objects.values_list("pk", flat=True))
    links.begin(scene.track, state(scene.track), scene.source, state(scene.source))
    assert set(Link.objects.values_list("pk", flat=True)) == made


def test_what_says_nothing_has_no_link_yet() -> None:
    scene = beside("ett två", "one two")
    Link.objects.all().delete()
    scene.write(text(scene.ours("two"), " "))
    links.begin(scene.track, state(scene.track), scene.source, state(scene.source))
    assert scene.hangs() == {"one": {"ett": None}}


def test_links_are_not_made_of_what_is_old_by_now() -> None:
    scene = beside("ett två", "one two")
    Link.objects.all().delete()
    before = state(scene.source)
    scene.write_source(text(scene.theirs("ett"), "ettan"))
    links.begin(scene.track, state(scene.track), scene.source, before)
    assert scene.hangs() == {}


def test_both_halves_hang_on_what_the_whole_did() -> None:
    scene = beside("ett två", "one two")
    change = split(scene.ours("one"), 2)
    scene.write(change)
    scene.names["half"] = str(change["into"])
    assert scene.hangs() == {"one": {"ett": None}, "half": {"ett": None}, "two": {"två": None}}
    # Taken back, and done again.
    half = scene.ours("half")
    scene.write(delete(half))
    assert scene.hangs() == {"one": {"ett": None}, "two": {"två": None}}
    scene.write(restore(half))
    assert scene.hangs()["half"] == {"ett": None}


def test_a_whole_hangs_on_what_its_halves_did_and_each_has_its_own_again() -> None:
    scene = beside("ett två", "one two")
    two = scene.ours("two")
    scene.write(merge(scene.ours("one"), two))
    assert scene.hangs() == {"one": {"ett": None, "två": None}}
    scene.write(restore(two))
    assert scene.hangs() == {"one": {"ett": None}, "two": {"två": None}}


def test_a_split_of_what_was_merged_hangs_on_all() -> None:
    scene = beside("ett två", "one two")
    scene.write(merge(scene.ours("one"), scene.ours("two")))
    change = split(scene.ours("one"), 4)
    scene.write(change)
    scene.names["half"] = str(change["into"])
    assert scene.hangs() == {name: {"ett": None, "två": None} for name in ("one", "half")}


def test_what_was_split_and_merged_again_hangs_once() -> None:
    scene = beside("ett", "one")
    change = split(scene.ours("one"), 2)
    scene.write(change)
    scene.names["half"] = str(change["into"])
    scene.write(merge(scene.ours("one"), scene.ours("half")), split(scene.ours("one"), 2))
    assert scene.hangs()["one"] == {"ett": None}


def test_a_whole_stays_what_its_halves_were() -> None:
    scene = beside("ett två", "one two")
    scene.write_source(text(scene.theirs("två"), "tvåan"))
    scene.write(merge(scene.ours("one"), scene.ours("two")))
    assert scene.hangs() == {"one": {"ett": None, "två": "två"}}


def test_times_change_no_link() -> None:
    scene = beside("ett två", "one two")
    one = scene.ours("one")
    scene.write(sent("times", one["uuid"], was=[one["start"], one["end"]], times=[2000, 2900]))
    scene.write_source(sent("shift", None, **{"from": 0}, ms=40_000))
    assert scene.hangs() == {"one": {"ett": None}, "two": {"två": None}}


def test_what_did_not_come_to_be_moves_no_link() -> None:
    scene = beside("ett två", "one two")
    one, two = scene.ours("one"), scene.ours("two")
    scene.write(text(one, "uno"))
    stale = [{**delete(one), "base": 0}, {**merge(one, two), "was": ["x", "y"], "text": "z"}]
    results = [change.get("result", {}) for change in scene.write(*stale)]
    assert ["conflict" in result for result in results] == [True, True]
    assert scene.hangs() == {"one": {"ett": None}, "two": {"två": None}}


def test_whoever_writes_beside_a_source_makes_the_link() -> None:
    scene = beside("ett två", "one")
    new = "00000000-0000-4000-8000-000000000001"
    insert = sent("insert", new, times=[2000, 2900], text="two")
    scene.write(insert, seen({**scene.ours("one"), "uuid": new}, scene.theirs("två")))
    scene.names["two"] = new
    assert scene.hangs() == {"one": {"ett": None}, "two": {"två": None}}


def test_nobody_makes_a_link_to_what_is_not_in_its_source() -> None:
    scene, other = beside("ett", "one"), beside("hemligt", "secret")
    change = sent("seen", scene.names["one"], seen={other.names["hemligt"]: "x", scene.names["one"]: "y"})
    scene.write(change)
    assert scene.hangs() == {"one": {"ett": None}}
    assert other.hangs() == {"secret": {"hemligt": None}}


def test_a_file_that_comes_in_beside_its_source_is_linked_at_once() -> None:
    recording = public_recording(language="sv")
    source = imported(recording, "ett", "två", language="sv").track
    track = imported(recording, "one", "two", language="en").track
    workbench.submit(source, 0, [text(cues(source)[1], "tvåan")], None)
    told = [found for cue in cues(track) for found in links.all_of(track, source)[cue["uuid"]].values()]
    assert told == [None, "två"]
