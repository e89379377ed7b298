"""Unicode's bidirectional algorithm (UAX #9), for one line of a cue: enough of it to know what a player shows.

Cue texts hold no embeddings, overrides or isolates: reading a file takes them out. So only the rules P2 to P3, W1 to
W7, N0 to N2, I1 to I2, L1, L2 and L4 are needed.
"""

import unicodedata
from collections.abc import Iterator
from itertools import groupby

LTR, RTL = 0, 1
_STRONG = {"L": LTR, "R": RTL, "AL": RTL}
_MIRRORS = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))
_OPENING, _CLOSING = "([{", ")]}"
_NEUTRAL = frozenset({"B", "S", "WS", "ON"})


class _Kinds(dict[str, str]):
    """The bidirectional class of each character, looked up once."""

    def __missing__(self, character: str) -> str:
        self[character] = kind = unicodedata.bidirectional(character)
        return kind


bidirectional = _Kinds().__getitem__


def first_strong(text: str) -> int | None:
    """The direction of the first letter that has one: 0 to the right, 1 to the left, None where none has."""
    return next((_STRONG[kind] for kind in map(bidirectional, text) if kind in _STRONG), None)


def visual(line: str, base: int) -> str:
    """The line as it stands on the screen, from left to right, when its base direction is `base` (0 or 1)."""
    order = visual_order(line, base)
    found = levels(line, base)
    return "".join(_MIRRORS.get(line[at], line[at]) if found[at] % 2 else line[at] for at in order)


def visual_order(line: str, base: int) -> list[int]:
    """Indices of the line's code points from left to right (rule L2)."""
    found = levels(line, base)
    order = list(range(len(line)))
    for level in range(max(found, default=0), 0, -1):
        placed: list[int] = []
        for high, run in groupby(order, [each >= level for each in found].__getitem__):
            places = list(run)
            placed += places[::-1] if high else places
        order = placed
    return order


def levels(line: str, base: int) -> list[int]:
    """The embedding level of each code point. What is invisible goes with what stands before it (rule X9)."""
    seen = [character for character in line if bidirectional(character) != "BN"]
    resolved = iter(_resolved("".join(seen), base))
    found: list[int] = []
    for character in line:
        found.append((found[-1] if found else base) if bidirectional(character) == "BN" else next(resolved))
    for at in range(len(line) - 1, -1, -1):  # L1: spaces at the end of a line take the base
        if bidirectional(line[at]) not in {"WS", "S", "B", "BN"}:
            break
        found[at] = base
    return found


def _resolved(line: str, base: int) -> list[int]:
    """The level of each code point of a line in which none is invisible."""
    kinds = _weak(line, base)
    _brackets(line, kinds, base)
    _neutral(kinds, base)
    even = {"L": base + base % 2, "R": base + (base + 1) % 2}
    numbers = base + 2 - base % 2
    return [even.get(kind, numbers) for kind in kinds]


def _weak(line: str, base: int) -> list[str]:
    """Rules W1 to W7. Marks go with the letter before them."""
    kinds: list[str] = []
    strong = start = "R" if base else "L"
    for character in line:
        kind = bidirectional(character)
        if kind == "NSM":
            kind = kinds[-1] if kinds else start
        elif kind == "EN" and strong == "AL":
            kind = "AN"
        elif kind in _STRONG:
            strong = kind
        kinds.append(kind)
    kinds = ["R" if kind == "AL" else kind for kind in kinds]
    for at in range(1, len(kinds) - 1):
        kind, before, after = kinds[at], kinds[at - 1], kinds[at + 1]
        divides = (kind == "CS" and before in {"EN", "AN"}) or (kind == "ES" and before == "EN")
        if before == after and divides:
            kinds[at] = before
    _terminators(kinds)
    strong = start
    for at, kind in enumerate(kinds):
        if kind in {"L", "R"}:
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[at] = "L"
    return kinds


def _terminators(kinds: list[str]) -> None:
    """W5 and W6: signs of money and per cent go with their number, what else divides numbers becomes neutral."""
    at = 0
    for kind, run in groupby(list(kinds)):
        length = len(list(run))
        if kind in {"ET", "ES", "CS"}:
            beside = {kinds[at - 1] if at else "", kinds[at + length] if at + length < len(kinds) else ""}
            became = "EN" if kind == "ET" and "EN" in beside else "ON"
            kinds[at : at + length] = [became] * length
        at += length


def _brackets(line: str, kinds: list[str], base: int) -> None:
    """N0: a pair of brackets takes the direction of what stands in it, or before it."""
    ours = "R" if base else "L"
    for opening, closing in _pairs(line, kinds):
        inside = {_side(kind) for kind in kinds[opening + 1 : closing]} - {""}
        if ours in inside:
            became = ours
        elif inside:
            before = next((side for kind in reversed(kinds[:opening]) if (side := _side(kind))), ours)
            became = before if before in inside else ours
        else:
            continue
        kinds[opening] = kinds[closing] = became


def _pairs(line: str, kinds: list[str]) -> Iterator[tuple[int, int]]:
    waiting: list[int] = []
    found: list[tuple[int, int]] = []
    for at, character in enumerate(line):
        if kinds[at] != "ON":
            continue
        if character in _OPENING:
            waiting.append(at)
        elif character in _CLOSING:
            partner = _OPENING[_CLOSING.index(character)]
            place = next((n for n in range(len(waiting) - 1, -1, -1) if line[waiting[n]] == partner), None)
            if place is not None:
                found.append((waiting[place], at))
                del waiting[place:]
    return iter(sorted(found))


def _side(kind: str) -> str:
    return "L" if kind == "L" else "R" if kind in {"R", "EN", "AN"} else ""


def _neutral(kinds: list[str], base: int) -> None:
    """N1 and N2: what stands between two of one direction takes it, everything else takes the base."""
    ours = "R" if base else "L"
    at = 0
    for neutral, run in groupby(list(kinds), lambda kind: kind in _NEUTRAL):
        length = len(list(run))
        if neutral:
            before = _side(kinds[at - 1]) if at else ours
            after = _side(kinds[at + length]) if at + length < len(kinds) else ours
            kinds[at : at + length] = [before if before == after else ours] * length
        at += length
