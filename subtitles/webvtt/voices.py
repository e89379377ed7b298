"""Who says a cue: the annotation of WebVTT's `<v Anna>`, called a label here, and cue text under other names.

A label is what a translator or a program wrote. What a reader meets in its place is for others to say.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator

_TAG = re.compile(r"<([^>]*)(?:>|\Z)")
_VOICE = re.compile(r"v((?:\.[^ \t\n\f.]*)*)[ \t\n\f]([\s\S]*)")
_SPACES = re.compile(r"[ \t\n\f\r]+")
_KNOWN = re.compile(r"(/?)(c|i|b|u|ruby|rt|v|lang)((?:\.[^ \t\n\f.]*)*)(?:[ \t\n\f]([\s\S]*))?")
_TIMESTAMP = re.compile(r"[0-9:.]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")  # BCP 47
# The classes that the standard gives a look; any other is a name that somebody made up.
COLOURS = frozenset(
    f"{ground}{colour}"
    for ground in ("", "bg_")
    for colour in ("white", "lime", "cyan", "red", "yellow", "magenta", "blue", "black")
)


def labels(payload: str) -> Iterator[str]:
    """The labels in cue text in their order, as a browser understands them: references resolved, single spaces."""
    if "<v" not in payload:
        return
    for tag in _TAG.finditer(payload):
        if (voice := _VOICE.fullmatch(tag[1])) and (label := _label(voice[2])):
            yield label


def renamed(payload: str, name: Callable[[str], str]) -> str:
    """Cue text with the name of each label in its place, without a voice where that is empty.

    Nothing stays in a tag that no reader sees: classes that somebody made up, annotations that mean nothing, and tags
    that no browser knows.
    """
    if "<" not in payload:
        return payload
    return _TAG.sub(lambda tag: _tag(tag[1], name), payload)


def announced(payloads: Iterable[str], name: Callable[[str], str]) -> Iterator[str]:
    """Cue texts in their order, with "Name: " before what somebody says where another spoke before; no voices."""
    last = ""

    def say(tag: re.Match[str]) -> str:
        nonlocal last
        known = _KNOWN.fullmatch(tag[1])
        if known is None or known[2] != "v":
            return _tag(tag[1], name)
        if known[1]:
            return ""
        before, last = last, name(_label(known[4] or ""))
        return f"{html.escape(last, quote=False)}: " if last and last != before else ""

    for payload in payloads:
        if "<v" not in payload:
            last = ""  # who speaks here is not known
        yield _TAG.sub(say, payload) if "<" in payload else payload


def _tag(inside: str, name: Callable[[str], str]) -> str:
    if _TIMESTAMP.fullmatch(inside):
        return f"<{inside}>"
    known = _KNOWN.fullmatch(inside)
    if known is None:
        return ""
    slash, kind, classes, annotation = known.groups(default="")
    if slash:
        return f"</{kind}>"
    kept = "".join(f".{each}" for each in classes.split(".") if each in COLOURS)
    shown = ""
    if kind == "v":
        shown = html.escape(name(_label(annotation)), quote=False)
    elif kind == "lang" and _LANGUAGE.fullmatch(annotation.strip()):
        shown = annotation.strip()
    return f"<{kind}{kept} {shown}>" if shown else f"<{kind}{kept}>"


def _label(annotation: str) -> str:
    return _SPACES.sub(" ", html.unescape(annotation)).strip(" ")
