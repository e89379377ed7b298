"""The still picture that stands for a film until it plays."""

import shutil
from pathlib import Path

from PIL import Image

from archive.derivatives import stills
from archive.derivatives.names import POSTER

FOLDER = "candidates"
CANDIDATES = 8


def interval_ms(duration_ms: int) -> int:
    """Time between two candidates."""
    return max(1, duration_ms // CANDIDATES)


def choose(directory: Path) -> None:
    """Of the candidates in `directory`, keep as the poster the one with most to see, so no black leader."""
    best = max(stills.taken(directory / FOLDER), key=_entropy)
    best.rename(directory / POSTER)
    shutil.rmtree(directory / FOLDER)


def _entropy(path: Path) -> float:
    with Image.open(path) as image:
        return image.convert("L").entropy()
