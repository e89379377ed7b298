"""How loud a programme is (EBU R 128, ITU-R BS.1770) and what to do about it."""

import math
import re

# AES77-2023 recommends -18 LUFS for speech that is listened to by streaming.
TARGET_LUFS = -18.0
# A very quiet tape is mostly noise; more gain than this would make that the programme.
MOST_GAIN_DB = 20.0
CEILING_DB = -1.5
INTEGRATED = re.compile(r"Integrated loudness:\s+I:\s+(-?inf|nan|-?[\d.]+) LUFS")
GATE_LUFS = -70.0  # below the absolute gate of BS.1770 nothing was heard at all


def parse(stderr: str) -> float | None:
    """Integrated loudness in LUFS from the closing words of ffmpeg's ebur128; None for silence."""
    found = INTEGRATED.findall(stderr)
    if not found:
        return None
    lufs = float(found[-1])
    return lufs if math.isfinite(lufs) and lufs > GATE_LUFS else None


def gain(lufs: float | None) -> float:
    """Decibels to the target; none for silence."""
    return 0.0 if lufs is None else round(min(MOST_GAIN_DB, TARGET_LUFS - lufs), 2)
