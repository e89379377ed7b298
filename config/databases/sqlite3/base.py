"""Django's SQLite, for connections that are kept: one to a file that is no longer the database is not usable.

A restore puts another file in the database's place. Whoever still had the old one open would go on answering from it,
and what was withdrawn meanwhile would be public again. Django asks `is_usable` before the first query of a request.
"""

from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    _opened: tuple[int, int] | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        self._opened = self._lies_there()
        return connection

    def is_usable(self) -> bool:
        """Whether the connection works and is to the file that lies under the database's name now."""
        return self._opened == self._lies_there() and bool(super().is_usable())

    def _lies_there(self) -> tuple[int, int] | None:
        """Device and inode of the database's file; None where there is none, as for a database in memory."""
        try:
            found = Path(self.settings_dict["NAME"]).stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
