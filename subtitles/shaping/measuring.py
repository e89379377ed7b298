"""How long a text is for whoever reads it: in grapheme clusters, without tags, marks of direction and joiners."""

import regex

from subtitles.webvtt.cuetext import plain_text

# ZWNJ and ZWJ shape the letters beside them; U+200B, the word joiner and the BOM show nothing at all.
_UNSEEN = regex.compile("[\u200b-\u200d\u2060\ufeff]")
# Without any of these every code point is a cluster of its own.
_JOINED = regex.compile(r"[\p{M}\p{So}\p{Sk}\p{Cf}\r\u1100-\u11ff\U0001f1e6-\U0001f1ff]")
_CLUSTER = regex.compile(r"\X")


def length(payload: str) -> int:
    """Grapheme clusters (UAX 29) that a reader sees of raw cue text; a line feed counts as one."""
    if payload.isascii() and "<" not in payload and "&" not in payload:
        return len(payload)
    text = plain_text(payload)
    if not _JOINED.search(text):
        return len(_UNSEEN.sub("", text)) if _UNSEEN.search(text) else len(text)
    # An emoji is joined by ZWJ: there the joiner is part of the cluster, and the cluster is counted once.
    clusters = _CLUSTER.findall(text)
    return sum(1 for cluster in clusters if _UNSEEN.sub("", cluster))
