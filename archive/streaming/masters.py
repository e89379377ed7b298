"""The master playlist (RFC 8216) of what is left where the sound or the picture is closed."""

from collections.abc import Collection, Iterable

from archive.access import Layer
from archive.models import Rendition
from archive.streaming import layers

HEAD = ("#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS")


def master(renditions: Iterable[Rendition], open_layers: Collection[Layer]) -> str:
    """Names the rungs of the open layers alone, largest first; "" where there is none.

    Nothing in it tells of the others: rates and codecs are those of what it names.
    """
    shown = [each for each in renditions if layers.of(f"{each.name}/index.m3u8") <= set(open_layers)]
    lines = [line for each in shown for line in (_variant(each), f"{each.name}/index.m3u8")]
    return "\n".join([*HEAD, *lines, ""]) if lines else ""


def _variant(rung: Rendition) -> str:
    attributes = [
        f"BANDWIDTH={rung.bandwidth}",
        f"AVERAGE-BANDWIDTH={rung.average_bandwidth}",
        f'CODECS="{rung.codecs}"',
        *([f"RESOLUTION={rung.width}x{rung.height}"] if rung.width else []),
        *([f"FRAME-RATE={rung.frame_rate:.3f}"] if rung.frame_rate else []),
    ]
    return "#EXT-X-STREAM-INF:" + ",".join(attributes)
