from collections.abc import Callable
from pathlib import Path

import pytest

from tests.archive.clips import CLIPS


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
