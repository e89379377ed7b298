"""The mark of a restored archive, and who closed it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest

from archive import closing
from archive.preservation import connecting, mark
from archive.preservation.manifest import Manifest


@dataclass
class Made:
    made_at: str = "2026-11-25T02:30:00+00:00"


@pytest.fixture(autouse=True)
def a_place_of_its_own(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """The mark lies beside the database, which every other test shares."""
    with connecting.instead(connecting.of_file(tmp_path / "rostarkivet.sqlite3")):
        yield


def written(times: int) -> None:
    for _ in range(times):
        mark.write(cast(Manifest, Made()))


@pytest.mark.parametrize("times", [1, 2])
def test_what_a_restore_has_closed_is_open_when_it_was_checked_however_often_it_was_begun(times: int) -> None:
    written(times)
    assert closing.is_closed()
    assert mark.remove()
    assert not closing.is_closed()


def test_what_somebody_had_closed_stays_closed() -> None:
    closing.close("vi flyttar")
    written(2)
    assert mark.remove()
    assert closing.is_closed()
