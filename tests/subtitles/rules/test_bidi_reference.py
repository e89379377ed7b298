"""What `bidi` says of a line against GNU FriBidi and ICU, which both run the Unicode standard's own conformance tests.

They differ from each other in what is invisible, in lines of digits alone, and in a mark between a sign and a bracket
(FriBidi 1.0.8). Whatever the line, ours is what at least one of them says.
"""

import ctypes
import re
from ctypes.util import find_library
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from subtitles.rules import bidi
from subtitles.rules.direction import BROWSERS, LEFT, STANDARD, shown

_FOUND, _ICU = find_library("fribidi"), find_library("icuuc")
pytestmark = pytest.mark.skipif(_FOUND is None, reason="The library fribidi (Debian: libfribidi0) is not installed.")
# FriBidi's names for a base direction.
_LTR, _RTL, _ON = 0x110, 0x111, 0x40
# Letters, digits, signs, marks and brackets that a cue may hold, a few of each class of the standard.
_SIGNS = "aZå ابگپاَّ\u0654ـ\u200c0129۰۵۹٠٥+-/.,:;%٪٫٬$€#&@!?؟،؛«»“”…–'\"()[]{}אבéß\n"
LINES = st.text(st.sampled_from(_SIGNS.replace("\n", "")), max_size=14)


def reference(line: str, base: int) -> list[int]:
    """The levels that FriBidi gives each letter of a line of this base direction."""
    library = ctypes.CDLL(_FOUND)
    text = (ctypes.c_uint32 * len(line))(*map(ord, line))
    types, brackets = (ctypes.c_uint32 * len(line))(), (ctypes.c_uint32 * len(line))()
    levels, direction = (ctypes.c_int8 * len(line))(), ctypes.c_uint32(_RTL if base else _LTR)
    library.fribidi_get_bidi_types(text, len(line), types)
    library.fribidi_get_bracket_types(text, len(line), types, brackets)
    assert library.fribidi_get_par_embedding_levels_ex(types, brackets, len(line), ctypes.byref(direction), levels)
    library.fribidi_reorder_line(0, types, len(line), 0, direction, levels, None, None)
    return list(levels)


def other_reference(line: str, base: int) -> list[int]:
    """The same by ICU, whose functions carry its version in their names. No letter lies beyond the basic plane."""
    library, version = ctypes.CDLL(_ICU), re.search(r"\.(\d+)", _ICU or "")
    assert version
    opened, set_to, levels_of, close = (
        getattr(library, f"ubidi_{name}_{version[1]}") for name in ("open", "setPara", "getLevels", "close")
    )
    opened.restype, levels_of.restype = ctypes.c_void_p, ctypes.POINTER(ctypes.c_uint8)
    paragraph, error = ctypes.c_void_p(opened()), ctypes.c_int(0)
    text = ctypes.create_string_buffer(line.encode("utf-16-le"))
    set_to(paragraph, text, len(line), ctypes.c_uint8(base), None, ctypes.byref(error))
    found = levels_of(paragraph, ctypes.byref(error))
    assert error.value <= 0
    levels = [found[at] for at in range(len(line))]
    close(paragraph)
    return levels


def same(line: str, base: int) -> None:
    if line:
        assert bidi.levels(line, base) == reference(line, base), ascii(line)


@pytest.mark.skipif(_ICU is None, reason="The library icuuc (Debian: libicu) is not installed.")
@given(LINES, st.sampled_from([bidi.LTR, bidi.RTL]))
@example("a(ب)c", 1)
@example("ا[b(c]d)", 0)
@example("سال ۱۲:۳۰+5%", 1)
@example("0:\u200c0", 1)
@example("[٠;\u064e]א", 0)
@settings(max_examples=1000, deadline=None)
def test_a_line_of_any_letters_has_the_levels_of_a_reference(line: str, base: int) -> None:
    if line:
        assert bidi.levels(line, base) in (reference(line, base), other_reference(line, base)), ascii(line)


def test_every_short_row_of_classes_has_them() -> None:
    for letters in product("aاב1۱٠+.%, ()َ\u200c", repeat=3):
        for base in (bidi.LTR, bidi.RTL):
            same("".join(letters), base)


@pytest.mark.parametrize("plain", ["NATO رفت.\nو C++ ماند", "12 زن\nabc!", "«Ja» گفت", "...", "+98 12"])
def test_what_each_kind_of_player_shows_is_what_the_reference_shows(plain: str) -> None:
    for line in plain.split("\n"):
        bases = {
            STANDARD: bidi.first_strong(line),
            BROWSERS: bidi.first_strong(plain),
            LEFT: bidi.LTR,
        }
        seen = shown(plain, line, bidi.RTL)
        for player, first in bases.items():
            assert seen[player] == _seen(line, bidi.RTL if first is None else first)


def _seen(line: str, base: int) -> str:
    """The letters from left to right: rule L2 written once more, over the levels of the reference."""
    levels = reference(line, base)
    cells = list(zip(levels, line, strict=True))
    for level in range(max(levels), 0, -1):
        at = 0
        while at < len(cells):
            end = at
            while end < len(cells) and cells[end][0] >= level:
                end += 1
            cells[at:end] = cells[at:end][::-1]
            at = end + 1
    mirrored = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))
    return "".join(mirrored.get(letter, letter) if level % 2 else letter for level, letter in cells)
