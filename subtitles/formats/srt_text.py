"""The text of SubRip's cues and WebVTT's, each made from the other."""

import html
import re
from dataclasses import dataclass

from subtitles.formats import heads, marks
from subtitles.reasons import Reason
from subtitles.webvtt import Dropped, Mended, cuetext

# {\an8} and its like place a line; <font> colours it; <b>, <i> and <u> are the same in WebVTT.
_MARKUP = re.compile(r"\{\\[^{}\n]*\}|</?font\b[^<>\n]*>|(</?[biu]>)", re.IGNORECASE)
# Nothing in it means anything to either, and nothing is invisible: most lines of most files.
_PLAIN = re.compile(r"[^&<>{\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]*")
_LOOKS_MARKED = re.compile(r"[<{]")
_PLACE = re.compile(r"\{\\an([0-9])\}")
_TAG_OR_ARROW_END = re.compile(r"</?[biu]>|[>→⟶➔➜⇒]")  # one of our own tags stays whole
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_UNPRINTABLE = frozenset("\u00a0\u200c\u200d\u00ad")
# By the keys of a number pad: the upper row, the middle one; the lower one is where cues stand anyway.
_UPPER, _MIDDLE = frozenset({"7", "8", "9"}), frozenset({"4", "5", "6"})


@dataclass(slots=True)
class Taken:
    """What became of the lines of a file so far."""

    dropped: list[Dropped]
    mended: list[Mended]


def cue_text(line: str, number: int, taken: Taken) -> tuple[str, str]:
    """A line as cue text, and the setting that a mark in it stands for; what was lost or mended is told."""
    if _PLAIN.fullmatch(line):
        return line, ""
    clean = line
    if marks.has_marks(line):
        clean = marks.cleaned(line)
        if not marks.is_ours(line, clean):
            taken.mended.append(Mended(number, Reason.MARKS, line, clean))
    plain = _without_entities(clean, number, taken)
    if not _LOOKS_MARKED.search(plain):
        return html.escape(plain, quote=False), ""
    return _without_markup(clean, number, taken)


def _without_entities(line: str, number: int, taken: Taken) -> str:
    if "&" not in line:
        return line
    plain = _ENTITY.sub(_unescaped, line)
    if plain != line:
        taken.mended.append(Mended(number, Reason.ENTITY, line, plain))
    return plain


def _unescaped(found: re.Match[str]) -> str:
    character = html.unescape(found[0])
    # A name that HTML does not know stays; a control character would be no text.
    is_text = character.isprintable() or character in _UNPRINTABLE
    return character if is_text and character not in {"", "\ufffd"} else found[0]


def _without_markup(line: str, number: int, taken: Taken) -> tuple[str, str]:
    """Escape what WebVTT would take for markup, keep <b>, <i> and <u>, report the rest."""
    written, lost, setting, at = [], [], "", 0
    for found in _MARKUP.finditer(line):
        written.append(_escaped(line[at : found.start()]))
        at = found.end()
        place = _PLACE.fullmatch(found[0])
        if found[1]:
            written.append(found[1].lower())
        elif place and not setting and place[1] in _UPPER | _MIDDLE:
            setting = "line:0" if place[1] in _UPPER else "line:50%"
            taken.mended.append(Mended(number, Reason.PLACE, found[0], setting))
        else:
            lost.append(found[0])
    if lost:
        taken.dropped.append(Dropped(number, Reason.MARKUP, " ".join(lost)))
    return "".join(written) + _escaped(line[at:]), setting


def _escaped(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return text
    return html.escape(_ENTITY.sub(_unescaped, text), quote=False)


def srt_lines(payload: str) -> list[str]:
    """Cue text as SubRip's lines, written so that they are read as the same text again."""
    written, said = [], ""
    for token in cuetext.tokens(payload):
        if token.kind == "text":
            said += token.value
        elif token.kind != "timestamp" and token.value in {"b", "i", "u"}:
            written += [_escaped_for_srt(said), f"<{'/' if token.kind == 'end' else ''}{token.value}>"]
            said = ""
    lines = "".join([*written, _escaped_for_srt(said)]).split("\n")
    return [_no_head(line) for line in lines if line.strip()]


def _escaped_for_srt(text: str) -> str:
    return _MARKUP.sub(_kept_from_reading, _ENTITY.sub(_kept_from_reading, text))


def _kept_from_reading(found: re.Match[str]) -> str:
    """Text that only looks like markup: its first character as an entity, which SubRip's better readers know."""
    return f"&#{ord(found[0][0])};{found[0][1:]}"


def _no_head(line: str) -> str:
    if heads.may_be(line) and (heads.read(line) or heads.is_half(line)):
        return _TAG_OR_ARROW_END.sub(lambda found: found[0] if found[0][0] == "<" else f"&#{ord(found[0])};", line)
    return line
