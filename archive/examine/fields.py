"""What ffprobe's fields mean: rates, ratios, rotations and media types. Pure functions."""

from fractions import Fraction
from typing import Any

# One of ffprobe's objects: names of fields and whatever stands in them.
Fields = dict[str, Any]

HIGHEST_RATE = 120
# Rates that a file without a steady rate is shown at: film, PAL, NTSC and their doubles.
USUAL_RATES = [Fraction(rate) for rate in ("24000/1001", "25", "30000/1001", "50", "60000/1001")]
FALLBACK_RATE = Fraction(25)

MEDIA_TYPES = {
    "mov": "mp4",
    "matroska": "x-matroska",
    "avi": "x-msvideo",
    "mpeg": "mpeg",
    "mpegts": "mp2t",
    "mpegvideo": "mpeg",
    "dv": "x-dv",
    "asf": "x-ms-asf",
    "flv": "x-flv",
    "ogg": "ogg",
    "wav": "wav",
    "w64": "wav",
    "aiff": "aiff",
    "caf": "x-caf",
    "au": "basic",
    "flac": "flac",
    "mp3": "mpeg",
    "aac": "aac",
    "ac3": "ac3",
    "eac3": "eac3",
    "amr": "amr",
}


def frame_rate(base: str, average: str) -> tuple[str, bool]:
    """The steady rate to show a stream at, as "a/b", and whether the stream itself has none."""
    tick, mean = _rate(base), _rate(average)
    if tick and mean and abs(mean / tick - 1) < Fraction(2, 100):
        return _text(tick), False
    if mean:
        return _text(next((rate for rate in USUAL_RATES if rate >= mean * Fraction(98, 100)), USUAL_RATES[-1])), True
    return _text(tick or FALLBACK_RATE), False


def _rate(text: str) -> Fraction | None:
    """A believable rate, or None: some containers write their clock here instead."""
    ratio = _ratio(text)
    return ratio if ratio and ratio <= HIGHEST_RATE else None


def _ratio(text: str) -> Fraction | None:
    over, _, under = text.replace(":", "/").partition("/")
    if not (over.isdigit() and under.isdigit()) or int(over) == 0 or int(under) == 0:
        return None
    return Fraction(int(over), int(under))


def _text(ratio: Fraction) -> str:
    return f"{ratio.numerator}/{ratio.denominator}"


def sample_aspect_ratio(text: str) -> str:
    """Width over height of a stored pixel as "a/b"; square when unknown or absurd."""
    ratio = _ratio(text)
    return _text(ratio) if ratio and Fraction(1, 4) <= ratio <= Fraction(4) else "1/1"


def rotation(side_data: list[Fields]) -> int:
    """Degrees clockwise to turn the picture, in quarters. ffprobe counts the other way round."""
    degrees = next((float(data["rotation"]) for data in side_data if "rotation" in data), 0.0)
    return round(-degrees / 90) * 90 % 360


def media_type(container: str, kind: str, brand: str) -> str:
    """The Internet media type of a file by its content, such as video/quicktime."""
    names = container.split(",")
    if "mov" in names and brand.startswith("qt"):
        return "video/quicktime"
    if "mxf" in names or "gxf" in names:
        return f"application/{names[0]}"
    return f"{kind}/{next((MEDIA_TYPES[name] for name in names if name in MEDIA_TYPES), f'x-{names[0]}')}"
