"""One walk through the archive on four servers: from two files on a disk to what a visitor hears, and out of sight."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from demo.account_list import ARCHIVIST, RESEARCHER
from tests.archive.conftest import clip
from tests.browser import complaints
from tests.services import site, walking
from tests.services.walking import Walk, found, origins, play, until

__all__ = ["clip"]

pytestmark = [pytest.mark.browser, pytest.mark.media]

WORD, LINE = "kanariefågel", "Här sjunger en kanariefågel."
TITLE = "Filmen om fågeln"


def test_two_files_go_in_are_found_played_fetched_and_taken_out_of_sight(
    walk: Walk, clip: Callable[[str], Path], tmp_path: Path
) -> None:
    desk, reader, visitor = walk.somebody(ARCHIVIST), walk.somebody(RESEARCHER), walk.somebody()
    files, words = [clip("film"), clip("soft")], tmp_path / "words.srt"
    words.write_text(f"1\n00:00:01,000 --> 00:00:03,000\n{LINE}\n")
    work = walking.describe(desk, walk.site, TITLE)
    recordings = walking.upload(desk, walk.site, files)
    for recording in recordings:
        walking.attach(desk, recording, TITLE)
        walking.import_track(desk, walk.site, recording, words)
    walking.publish(desk, walk.site, work)
    assert found(visitor, walk.site, WORD) == [], "published, but for staff only"
    walking.set_access(desk, walk.site, work, "researchers")
    assert found(visitor, walk.site, WORD) == [], "for researchers only"
    reader.goto(f"{walk.site.url}/works/")
    reader.get_by_role("link", name=TITLE).first.click()
    address = reader.url
    assert origins(play(reader, address)) == {walk.site.url}

    walking.set_access(desk, walk.site, work, "public")
    until(visitor, lambda: found(visitor, walk.site, WORD) == [TITLE, TITLE])
    heard = complaints(visitor)
    expect(visitor.locator("mark", has_text=WORD).first).to_be_visible()
    visitor.locator("a[href*='t=1']").first.click()
    expect(visitor.get_by_text(LINE).first).to_be_visible()
    pieces = [piece for part in (1, 2) for piece in play(visitor, f"{address}?part={part}")]
    assert (origins(pieces), heard) == ({walk.site.url}, [])
    plays_from_the_bucket(walk, address)
    for file, recording in zip(files, recordings, strict=True):
        original = walking.fetched(desk, recording)
        assert original.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
        assert "/login/" in reader.request.get(original.address).url, "originals are for archivists"

    assert visitor.request.get(pieces[-1]).status == 200
    walking.withdraw(desk, walk.site, work)
    assert found(visitor, walk.site, WORD) == []
    for gone in (address, *pieces):
        assert [page.request.get(gone).status for page in (visitor, reader)] == [404, 404]


def plays_from_the_bucket(walk: Walk, address: str) -> None:
    """The same for readers who are sent to the bucket, at another address of the same archive."""
    with site.beside(walk.site, S3_PRESIGNED_SECONDS="120") as other:
        bucket = walk.site.servers["s3"]
        bucket.allow(other.url)
        page = walk.somebody()
        heard = complaints(page)
        pieces = play(page, other.url + urlsplit(address).path)
        assert (origins(pieces), heard) == ({bucket.endpoint}, [])
