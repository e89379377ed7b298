"""Proof-reading in Word on the admin's pages: out, back, looked at, taken in."""

import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import docx
import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from archive.models import Recording
from subtitles.models import PendingImport, Revision
from tests.archive.factories import RecordingFactory, RestrictionFactory
from tests.conftest import person
from tests.subtitles.factories import imported, reworded

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]


@pytest.fixture
def recording() -> Recording:
    return RecordingFactory(title="Band 7", language="sv")


@pytest.fixture
def base(recording: Recording) -> Revision:
    return imported(recording, "یک", "دو", "سه", language="fa").revision


@pytest.fixture
def client(client_of: ClientOf, translator: User) -> Client:
    return client_of(translator)


def sheet(client: Client, base: Revision, beside: str = "") -> bytes:
    with override("en"):
        answer = client.get(reverse("tracks:proof_sheet", args=[base.pk]), {"with": beside})
    assert answer.headers["Content-Disposition"].endswith('-1-proof.docx"')
    return answer.content


def send(client: Client, address: str, data: bytes, name: str = "korr.docx", **fields: str) -> "Answer":
    with override("en"):
        return client.post(address, {"file": SimpleUploadedFile(name, data), **fields}, follow=True)


def page_of(base: Revision) -> str:
    return reverse("tracks:proof", args=[base.pk])


def test_it_goes_out_with_another_track_beside_it(client: Client, base: Revision, recording: Recording) -> None:
    beside = imported(recording, "ett", "två", "tre").track
    with override("en"):
        text = client.get(page_of(base)).content.decode()
    assert f'<option value="{beside.pk}" lang="sv" selected>' in text
    opened = docx.Document(io.BytesIO(sheet(client, base, str(beside.pk))))
    rows = [[cell.text for cell in row.cells][2:] for row in opened.tables[0].rows]
    assert rows == [["Beside it", "Text"], ["ett", "یک"], ["två", "دو"], ["tre", "سه"]]
    assert opened.paragraphs[0].text == "Band 7 – فارسی, revision 1"


def test_what_was_edited_is_shown_before_anything_changes_and_then_taken_in(client: Client, base: Revision) -> None:
    page = send(client, page_of(base), reworded(sheet(client, base), row2="دو!"))
    waiting = PendingImport.objects.get()
    address = reverse("tracks:proofread", args=[waiting.uuid])
    assert page.redirect_chain == [(address, 302)]
    text = page.content.decode()
    assert "1 cue was edited." in text
    assert "<mark>دو!</mark>" in text
    assert Revision.objects.count() == 1
    with override("en"):
        told = client.post(address, {"apply": ""}, follow=True).content.decode()
    assert "The edits are in the new revision 2." in told
    assert [cue.payload for cue in Revision.objects.get(number=2).cues.all()] == ["یک", "دو!", "سه"]
    assert client.get(address).headers["Location"] == reverse("tracks:revision", args=[base.pk + 1])


def test_edits_are_left_out_and_conflicts_taken_one_by_one(client: Client, base: Revision) -> None:
    data = reworded(sheet(client, base), row1="یک!", row2="دو!", row3="سه!")
    imported(base.track.recording, "یک", "دو", "سه.", language="fa", track=base.track)
    text = send(client, page_of(base), data).content.decode()
    for expected in ("made from revision 1", "the newest is revision 2", "1 cue was edited here too", "سه."):
        assert expected in text
    address = reverse("tracks:proofread", args=[PendingImport.objects.get().uuid])
    with override("en"):
        none = client.post(address, {"apply": "", "leave": ["1", "2"]}, follow=True).content.decode()
        assert "Nothing was chosen, so nothing was changed." in none
        late = client.post(
            address, {"apply": "", "leave": "1", "take": "3", "since": "0"}, follow=True
        ).content.decode()
        assert "A cue that you chose was edited here meanwhile." in late
        since = re.search(r'name="since" value="(\d+)"', late)
        assert since
        client.post(address, {"apply": "", "leave": "1", "take": "3", "since": since[1]})
    assert [cue.payload for cue in Revision.objects.get(number=3).cues.all()] == ["یک", "دو!", "سه!"]


def test_a_file_of_another_track_is_refused_in_words(client: Client, base: Revision) -> None:
    other = imported(None, "Frihet").revision
    text = send(client, page_of(other), sheet(client, base)).content.decode()
    assert "The file was made for proof-reading another track, not this one. Nothing was changed." in text
    text = send(client, page_of(base), b"WEBVTT\n\n00:01.000 --> 00:02.000\nHej\n").content.decode()
    assert "The file is damaged, or its content is of another kind than its name says." in text
    assert not PendingImport.objects.exists()


@pytest.mark.parametrize("of", ["track", "recording"])
def test_it_is_recognised_when_it_is_sent_as_an_ordinary_file(client: Client, base: Revision, of: str) -> None:
    data = reworded(sheet(client, base), row2="دو!")
    about = {"recording": base.track.recording_id, "language": "fa", "kind": "subtitles"} if of == "recording" else {}
    query = f"?track={base.track_id}" if of == "track" else ""
    send(client, reverse("tracks:import") + query, data, **{name: str(value) for name, value in about.items()})
    waiting = PendingImport.objects.get()
    assert waiting.track == base.track
    text = client.get(reverse("tracks:proofread", args=[waiting.uuid])).content.decode()
    assert "<mark>دو!</mark>" in text


def test_as_a_translation_into_another_language_it_is_an_ordinary_file(client: Client, base: Revision) -> None:
    about = {"recording": str(base.track.recording_id), "language": "prs", "kind": "subtitles"}
    page = send(client, reverse("tracks:import"), sheet(client, base), **about)
    assert page.redirect_chain[-1][0] == reverse("tracks:pending", args=[PendingImport.objects.get().uuid])


def test_the_file_can_be_left(client: Client, base: Revision) -> None:
    send(client, page_of(base), reworded(sheet(client, base), row2="دو!"))
    address = reverse("tracks:proofread", args=[PendingImport.objects.get().uuid])
    assert client.post(address, {"drop": ""}).headers["Location"] == reverse("tracks:page", args=[base.track_id])
    assert (PendingImport.objects.count(), Revision.objects.count()) == (0, 1)


def test_nobody_else_meets_it(client_of: ClientOf, client: Client, base: Revision, researcher: User) -> None:
    send(client, page_of(base), reworded(sheet(client, base), row2="دو!"))
    waiting = PendingImport.objects.get()
    addresses = [page_of(base), reverse("tracks:proof_sheet", args=[base.pk])]
    mine = reverse("tracks:proofread", args=[waiting.uuid])
    for user in (None, researcher):
        assert {client_of(user).get(each).status_code for each in [*addresses, mine]} <= {302, 403, 404}
    assert client_of(person("second translator", "Translators")).get(mine).status_code == 404
    RestrictionFactory(recording=base.track.recording, withdrawn=True)
    assert {client.get(each).status_code for each in [*addresses, mine]} == {404}
