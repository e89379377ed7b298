"""The time of a world, which stands still until it is told to pass: addresses and ages differ by nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

from django.utils import timezone


class Clock:
    def __init__(self) -> None:
        # The middle of a day, so that a day later is another day everywhere.
        self.now = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)

    def passes(self, span: timedelta) -> None:
        self.now += span

    @contextmanager
    def rules(self) -> Iterator[None]:
        with patch.object(timezone, "now", lambda: self.now):
            yield

    @contextmanager
    def at(self, moment: datetime) -> Iterator[None]:
        """For a while it is another time."""
        present, self.now = self.now, moment
        try:
            yield
        finally:
            self.now = present
