"""A few cues are answered as they are among all others."""

import re
from uuid import UUID

import pytest

from subtitles import importing, reviewing, rules
from subtitles.models import Profile, Revision
from subtitles.reviewing import ALL, Row
from subtitles.rules import Finding
from subtitles.timing import as_vtt
from subtitles.workbench import finding
from tests.config.running import ROOT
from tests.subtitles.factories import public_recording
from tests.subtitles.shaping import corpus

pytestmark = pytest.mark.django_db
COUNT = 60
NIL = UUID(int=0)
# What is found in every language, beside each cue of the corpus: a slip of some kind.
SLIPS = ("", "", "  två", "«", "»", '"', " zqxw 12", " +98", "\u200c", "-hej", "<i>ك</i>", "ي", " SKRIK SKRIK SKRIK")


def revision_of(language: str, recording: object, seed: int) -> Revision:
    texts = corpus.cues(language)
    said = [texts[at % len(texts)] + SLIPS[at * seed % len(SLIPS)] for at in range(COUNT)]
    times = [(as_vtt(at * 2500 + at % 3 * 400), as_vtt(at * 2500 + 2300)) for at in range(COUNT)]
    cues = [f"{start} --> {end}\n{text}\n" for (start, end), text in zip(times, said, strict=True)]
    data = ("WEBVTT\n\n" + "\n".join(cues)).encode()
    return importing.import_track(recording, data, "film.vtt", language).revision  # type: ignore[arg-type]


def as_found(found: list[Finding], first: int = 0) -> list[tuple[str, str, int, int, int, object]]:
    return sorted(
        (each.code, each.severity, each.cue + first, each.start, each.end, str(each.repair)) for each in found
    )


@pytest.mark.parametrize("language", ["sv", "fa", "en"])
def test_a_slice_with_its_neighbours_is_answered_as_the_whole_is(language: str) -> None:
    recording = public_recording(language="fa" if language == "sv" else "sv")
    revision_of(recording.language, recording, 5)
    revision = revision_of(language, recording, 7)
    cues = reviewing.rows(revision)
    elsewhere = {*finding.COUNTED, "missing_translation", "stale"}
    whole = as_found([each for each in reviewing.review(revision).findings if each.code not in elsewhere])
    assert len({code for code, *_ in whole}) >= 4
    for at in (0, 1, 13, 14, 37, COUNT - 1):
        first, last = max(0, at - rules.REACH), at + rules.REACH + 1
        found = as_found(finding.find(revision.track, cues[first:last], ALL), first)
        assert [each for each in found if each[2] == at] == [each for each in whole if each[2] == at]


def test_what_somebody_switched_off_is_not_found() -> None:
    revision = revision_of("sv", public_recording(), 7)
    Profile.objects.create(name="ours", severities={"spelling": "off", "double_space": "error"}, is_default=True)
    found = finding.find(revision.track, reviewing.rows(revision), ALL)
    assert {each.severity.value for each in found if each.code == "double_space"} == {"error"}
    assert "spelling" not in {each.code for each in found}


def test_nothing_is_found_in_no_cues() -> None:
    assert finding.find(revision_of("sv", public_recording(language="fa"), 7).track, [], ALL) == []


def test_no_cue_that_ends_before_it_begins_is_too_much() -> None:
    track = revision_of("fa", public_recording(language="sv"), 7).track
    finding.find(track, [Row(0, NIL, 9000, 0, "", "<i>" * 500), Row(0, NIL, 0, 0, "line:0", "\u202e" * 9)], ALL)


def test_the_browser_sends_as_many_neighbours_as_a_rule_looks_at() -> None:
    module = (ROOT / "static/js/workbench/asking.js").read_text()
    assert re.search(r"const REACH = (\d+);", module)[1] == str(rules.REACH)  # type: ignore[index]
