"""What one eager client costs another one: her 95th percentile beside 200 requests a second, against being alone.

Loopback only, a bounded number of requests, and the plain threaded worker of gunicorn beside ours.
"""

import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from tests.config.serving import live
from tests.config.serving.live import Server
from tests.search.scenes import spoken_work

ASKED = 40  # by the modest client, one after the other
EAGER_A_SECOND, EAGER_SECONDS, EAGER_THREADS = 200, 15, 20
PATH = "/search/?q=ord"


def rows() -> list[tuple[str, str, str]]:
    """(what, how many times longer beside the eager client, note)."""
    spoken_work({"sv": ["ord"]})
    found = []
    for what, options in (("our worker", ()), ("gunicorn's own threaded worker", ("--worker-class", "gthread"))):
        with tempfile.TemporaryDirectory() as folder, live.server(Path(folder), options=options) as server:
            alone, beside = percentile(server), crowded(server)
        note = f"{alone * 1000:.0f} ms alone, {beside * 1000:.0f} ms beside"
        found.append(
            (
                f"A search beside a client that asks {EAGER_A_SECOND} times a second: {what}",
                f"{beside / alone:.1f}",
                note,
            )
        )
    return found


def percentile(server: Server) -> float:
    """Seconds within which 95 of 100 questions of the modest client are answered."""
    took = []
    for _ in range(ASKED):
        started = time.perf_counter()
        server.ask(PATH, source="127.0.0.8")
        took.append(time.perf_counter() - started)
    return sorted(took)[int(ASKED * 0.95)]


def crowded(server: Server) -> float:
    over = time.monotonic() + EAGER_SECONDS

    def ask() -> None:
        while time.monotonic() < over:
            started = time.monotonic()
            attempt(lambda: server.ask(PATH, source="127.0.0.7"))
            time.sleep(max(0.0, EAGER_THREADS / EAGER_A_SECOND - (time.monotonic() - started)))

    eager = [threading.Thread(target=ask) for _ in range(EAGER_THREADS)]
    for thread in eager:
        thread.start()
    time.sleep(1)
    try:
        return percentile(server)
    finally:
        for thread in eager:
            thread.join()


def attempt(call: Callable[[], object]) -> None:
    try:
        call()
    except OSError:
        time.sleep(0.01)  # refused or cut off: the eager client goes on
