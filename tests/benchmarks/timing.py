"""How long a call takes, in seconds of processor time: what the machine's other work costs falls away."""

import time
from collections.abc import Callable

ROUNDS, FEWEST, PATIENCE_S = 30, 3, 1.5


def fastest(call: Callable[[], object]) -> float:
    """The fastest of some rounds: thirty of a quick call, three of one that takes long."""
    call()  # what is made once is made
    best, spent, rounds = float("inf"), 0.0, 0
    while rounds < FEWEST or (rounds < ROUNDS and spent < PATIENCE_S):
        started = time.process_time()
        call()
        took = time.process_time() - started
        best, spent, rounds = min(best, took), spent + took, rounds + 1
    return best
