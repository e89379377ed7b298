"""Places on the screen as the nine keys of a number pad, which ASS knows, and as cue settings. No Django here."""

import re

BOTTOM, MIDDLE, TOP = 0, 1, 2
DEFAULT = 2
_ROWS = {BOTTOM: "", MIDDLE: "line:50%,center", TOP: "line:0"}
_COLUMNS = ("align:left", "", "align:right")
_LINE = re.compile(r"(-?)([0-9]+(?:\.[0-9]+)?)(%?)")
_UPPER_PERCENT, _LOWER_PERCENT, _UPPER_LINES = 34, 67, 6


def settings(key: int) -> str:
    """The settings of a place from 1 (bottom left) to 9 (top right); none for 2, where cues stand by themselves."""
    row, column = divmod(key - 1, 3)
    return " ".join(part for part in (_ROWS[row], _COLUMNS[column]) if part)


def key_of(text: str, direction: str = "ltr") -> int:
    """The key that is nearest to where these settings put a cue."""
    named = dict(setting.split(":", 1) for setting in text.split() if ":" in setting)
    return _row(named.get("line", "")) * 3 + _column(named.get("align", ""), direction) + 1


def _column(align: str, direction: str) -> int:
    sides = {"left": 0, "right": 2, "start": 0, "end": 2}
    side = sides.get(align, 1)
    return 2 - side if direction == "rtl" and align in {"start", "end"} else side


def _row(line: str) -> int:
    found = _LINE.match(line)
    if found is None:
        return BOTTOM
    value = float(found[2])
    if found[3]:
        return TOP if value < _UPPER_PERCENT else MIDDLE if value < _LOWER_PERCENT else BOTTOM
    return BOTTOM if found[1] or value > _UPPER_LINES else TOP
