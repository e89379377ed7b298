"""Who may have a thread now: shares by kind of request, and turns among those who ask. Pure; `now` is in seconds.

Of so many threads two are kept from visitors: one that only staff get, and one that anybody gets at the admin's door,
so that staff can come in. Files, which last for as long as the reader likes, leave one more to pages. Whoever asks more
than her share waits without a thread, and is refused only when she waits too long or asks too much.
"""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from enum import Enum
from typing import Generic, TypeVar

from config.serving.heads import Kind

T = TypeVar("T")

KEPT_FOR_STAFF = 1
KEPT_FOR_ENTRY = 1
MOST_ENTRIES = 2  # or whoever knocks there without end would take the visitors' threads
FEWEST_THREADS = 4
AT_ONCE = 3  # requests of one client that are answered at the same time, in one process
BURST, PER_SECOND = 60.0, 15.0  # requests of one client: at once after a pause, and in the long run, in one process
LONGEST_LINE = 30  # requests of one client that wait
PATIENCE_SECONDS = 10.0  # how long a request may wait
KNOWN_SECONDS = 900.0  # how long a session counts as staff's after its last page of the admin


class Refusal(Enum):
    """Why there is no answer: `TOO_MANY` is this client's own doing, `BUSY` is not."""

    TOO_MANY = 429
    BUSY = 503


@dataclass(slots=True)
class Waiting(Generic[T]):
    """Something that wants a thread."""

    thing: T
    client: bytes
    kind: Kind
    staff: bool
    since: float


@dataclass(slots=True)
class _Client(Generic[T]):
    running: int = 0
    allowance: float = BURST
    at: float = 0.0
    line: deque[Waiting[T]] = field(default_factory=deque)


class Staff:
    """The sessions that were seen to be staff's, by their hashes, each until some time after its last page."""

    def __init__(self) -> None:
        self._until: dict[bytes, float] = {}

    def seen(self, session: bytes, now: float) -> None:
        self._until = {known: until for known, until in self._until.items() if until > now}
        self._until[session] = now + KNOWN_SECONDS

    def gone(self, session: bytes) -> None:
        self._until.pop(session, None)

    def knows(self, session: bytes, now: float) -> bool:
        return bool(session) and self._until.get(session, 0.0) > now


staff = Staff()  # of this process


class Shares(Generic[T]):
    """`threads` is how many there are; the caller says when one is done and starts what `next` hands out."""

    def __init__(self, threads: int) -> None:
        threads = max(threads, FEWEST_THREADS)
        self.threads = threads
        self.for_visitors = threads - KEPT_FOR_STAFF - KEPT_FOR_ENTRY
        self.for_files = max(1, self.for_visitors - 1)
        self._clients: OrderedDict[bytes, _Client[T]] = OrderedDict()  # whose turn is next stands first
        self._visitors = self._files = self._entries = self._all = 0

    def ask(self, wanted: Waiting[T]) -> Refusal | None:
        """Put it in its client's line, unless that is too long."""
        client = self._clients.setdefault(wanted.client, _Client(at=wanted.since))
        if len(client.line) >= LONGEST_LINE:
            return Refusal.TOO_MANY
        client.line.append(wanted)
        return None

    def next(self, now: float) -> Waiting[T] | None:
        """What may start now, the clients taking turns; None if nothing may."""
        if self._all >= self.threads:
            return None
        for name, client in list(self._clients.items()):
            self._refill(client, now)
            wanted = self._startable(client)
            if wanted is None:
                continue
            client.line.remove(wanted)
            client.running += 1
            client.allowance -= 0 if wanted.staff else 1
            self._count(wanted, 1)
            self._clients.move_to_end(name)
            return wanted
        return None

    def done(self, finished: Waiting[T], now: float) -> None:
        client = self._clients[finished.client]
        client.running -= 1
        self._count(finished, -1)
        self._forget(now)

    def tired(self, now: float) -> list[Waiting[T]]:
        """Take out what waited too long, in vain."""
        late = [
            each for client in self._clients.values() for each in client.line if now - each.since > PATIENCE_SECONDS
        ]
        for each in late:
            self._clients[each.client].line.remove(each)
        self._forget(now)
        return late

    def waiting(self) -> int:
        return sum(len(client.line) for client in self._clients.values())

    def known_clients(self) -> int:
        """How many are remembered at this moment."""
        return len(self._clients)

    def _startable(self, client: _Client[T]) -> Waiting[T] | None:
        return next((each for each in client.line if self._has_room(each, client)), None)

    def _has_room(self, wanted: Waiting[T], client: _Client[T]) -> bool:
        if self._all >= self.threads or (wanted.kind is Kind.FILES and self._files >= self.for_files):
            return False
        if wanted.staff:
            return True
        if client.running >= AT_ONCE or client.allowance < 1:
            return False
        if wanted.kind is Kind.ENTRY:
            return self._entries < MOST_ENTRIES and self._visitors < self.for_visitors + KEPT_FOR_ENTRY
        return self._visitors < self.for_visitors

    def _count(self, wanted: Waiting[T], step: int) -> None:
        self._all += step
        self._visitors += 0 if wanted.staff else step
        self._files += step if wanted.kind is Kind.FILES else 0
        self._entries += step if wanted.kind is Kind.ENTRY and not wanted.staff else 0

    def _refill(self, client: _Client[T], now: float) -> None:
        client.allowance = min(BURST, client.allowance + (now - client.at) * PER_SECOND)
        client.at = now

    def _forget(self, now: float) -> None:
        for name, client in list(self._clients.items()):
            self._refill(client, now)
            if not client.running and not client.line and client.allowance >= BURST:
                del self._clients[name]
