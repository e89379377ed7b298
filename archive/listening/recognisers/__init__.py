"""Programs and servers that write down what is said. None is there until an administrator names one."""

from archive.listening.recognisers.base import MOST_BYTES, Heard, Recogniser, Watch
from archive.listening.recognisers.chosen import configured, named

__all__ = ["MOST_BYTES", "Heard", "Recogniser", "Watch", "configured", "named"]
