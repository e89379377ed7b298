"""What somebody who does not know the language can see of a translation."""

import pytest

from subtitles import flow, importing
from subtitles.models import Revision
from tests.subtitles.factories import public_recording, published, vtt

pytestmark = pytest.mark.django_db
LONG = "این جمله آن‌قدر دراز است که هیچ‌کس در نه دهم ثانیه آن را نمی‌خواند و هیچ پرده‌ای آن را در یک سطر نمی‌گنجاند"
LATE = b"WEBVTT\n\n00:02.600 --> 00:03.500\nnej\n\n00:59.000 --> 01:01.500\nslut\n"


def beside(source: bytes, target: bytes) -> Revision:
    recording = public_recording(language="sv")
    importing.import_track(recording, source, "film.vtt", "sv")
    return importing.import_track(recording, target, "film.vtt", "fa").revision


def test_nothing_is_found_in_what_is_whole() -> None:
    found = flow.check(beside(vtt("Frihet", "nu"), vtt("آزادی", "اکنون")))
    assert (found.cues, found.empty, found.late, found.long, found.errors) == (2, (), (), (), 0)
    assert found.count == 0


def test_what_is_empty_or_missing_is_found_where_it_is() -> None:
    found = flow.check(beside(vtt("Frihet", "nu", "hem"), vtt("", "اکنون")))
    assert (found.empty[0], len(found.empty) > 1, found.errors > 0) == (1000, True, True)


def test_what_cannot_be_read_in_its_time_is_found() -> None:
    assert flow.check(beside(vtt("Frihet", "nu"), vtt("آزادی", LONG))).long == (2000,)


def test_what_comes_after_what_is_said_or_after_the_end_is_late() -> None:
    source = b"WEBVTT\n\n00:01.000 --> 00:03.000\nja\n"
    assert flow.check(beside(source, LATE)).late == (2600, 59000)


def test_a_track_without_a_source_is_checked_by_itself() -> None:
    done = published(None, "Frihet")
    assert flow.check(done.revision).count == 0
