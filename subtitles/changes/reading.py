"""A change as it came from outside: taken as it was sent, or refused by a code. Nothing in it is trusted or mended."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import cast

from subtitles.changes.cues import Change

_NAME = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Code points that no database and no file keeps.
_UNKEPT = re.compile("[\0\ud800-\udfff]")
MOST_MS = 100_000_000_000
MOST_LETTERS = 20_000
MOST_LETTERS_OF_SETTINGS = 1_000
MOST_NUMBER = 2_000_000_000
_MADE_LENGTH = 40
_MOST_SOURCES = 100  # that one cue hangs on


class Reason(StrEnum):
    """Why a change was not taken."""

    MALFORMED = "malformed"
    KIND = "kind"
    TIMES = "times"
    TOO_LONG = "too_long"
    LETTERS = "letters"
    AHEAD = "ahead"  # it is based on a number that is not there yet
    TAKEN = "name_taken"  # another cue has, or had, the name of a new one


class Malformed(ValueError):
    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


Read = Callable[[object], object]


def read(raw: object) -> Change:
    """The change, with nothing in it but what its kind has. Raises Malformed."""
    if not isinstance(raw, dict):
        raise Malformed(Reason.MALFORMED)
    kind = raw.get("kind")
    if not isinstance(kind, str) or kind not in _KINDS:
        raise Malformed(Reason.KIND if isinstance(kind, str) else Reason.MALFORMED)
    made = {"id": _name(raw.get("id")), "base": _number(raw.get("base")), "kind": kind, "made": _made(raw.get("made"))}
    made["cue"] = _none(raw.get("cue")) if kind == "shift" else _name(raw.get("cue"))
    for name, reads in _KINDS[kind].items():
        made[name] = reads(raw.get(name))
    if kind in _WAS and raw.get("was") is not None:
        made["was"] = _WAS[kind](raw["was"])
    _look(made)
    return cast("Change", made)


def _look(made: Mapping[str, object]) -> None:
    """What its parts have to be to each other."""
    named = [made[name] for name in ("cue", "into", "with") if name in made]
    if len(set(named)) < len(named):
        raise Malformed(Reason.MALFORMED)
    for name in ("was", "cue_was"):
        cue = made.get(name)
        if isinstance(cue, dict) and cue["uuid"] != made["cue"]:
            raise Malformed(Reason.MALFORMED)
    if made["kind"] == "shift" and cast("int", made["from"]) + cast("int", made["ms"]) < 0:
        raise Malformed(Reason.TIMES)


def _name(raw: object) -> str:
    if not isinstance(raw, str) or not _NAME.fullmatch(raw):
        raise Malformed(Reason.MALFORMED)
    return raw


def _none(raw: object) -> object:
    """A change of all cues names none."""
    if raw is not None:
        raise Malformed(Reason.MALFORMED)
    return raw


def _whole(raw: object, least: int, most: int, reason: Reason) -> int:
    # True is a whole number to Python alone.
    if not isinstance(raw, int) or isinstance(raw, bool):
        raise Malformed(Reason.MALFORMED)
    if not least <= raw <= most:
        raise Malformed(reason)
    return raw


def _number(raw: object) -> int:
    return _whole(raw, 0, MOST_NUMBER, Reason.MALFORMED)


def _moment(raw: object) -> int:
    return _whole(raw, 0, MOST_MS, Reason.TIMES)


def _by(raw: object) -> int:
    return _whole(raw, -MOST_MS, MOST_MS, Reason.TIMES)


def _made(raw: object) -> str:
    return _letters(raw, _MADE_LENGTH) if raw is not None else ""


def _letters(raw: object, most: int) -> str:
    if not isinstance(raw, str):
        raise Malformed(Reason.MALFORMED)
    if len(raw) > most:
        raise Malformed(Reason.TOO_LONG)
    if _UNKEPT.search(raw):
        raise Malformed(Reason.LETTERS)
    return raw


def _text(raw: object) -> str:
    return _letters(raw, MOST_LETTERS)


def _flag(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise Malformed(Reason.MALFORMED)
    return raw


def _times(raw: object) -> list[int]:
    if not isinstance(raw, list) or len(raw) != 2:  # noqa: PLR2004 - a start and an end
        raise Malformed(Reason.MALFORMED)
    start, end = map(_moment, raw)
    if end < start:
        raise Malformed(Reason.TIMES)
    return [start, end]


def _two(reads: Read) -> Read:
    def pair(raw: object) -> list[object]:
        if not isinstance(raw, list) or len(raw) != 2:  # noqa: PLR2004 - two halves
            raise Malformed(Reason.MALFORMED)
        return [reads(each) for each in raw]

    return pair


def _or_none(reads: Read) -> Read:
    return lambda raw: None if raw is None else reads(raw)


def _half(raw: object) -> str:
    if raw not in ("first", "second"):
        raise Malformed(Reason.MALFORMED)
    return str(raw)


def _settings(raw: object) -> str:
    return _letters(raw, MOST_LETTERS_OF_SETTINGS)


def _seen(raw: object) -> dict[str, object]:
    if not isinstance(raw, dict) or len(raw) > _MOST_SOURCES:
        raise Malformed(Reason.MALFORMED)
    return {_name(name): _text(text) for name, text in raw.items()}


def _cue(raw: object) -> dict[str, object]:
    if not isinstance(raw, dict):
        raise Malformed(Reason.MALFORMED)
    cue: dict[str, object] = {"uuid": _name(raw.get("uuid"))}
    cue["start"], cue["end"] = _times([raw.get("start"), raw.get("end")])
    cue["text"] = _text(raw.get("text"))
    cue |= {name: _settings(raw.get(name)) for name in ("settings", "identifier")}
    cue |= {name: _flag(raw.get(name)) for name in ("confirmed", "machine")}
    return {**cue, "stale": None}


_KINDS: dict[str, dict[str, Read]] = {
    "text": {"was": _text, "text": _text},
    "times": {"was": _times, "times": _times},
    "insert": {"times": _times, "text": _text},
    "delete": {"was": _cue},
    "split": {"into": _name, "texts": _two(_text), "times": _two(_times), "keeps": _half},
    "merge": {"with": _name, "text": _text, "times": _times},
    "confirm": {"confirmed": _flag},
    "comment": {"text": _text},
    "restore": {"was": _or_none(_cue), "cue_was": _cue},
    "seen": {"seen": _seen},
    "settle": {"of": _name},
    "resolve": {"of": _name, "resolved": _flag},
    "shift": {"from": _moment, "ms": _by},
}
# What may be said beside it: the text, or the texts, that its author saw.
_WAS: dict[str, Read] = {"split": _text, "merge": _two(_text)}
