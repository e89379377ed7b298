from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest

from archive.jobs import kinds, reporting
from archive.jobs.kinds import Handler, Pool, Report
from archive.models import Job
from archive.wording import NOTHING, Said
from tests.archive.clips import CLIPS


class Register(Protocol):
    def __call__(
        self,
        code: str,
        handler: Handler = ...,
        *,
        pool: Pool = ...,
        targets: tuple[str, ...] = ...,
        one_open: bool = ...,
    ) -> None: ...


def does_nothing(job: Job, report: Report) -> Said:
    return NOTHING


@pytest.fixture
def handle() -> Iterator[Register]:
    """Register kinds of work for the length of one test; about originals, where nothing else is said."""
    before = dict(kinds._kinds)

    def register(
        code: str,
        handler: Handler = does_nothing,
        *,
        pool: Pool = Pool.LIGHT,
        targets: tuple[str, ...] = ("archive.Original",),
        one_open: bool = True,
    ) -> None:
        kinds.register(code, code.title(), pool=pool, targets=targets, one_open=one_open)(handler)

    yield register
    kinds._kinds.clear()
    kinds._kinds.update(before)
    reporting.stopping.clear()


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The path of a clip by its name in `tests.archive.clips.CLIPS`; made once. Never write to it."""
    folder = tmp_path_factory.mktemp("clips")

    def path_of(name: str) -> Path:
        file_name, make = CLIPS[name]
        path = folder / file_name
        if not path.exists():
            make(path)
            path.chmod(0o444)
        return path

    return path_of
