"""An archivist brings odd files in: what the page says of each, what she decides, and what the track then holds."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from archive.jobs import run
from archive.models import Job, Recording
from subtitles.models import PendingImport, Track
from tests.archive.factories import RecordingFactory
from tests.journeys import odd_files
from tests.journeys.conftest import OpenAs
from tests.journeys.odd_files import LONG, MANY, REFUSED, Odd, Refused
from tests.journeys.test_findings import reads

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(site: LiveServer, open_as: OpenAs, archivist: User) -> Page:
    reads(archivist, "en")
    return open_as(archivist)


def send(desk: Page, site: LiveServer, recording: Recording, file: Odd | Refused, language: str = "sv") -> None:
    """By the form, as far as the page about the file, or the form again."""
    desk.goto(f"{site.url}{reverse('tracks:import')}?recording={recording.pk}")
    desk.select_option("[name=language]", language)
    desk.set_input_files(
        "input[type=file]", {"name": file.name, "mimeType": "application/octet-stream", "buffer": file.data}
    )
    desk.locator("form[enctype] [type=submit]").first.click()


def told(desk: Page) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """What the page counts as kept, mended and dropped, and the codes of what it asks."""
    outcomes = desk.locator(".archive-outcomes > div")
    expect(outcomes).to_have_count(3)
    counts = (re.search(r"(\d+) (?:cue|part)s?\b", text) for text in outcomes.all_inner_texts())
    names = desk.locator(".archive-guess").evaluate_all("all => all.map(one => one.querySelector('input').name)")
    return tuple(int(found[1]) if found else 0 for found in counts), tuple(sorted(name[6:] for name in names))


def bring(desk: Page, site: LiveServer, file: Odd) -> dict[str, Any]:
    recording = RecordingFactory(title="Programme 7", duration_ms=odd_files.MINUTES * 60_000)
    send(desk, site, recording, file, file.language)
    counts, asked = told(desk)
    for code, answer in file.answers.items():
        desk.check(f"[name=guess-{code}][value={'yes' if answer else 'no'}]")
    assert not Track.objects.filter(recording=recording).exists()
    desk.click("button[name=import]")
    desk.wait_for_url("**/revisions/*/")
    revision = Track.objects.get(recording=recording).revisions.get()
    cues = list(revision.cues.all())
    return {
        "counts": counts,
        "asks": asked,
        "texts": [cue.text for cue in cues],
        "begins_ms": cues[0].start_ms,
        "open": len(revision.open_guesses),
        "public": revision.is_published,
    }


def wanted(file: Odd) -> dict[str, Any]:
    kept = {"counts": file.counts, "asks": tuple(sorted(file.asks)), "texts": file.texts, "begins_ms": file.begins_ms}
    return {**kept, "open": 0, "public": False}


@pytest.mark.parametrize("files", [odd_files.ENCODINGS, odd_files.TIMES, odd_files.MAKERS])
def test_an_odd_file_is_counted_asked_about_and_comes_in_as_it_was_decided(
    desk: Page, site: LiveServer, files: dict[str, Odd]
) -> None:
    found = {name: bring(desk, site, file) for name, file in files.items()}
    assert found == {name: wanted(file) for name, file in files.items()}


def test_what_cannot_be_used_is_refused_in_a_sentence_and_leaves_nothing(desk: Page, site: LiveServer) -> None:
    recording = RecordingFactory(title="Programme 7")
    said = {}
    for name, file in REFUSED.items():
        send(desk, site, recording, file)
        said[name] = desk.locator(".error-message").first.inner_text()
    assert {name: text for name, text in said.items() if REFUSED[name].sentence not in text} == {}
    assert (PendingImport.objects.count(), Track.objects.count()) == (0, 0)


def test_a_file_of_many_cues_is_taken_in_by_a_job(desk: Page, site: LiveServer) -> None:
    send(desk, site, RecordingFactory(title="Programme 7"), LONG)
    assert told(desk) == (LONG.counts, LONG.asks)
    desk.click("button[name=import]")
    expect(desk.locator("[data-job][data-state=waiting]")).to_be_visible()
    assert not Track.objects.exists()
    run.run(Job.objects.get(kind="import_subtitles").pk)
    desk.reload()
    expect(desk.get_by_role("cell", name="Rad 1", exact=True)).to_be_visible()
    assert Track.objects.get().revisions.get().cues.count() == MANY


def test_what_came_in_wrongly_named_is_put_right_and_moved(desk: Page, site: LiveServer) -> None:
    there = RecordingFactory(title="Programme 8")
    bring(desk, site, odd_files.TIMES["Persian digits"])
    track = Track.objects.get()
    desk.goto(site.url + reverse("tracks:edit", args=[track.pk]))
    desk.select_option("[name=recording]", str(there.pk))
    desk.select_option("[name=language]", "prs")
    desk.select_option("[name=kind]", "captions")
    desk.fill("[name=label]", "دری، رادیو")
    desk.check("[name=by_machine]")
    desk.locator("#w-editor-form button[type=submit]").first.click()
    desk.wait_for_url(f"**{reverse('tracks:page', args=[track.pk])}")
    fields = ("recording", "language", "kind", "label", "by_machine", "origin")
    assert Track.objects.values_list(*fields).get() == (there.pk, "prs", "captions", "دری، رادیو", True, "imported")
    expect(desk.locator("#main").get_by_text("Programme 8").first).to_be_visible()
