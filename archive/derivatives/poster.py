"""The still picture that stands for a film until it plays."""

from fractions import Fraction
from typing import Any

NAME = "poster.jpg"
CANDIDATES = 8


def chosen(stream: Any, duration_ms: int) -> Any:
    """A filter chain that yields one frame: of eight spread over the film the most typical, so not a black leader."""
    every = Fraction(duration_ms, 1000 * CANDIDATES)
    first_of_each = f"isnan(prev_selected_t)+gt(floor(t/{float(every):.6f}),floor(prev_selected_t/{float(every):.6f}))"
    return stream.filter("select", first_of_each).filter("thumbnail", CANDIDATES)
