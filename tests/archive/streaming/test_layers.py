"""Each file of a set goes out with the layers that it shows, and a closed one answers like a file that is missing."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from archive import grants, storage
from archive.access import STRANGER, Layer, viewer_of
from archive.digest import of_folder
from archive.models import Recording, Rendition
from archive.streaming import layers, links, tokens
from archive.transcoding import ladder
from tests.archive.factories import RenditionSetFactory, RestrictionFactory
from tests.leaks.answers import ask, difference

PICTURES = {"v720/index.m3u8", "v720/init.mp4", "v720/seg00000.m4s", "poster.jpg", "sprites.jpg", "sprites.vtt"}
SOUNDS = {"a128/index.m3u8", "a128/init.mp4", "a128/seg00000.m4s", "peaks.json"}
ELSE = {"master.m3u8", "seg00000.m4s"}
WHOLE = "#EXTM3U of everything"


@pytest.fixture
def recording(db: None, tmp_path: Path) -> Recording:
    """A public film of one rung of picture and one of sound."""
    found: Recording = RestrictionFactory(recording__kind="video").recording
    extras = ["poster.jpg", "sprites.vtt", "peaks.json"]
    live = RenditionSetFactory(recording=found, live=True, extras=extras)
    Rendition.objects.create(
        rendition_set=live,
        name="v720",
        width=1280,
        height=720,
        frame_rate=25,
        codecs="avc1.64001f",
        bandwidth=3_000_000,
        average_bandwidth=2_000_000,
    )
    Rendition.objects.create(
        rendition_set=live, name="a128", codecs="mp4a.40.2", bandwidth=130_000, average_bandwidth=128_000
    )
    for name in PICTURES | SOUNDS | ELSE:
        path = tmp_path / "built" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(WHOLE)
    storage.renditions().put_tree(live.directory, tmp_path / "built", of_folder(tmp_path / "built"))
    return found


def sent(recording: Recording, client: Client) -> set[str]:
    prefix = links.prefix(recording, STRANGER)
    return {name for name in PICTURES | SOUNDS | ELSE if client.get(prefix + name).status_code == 200}


def close(recording: Recording, *codes: str) -> None:
    for layer in codes:
        RestrictionFactory(recording=recording, basis="rights", layer=layer, audience="staff")


@pytest.mark.parametrize(
    ("closed", "left"),
    [
        ((), PICTURES | SOUNDS | ELSE),
        (("words",), PICTURES | SOUNDS | ELSE),
        (("sound",), PICTURES | {"master.m3u8"}),
        (("picture",), SOUNDS | {"master.m3u8"}),
        (("sound", "picture"), set()),
        (("exists",), set()),
    ],
)
def test_a_file_goes_out_only_with_all_that_it_shows(
    recording: Recording, client: Client, closed: tuple[str, ...], left: set[str]
) -> None:
    close(recording, *closed)
    assert sent(recording, client) == left


@pytest.mark.parametrize(
    ("closed", "rung"),
    [
        (
            "sound",
            'BANDWIDTH=3000000,AVERAGE-BANDWIDTH=2000000,CODECS="avc1.64001f",RESOLUTION=1280x720,FRAME-RATE=25.000\nv720',
        ),
        ("picture", 'BANDWIDTH=130000,AVERAGE-BANDWIDTH=128000,CODECS="mp4a.40.2"\na128'),
    ],
)
def test_the_master_playlist_names_nothing_of_what_is_closed(
    recording: Recording, client: Client, closed: str, rung: str
) -> None:
    address = links.prefix(recording, STRANGER) + "master.m3u8"
    before = client.get(address)["ETag"]
    close(recording, closed)
    response = client.get(address, headers={"if-none-match": before})
    assert response.status_code == 200
    assert response.content.decode() == (
        f"#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-STREAM-INF:{rung}/index.m3u8\n"
    )
    assert response["Cache-Control"] == "private, no-cache"


def test_staff_gets_the_whole_of_what_is_closed_to_others(
    recording: Recording, client_of: Callable[[User | None], Client], translator: User
) -> None:
    close(recording, "sound")
    address = links.prefix(recording, viewer_of(translator)) + "master.m3u8"
    response = client_of(translator).get(address)
    assert b"".join(response.streaming_content).decode() == WHOLE  # type: ignore[attr-defined]
    # In other hands her address opens what is open to all.
    assert b"a128" not in client_of(None).get(address).content


def test_a_closed_file_answers_like_a_missing_one(recording: Recording, client: Client) -> None:
    close(recording, "sound")
    prefix = links.prefix(recording, STRANGER)
    closed, missing = (ask(client, f"{prefix}{name}") for name in ("a128/seg00000.m4s", "a128/seg00009.m4s"))
    assert (closed.status, difference(closed, missing)) == (404, "")


def test_addresses_are_handed_out_for_open_layers_alone(recording: Recording) -> None:
    close(recording, "picture")
    assert (
        links.side_file(recording, STRANGER, "poster.jpg") == links.side_file(recording, STRANGER, "sprites.vtt") == ""
    )
    assert links.side_file(recording, STRANGER, "peaks.json").endswith("/peaks.json")
    assert links.playable(recording, STRANGER).endswith("/master.m3u8")
    close(recording, "sound")
    assert links.playable(recording, STRANGER) == ""


def test_every_rung_of_the_ladder_has_its_layer() -> None:
    pictures = [ladder.Picture(16 * side // 9, side, 1).name for side in ladder.SIZES]
    sounds = [ladder.Sound(2, rate).name for rates in (ladder.FILM_SOUND, ladder.RADIO_SOUND) for rate in rates[2]]
    assert {layers.of(f"{name}/index.m3u8") for name in pictures} == {frozenset({Layer.PICTURE})}
    assert {layers.of(f"{name}/seg00000.m4s") for name in sounds} == {frozenset({Layer.SOUND})}


@pytest.mark.parametrize("name", ["", "v/x", "video/x.m4s", "a128", "xv720/x", "master.m3u8/x", "poster.jpg.jpg", "\n"])
def test_a_file_that_nobody_knows_may_show_anything(name: str) -> None:
    assert layers.of(name) == {Layer.SOUND, Layer.PICTURE}


def token_ends(address: str, at: timedelta) -> bool:
    try:
        tokens.read(address.split("/")[2], at=timezone.now() + at)
    except tokens.BadToken:
        return True
    return False


def test_an_address_ends_with_the_rule_that_opens_it(recording: Recording) -> None:
    RestrictionFactory(recording=recording, audience="public", until=timezone.now() + timedelta(minutes=10))
    address = links.prefix(recording, STRANGER)
    assert (token_ends(address, timedelta(minutes=9)), token_ends(address, timedelta(minutes=10))) == (False, True)


def test_an_address_ends_with_the_grant_that_opens_it(
    recording: Recording, researcher: User, archivist: User, client_of: Callable[[User | None], Client]
) -> None:
    RestrictionFactory(recording=recording, source="work:12", audience="staff")
    grants.grant(researcher, "work:12", timezone.now() + timedelta(minutes=10), archivist)
    address = links.prefix(recording, viewer_of(researcher))
    assert (token_ends(address, timedelta(minutes=9)), token_ends(address, timedelta(minutes=10))) == (False, True)
    own = client_of(researcher)
    assert [client.get(address + "poster.jpg").status_code for client in (own, client_of(None))] == [200, 404]
    grants.take_back(researcher, "work:12", archivist)
    assert own.get(address + "poster.jpg").status_code == 404
