import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from archive.models import Document, Event, Job, Original, Recording, Upload
from tests.archive import files
from tests.archive.factories import RecordingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.media]
ClientOf = Callable[[User | None], Client]


def send(client: Client, data: bytes, name: str, **query: str) -> tuple[int, Any]:
    address = f"{reverse('recordings:send')}?name={quote(name)}" + "".join(
        f"&{key}={value}" for key, value in query.items()
    )
    response = client.put(address, data, content_type="application/octet-stream")
    return response.status_code, json.loads(response.content)


def test_a_streamed_file_becomes_a_recording_with_a_job(client_of: ClientOf, archivist: User, tmp_path: Path) -> None:
    data = files.tone(tmp_path / "x.wav").read_bytes()
    status, answer = send(client_of(archivist), data, "Frihet, sida A.wav", language="fa")
    recording, job = Recording.objects.get(), Job.objects.get()
    assert (status, answer) == (
        201,
        {
            "outcome": "accepted",
            "reason": "",
            "title": "Frihet, sida A",
            "url": reverse("recordings:page", args=[recording.pk]),
            "job": {"id": job.pk, "url": f"{reverse('jobs:state')}?id={job.pk}"},
        },
    )
    assert (recording.language, Original.objects.get().sealed_by) == ("fa", archivist)


def test_the_same_file_again_leads_to_the_recording_we_hold(
    client_of: ClientOf, archivist: User, tmp_path: Path
) -> None:
    data = files.tone(tmp_path / "x.wav").read_bytes()
    client = client_of(archivist)
    _, first = send(client, data, "a.wav")
    status, second = send(client, data, "b.wav")
    assert (status, second["outcome"], second["url"], Recording.objects.count()) == (200, "duplicate", first["url"], 1)


def test_a_pdf_leads_to_its_document(client_of: ClientOf, archivist: User) -> None:
    _, answer = send(client_of(archivist), files.PDF, "book.pdf")
    assert (answer["url"], answer["job"]) == (reverse("documents:page", args=[Document.objects.get().pk]), None)


def test_a_further_original_joins_its_recording(client_of: ClientOf, archivist: User, tmp_path: Path) -> None:
    recording = RecordingFactory(kind="audio")
    data = files.tone(tmp_path / "x.wav").read_bytes()
    send(client_of(archivist), data, "b.wav", recording=str(recording.pk))
    assert Original.objects.get().recording == recording


@pytest.mark.parametrize("kind", files.BAD)
def test_bad_input_is_answered_with_one_sentence_and_an_event(
    kind: str, client_of: ClientOf, archivist: User, tmp_path: Path
) -> None:
    name, write = files.BAD[kind]
    write(tmp_path / "bad")
    status, answer = send(client_of(archivist), (tmp_path / "bad").read_bytes(), name)
    event = Event.objects.get()
    assert (status, answer["outcome"], answer["reason"]) == (422, "refused", event.detail)
    assert (event.outcome, event.name, event.agent) == ("fail", name, archivist)
    assert (Original.objects.count(), Recording.objects.count(), Upload.objects.get().state) == (0, 0, "refused")


def test_a_refusal_is_in_the_language_of_the_person(client_of: ClientOf, archivist: User) -> None:
    client = client_of(archivist)
    reasons = set()
    for language in ("en", "sv"):
        _prefer(archivist, language)
        reasons.add(send(client, b"", "empty.mp4")[1]["reason"])
    assert "This file is empty." in reasons


def _prefer(user: User, language: str) -> None:
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(user)
    profile.preferred_language = language
    profile.save()


def test_a_file_over_the_limit_is_refused_before_it_is_read(
    client_of: ClientOf, archivist: User, settings: Any
) -> None:
    settings.UPLOAD_MAX_BYTES = 10
    status, answer = send(client_of(archivist), b"x" * 11, "long.wav")
    assert (status, answer["outcome"], Upload.objects.count()) == (413, "refused", 0)


def test_a_name_that_turns_and_breaks_is_shown_safely(client_of: ClientOf, archivist: User) -> None:
    send(client_of(archivist), b"text", "a\u202eb\n<script>alert(1)</script>" + "x" * 300 + ".mp4")
    name = Upload.objects.get().file_name
    assert (name[:21], len(name), name[-4:]) == ("script>" + name[7:21], 255, ".mp4")


def test_translators_and_researchers_cannot_upload(client_of: ClientOf, translator: User, researcher: User) -> None:
    address = reverse("recordings:send")
    found = [client_of(user).put(address, b"x").status_code for user in (translator, researcher, None)]
    assert (found, Upload.objects.count()) == ([403, 302, 302], 0)


def test_an_upload_needs_the_token_of_the_page(archivist: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(archivist)
    assert client.put(reverse("recordings:send"), b"x").status_code == 403


def test_without_javascript_a_form_takes_several_files(client_of: ClientOf, archivist: User, tmp_path: Path) -> None:
    good = SimpleUploadedFile("a.wav", files.tone(tmp_path / "x.wav").read_bytes())
    bad = SimpleUploadedFile("b.mp4", b"")
    page = client_of(archivist).post(reverse("recordings:upload"), {"uploads": [good, bad], "language": "fa"})
    outcomes = {result["name"]: result["outcome"] for result in page.context["results"]}
    assert outcomes == {"a.wav": "accepted", "b.mp4": "refused"}
    assert Event.objects.filter(outcome="fail").get().detail in page.content.decode()


def test_a_form_without_files_says_so(client_of: ClientOf, archivist: User) -> None:
    page = client_of(archivist).post(reverse("recordings:upload"), {})
    assert list(page.context["form"].errors) == ["uploads"]
