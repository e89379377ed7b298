"""A list of Persian words, and what may be joined to one of them.

The list comes as a trie in the format TrieXv3: letters go down, `$` ends a word and goes up one, `<` goes up one (and a
digit behind either that many less one more), `#…;` is a branch that was written before, by its number in base 32.
"""

import gzip
from pathlib import Path
from typing import TypeAlias

from subtitles.rules.words import words

ZWNJ = "\u200c"
_END = ""
_BASE = 32
# Short vowels and doubling are written or left out; the list leaves them out.
_VOWELS = dict.fromkeys(map(ord, "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0654"))
_BEFORE = ("نمی", "می", "بی", "نا", "هم", "پیش", "پس", "باز", "بر", "در", "فرا", "ابر", "غیر")
_BEHIND = words("""
    ها های هایی هایم هایت هایش هایمان هایتان هایشان هایند هاست ای ام ات اش ایم اید اند است مان تان
    شان تر ترین تری ترها ترین‌ها گر گری گرا گرایی گرایان پذیر پذیری ناپذیر مند مندی وار گونه
    آمیز آمیزی ترش ی یی
""")
_JOINED = (
    "ها",
    "های",
    "هایی",
    "م",
    "ت",
    "ش",
    "مان",
    "تان",
    "شان",
    "ی",
    "یی",
    "ان",
    "ند",
    "یم",
    "ید",
    "ست",
    "ترین",
    "تر",
)
_SHORTEST_STEM = 3
Node: TypeAlias = "dict[str, Node | None]"


class Words:
    def __init__(self, root: Node) -> None:
        self._root = root

    def knows(self, word: str) -> bool:
        """Whether every part of the word between its non-joiners is a word, or something that words carry."""
        parts = word.translate(_VOWELS).replace("ۀ", "ه").strip(ZWNJ).split(ZWNJ)
        return all(self._part(part, number, len(parts)) for number, part in enumerate(parts))

    def _part(self, part: str, number: int, parts: int) -> bool:
        if parts > 1 and (part in _BEHIND if number else part in _BEFORE):
            return True
        if self._listed(part):
            return True
        stems = (part.removesuffix(suffix) for suffix in _JOINED if part.endswith(suffix))
        return any(len(stem) >= _SHORTEST_STEM and self._listed(stem) for stem in stems)

    def _listed(self, word: str) -> bool:
        node: Node = self._root
        for letter in word:
            node = node.get(letter) or {}
        return _END in node


def read(path: Path) -> Words:
    """Read the list; some 13 MB in memory for 770,000 words, since branches that are alike are one."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return Words(_root(file.read().partition("__DATA__\n")[2].replace("\n", "")))


def _root(data: str) -> Node:
    """Walk the text once. `path` holds the nodes from the root to where we stand, `letters` how we came there."""
    root: Node = {}
    leaf: Node = {_END: None}
    made, path, letters = [root], [root], [""]
    at, climbing = 0, False
    while at < len(data):
        sign = data[at]
        up = 1 if sign in "<$" else int(sign) - 1 if climbing and sign in "23456789" else 0
        climbing = up > 0
        if sign == "$" and path[-1]:
            path[-1][_END] = None
        elif sign == "$":  # all ends without a branch are one, and have no number
            made.pop()
            path[-2][letters[-1]] = leaf
        elif sign == "#":
            end = data.index(";", at)
            made.pop()
            path[-2][letters[-1]] = made[int(data[at + 1 : end], _BASE)]
            at = end
        elif not climbing:
            at += sign == "\\"
            node: Node = {}
            path[-1][data[at]] = node
            made.append(node)
            path.append(node)
            letters.append(data[at])
        if up:
            del path[-up:], letters[-up:]
        at += 1
    return root
