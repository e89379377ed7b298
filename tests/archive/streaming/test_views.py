from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from archive import storage
from archive.access import STRANGER, viewer_of
from archive.digest import of_folder
from archive.models import Recording
from archive.streaming import links, tokens
from tests.archive.factories import (
    CleanCopyFactory,
    DocumentFactory,
    RecordingFactory,
    RenditionSetFactory,
    RestrictionFactory,
)

SEGMENT = bytes(range(100))


@pytest.fixture
def recording(db: None, tmp_path: Path) -> Recording:
    """A public recording with a live set of two files."""
    found: Recording = RestrictionFactory().recording
    rendition_set = RenditionSetFactory(recording=found, live=True)
    built = tmp_path / "built"
    (built / "v720").mkdir(parents=True)
    (built / "v720" / "seg00000.m4s").write_bytes(SEGMENT)
    (built / "manifest.json").write_text("{}")
    storage.renditions().put_tree(rendition_set.directory, built, of_folder(built))
    return found


def segment(recording: Recording, user: User | None = None) -> str:
    return links.prefix(recording, viewer_of(user)) + "v720/seg00000.m4s"


def body(response: object) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def test_a_whole_file_says_that_it_takes_ranges(client: Client, recording: Recording) -> None:
    response = client.get(segment(recording))
    assert (response.status_code, body(response)) == (200, SEGMENT)
    assert response["Accept-Ranges"] == "bytes"
    assert response["Content-Type"] == "video/iso.segment"
    assert response["Cache-Control"] == "private, no-cache"


def test_a_range_is_answered_with_just_those_bytes(client: Client, recording: Recording) -> None:
    response = client.get(segment(recording), headers={"range": "bytes=10-19"})
    assert (response.status_code, body(response)) == (206, SEGMENT[10:20])
    assert response["Content-Range"] == "bytes 10-19/100"
    assert response["Content-Length"] == "10"


def test_a_range_behind_the_end_is_refused(client: Client, recording: Recording) -> None:
    response = client.get(segment(recording), headers={"range": "bytes=100-"})
    assert (response.status_code, response["Content-Range"]) == (416, "bytes */100")


def test_head_sends_no_body(client: Client, recording: Recording) -> None:
    response = client.head(segment(recording))
    assert (response.status_code, body(response), response["Content-Length"]) == (200, b"", "100")


def test_a_browser_that_has_the_file_is_told_so_only_while_it_may_see_it(client: Client, recording: Recording) -> None:
    address = segment(recording)
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    Recording.objects.all().write_rule(withdrawn=True)
    assert client.get(address, headers={"if-none-match": tag}).status_code == 404


@pytest.mark.parametrize("change", [{"withdrawn": True}, {"audience": "staff"}, {"audience": "researchers"}])
def test_an_address_handed_out_before_stops_working_when_the_rule_changes(
    client: Client, recording: Recording, change: dict[str, object]
) -> None:
    address = segment(recording)
    Recording.objects.all().write_rule(**change)
    assert client.get(address).status_code == 404


def test_a_new_restriction_closes_the_stream_at_once(client: Client, recording: Recording) -> None:
    address = segment(recording)
    RestrictionFactory(recording=recording, basis="consent", audience="staff")
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        lambda user: User.objects.update(is_active=False),
        lambda user: user.groups.clear(),
        lambda user: User.objects.all().delete(),
    ],
    ids=["account closed", "out of the group", "account deleted"],
)
def test_a_translators_address_plays_what_is_embargoed_while_she_is_one(
    client_of: Callable[[User | None], Client], recording: Recording, translator: User, change: Callable[[User], object]
) -> None:
    Recording.objects.all().write_rule(embargo_until=timezone.now() + timedelta(days=1))
    client, address = client_of(translator), segment(recording, translator)
    assert client.get(address).status_code == 200
    change(translator)
    assert client.get(address).status_code == 404


def test_a_members_address_opens_what_is_closed_to_nobody_but_her(
    client_of: Callable[[User | None], Client], recording: Recording, translator: User, researcher: User
) -> None:
    address, own = segment(recording, translator), client_of(translator)
    assert [client_of(who).get(address).status_code for who in (None, researcher)] == [200, 200]
    Recording.objects.all().write_rule(audience="staff")
    assert [client.get(address).status_code for client in (own, client_of(None), client_of(researcher))] == [
        200,
        404,
        404,
    ]
    own.logout()
    assert own.get(address).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        *("manifest.json", "nothing.m4s", "../../originals_dir/x.jpg", "v720", "v720/", ".incoming/a.jpg", "x.exe"),
        *("v720/seg00000.m4s/x.jpg", "a" * 300 + ".jpg", "a/" * 2000 + "x.jpg", "%2e%2e/manifest.json", "%00.jpg"),
    ],
)
def test_only_what_a_player_needs_is_served(client: Client, recording: Recording, name: str) -> None:
    assert client.get(links.prefix(recording, STRANGER) + name).status_code == 404


@pytest.mark.parametrize("place", [0, 20, 40, -1])
def test_a_token_that_was_touched_opens_nothing(client: Client, recording: Recording, place: int) -> None:
    address = segment(recording)
    token = address.split("/")[2]
    other = list(token)
    other[place] = "B" if token[place] != "B" else "C"
    assert client.get(address.replace(token, "".join(other))).status_code == 404


@pytest.mark.parametrize("token", ["", "!", "A" * 64, "A" * 10_000, "é" * 64, "1-1-0.abc", "=" * 64])
def test_what_was_never_a_token_opens_nothing(client: Client, recording: Recording, token: str) -> None:
    assert client.get(f"/stream/{token}/v720/seg00000.m4s").status_code == 404


def test_a_token_expires(recording: Recording) -> None:
    token = segment(recording).split("/")[2]
    with pytest.raises(tokens.BadToken):
        tokens.read(token, at=timezone.now() + timedelta(days=1))


def test_a_set_that_is_no_longer_the_one_pointed_at_is_not_served(client: Client, recording: Recording) -> None:
    address = segment(recording)
    RenditionSetFactory(recording=recording, live=True)
    assert client.get(address).status_code == 404


def test_a_recording_without_a_set_has_no_address(db: None) -> None:
    assert links.prefix(RecordingFactory(), STRANGER) == ""


def test_a_token_stays_the_same_for_half_its_life() -> None:
    named = uuid4()
    token = tokens.Token(named, tokens.holder_of(named, 3))
    now = timezone.now().replace(hour=12, minute=1)
    assert tokens.issue(token, now) == tokens.issue(token, now + timedelta(minutes=30))
    assert tokens.read(tokens.issue(token, now), now + timedelta(hours=3)) == token
    assert len(tokens.issue(token, now)) == 64


def test_a_documents_file_goes_out_under_a_neutral_name(
    tmp_path: Path, client_of: Callable[[User | None], Client], researcher: User
) -> None:
    document = DocumentFactory(title="Named after a participant")
    RestrictionFactory(recording=None, document=document, audience="researchers")
    copy = CleanCopyFactory(document=document, original__file_name="Her name.pdf")
    (tmp_path / "book").write_bytes(b"%PDF-1.7")
    storage.renditions().put(copy.key, tmp_path / "book")
    address = f"/documents/{document.uuid}/"
    assert client_of(None).get(address).status_code == 404
    response = client_of(researcher).get(address)
    assert (response.status_code, body(response)) == (200, b"%PDF-1.7")
    assert response["Content-Disposition"] == f'inline; filename="{document.uuid}.pdf"'
