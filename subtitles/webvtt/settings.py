"""Cue settings: which of them the W3C's "parse the WebVTT cue settings" would heed."""

import math
import re
from collections.abc import Callable

from subtitles.reasons import Reason

_WHITESPACE = re.compile(r"[ \t\n\f\r]+")
_PERCENTAGE = re.compile(r"([0-9]+(?:\.[0-9]+)?)%")
_LINE_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_LINE_ALIGN = {"start", "center", "end"}
_POSITION_ALIGN = {"line-left", "center", "line-right"}
_ALIGN = {"start", "center", "end", "left", "right"}
_VERTICAL = {"rl", "lr"}
_REGION = "region:"
_HUNDRED = 100


def sort_settings(text: str, regions: set[str]) -> tuple[str, dict[Reason, str]]:
    """The valid settings divided by single spaces, and the others by the reason why they are passed over.

    `regions` are the identifiers defined above the cue.
    """
    kept: list[str] = []
    refused: dict[Reason, list[str]] = {}
    for setting in words(text):
        reason = _objection(setting, regions)
        if reason is None:
            kept.append(setting)
            continue
        if reason == Reason.UNKNOWN_REGION:  # it takes the place of the one before all the same
            refused.setdefault(reason, []).extend(old for old in kept if old.startswith(_REGION))
            kept = [old for old in kept if not old.startswith(_REGION)]
        refused.setdefault(reason, []).append(setting)
    return " ".join(kept), {reason: " ".join(settings) for reason, settings in refused.items()}


def region_identifier(block: str) -> set[str]:
    """The identifier that a REGION block defines (the last one counts); empty when it defines none."""
    found = [word[3:] for word in words(block.partition("\n")[2]) if word.startswith("id:") and len(word) > len("id:")]
    return set(found[-1:])


def words(text: str) -> list[str]:
    """Split on ASCII whitespace: a no-break space or a ZWNJ is part of a word here."""
    return [word for word in _WHITESPACE.split(text) if word]


def _objection(setting: str, regions: set[str]) -> Reason | None:
    name, colon, value = setting.partition(":")
    if not (name and colon and value):
        return Reason.BAD_SETTING
    if name == "region":
        return None if value in regions else Reason.UNKNOWN_REGION
    valid = _VALID.get(name)
    return None if valid and valid(value) else Reason.BAD_SETTING


def _percentage(value: str) -> bool:
    found = _PERCENTAGE.fullmatch(value)
    return found is not None and float(found[1]) <= _HUNDRED


def _line(value: str) -> bool:
    place, comma, align = value.partition(",")
    if comma and align not in _LINE_ALIGN:
        return False
    if _LINE_NUMBER.fullmatch(place):
        return math.isfinite(float(place))
    return _percentage(place)


def _position(value: str) -> bool:
    place, comma, align = value.partition(",")
    return _percentage(place) and (not comma or align in _POSITION_ALIGN)


_VALID: dict[str, Callable[[str], bool]] = {
    "vertical": _VERTICAL.__contains__,
    "line": _line,
    "position": _position,
    "size": _percentage,
    "align": _ALIGN.__contains__,
}
