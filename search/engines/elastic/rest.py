"""The rest of a server that did not answer, as all threads of a process know of it."""

import threading
import time

REST_SECONDS = 2.0


class Rest:
    """Whether it may be asked now. When a rest is over one asker tries; the others wait for what comes of it."""

    def __init__(self) -> None:
        self._over: float | None = None
        self._lock = threading.Lock()

    def may_ask(self) -> bool:
        with self._lock:
            now = time.monotonic()
            if self._over is None:
                return True
            if now < self._over:
                return False
            self._over = now + REST_SECONDS
            return True

    def begin(self) -> None:
        with self._lock:
            self._over = time.monotonic() + REST_SECONDS

    def end(self) -> None:
        self._over = None
