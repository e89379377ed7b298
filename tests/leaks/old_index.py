"""The search index as it was when everything was open: put back, it is an index that could not follow."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from django.conf import settings

from search.index import build, outbox


class OldIndex:
    """`keep` before, `put_back` any number of times."""

    def __init__(self) -> None:
        self._kept = Path(tempfile.mkdtemp(prefix="leaks-index-"))

    def keep(self) -> None:
        outbox.purge()  # what was written lies in the file itself
        shutil.copytree(settings.SEARCH_DIR, self._kept, dirs_exist_ok=True)

    @contextmanager
    def out_of_reach(self) -> Iterator[None]:
        """Nobody can read or write the index; afterwards it is there as it was when it was kept."""
        folder = Path(settings.SEARCH_DIR)
        (folder / "index-0.sqlite3").write_bytes(b"this is no database" * 100)
        (folder / "current").write_text("index-0.sqlite3")
        # So small an archive would build its index anew at the first change, and a worker at its next tick.
        with patch.object(outbox, "_AT_ONCE", -1), patch.object(build, "mend_in_time", lambda: None):
            yield
        self.put_back()

    def put_back(self) -> None:
        """As a generation of its own, as restoring a copy would: whoever still reads another one lets it go."""
        folder = Path(settings.SEARCH_DIR)
        kept = (self._kept / "current").read_text().strip()
        _number[0] += 1
        name = f"index-{_number[0]}.sqlite3"
        shutil.copyfile(self._kept / kept, folder / name)
        (folder / "current.new").write_text(name)
        (folder / "current.new").replace(folder / "current")

    def forget(self) -> None:
        shutil.rmtree(self._kept, ignore_errors=True)


_number = [0]


@contextmanager
def kept_index() -> Iterator[None]:
    """Whatever happens inside to the index, afterwards it is as it was."""
    now = OldIndex()
    now.keep()
    yield
    now.put_back()
    now.forget()
