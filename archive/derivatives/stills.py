"""Frames taken out of a film at even distances, each a picture file of its own until it has been used."""

from pathlib import Path

from archive.derivatives.graph import Stream

PATTERN = "%05d.jpg"


def every(stream: Stream, interval_ms: int) -> Stream:
    """A filter chain that lets the first frame of each interval through.

    One by one and not collected inside ffmpeg, which tells of no progress before every output has had its first frame.
    """
    seconds = f"{interval_ms / 1000:.3f}"
    return stream.filter("select", f"isnan(prev_selected_t)+gt(floor(t/{seconds}),floor(prev_selected_t/{seconds}))")


def taken(folder: Path) -> list[Path]:
    """The pictures in a folder, in the order of time."""
    return sorted(folder.glob("*.jpg"))
