"""Terms that somebody decided how to translate: found in a source in any of their forms, and looked for beside it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from subtitles import folding
from subtitles.folding import Word

# A word of so many letters may have an ending of so many more: friheten is a form of frihet.
_SHORTEST, _ENDING = 4, 5


@dataclass(frozen=True, slots=True)
class Entry:
    """A term and its translation as people write them; `forms`, `right` and `wrong` as they are looked for."""

    term: str
    expected: str
    forms: tuple[str, ...]
    right: tuple[str, ...]
    wrong: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """`start` and `end` are a range of the text, in code points."""

    entry: Entry
    start: int
    end: int


class Glossary:
    """The terms from one language to another (BCP 47)."""

    def __init__(self, entries: Iterable[Entry], source_language: str, target_language: str) -> None:
        self.source_language, self.target_language = source_language, target_language
        self._forms: dict[str, list[tuple[tuple[str, ...], Entry]]] = defaultdict(list)
        for entry in entries:
            for form in entry.forms:
                if words := folding.folded(form, source_language):
                    self._forms[words[0][:_SHORTEST]].append((words, entry))

    def __bool__(self) -> bool:
        return bool(self._forms)

    def find(self, source: str) -> list[Found]:
        """The terms in a text, in its order; of those that begin at one word the longest."""
        words, found = folding.words(source, self.source_language), []
        for at, word in enumerate(words):
            here = [
                (form, entry) for form, entry in self._forms.get(word.folded[:_SHORTEST], ()) if _at(words, at, form)
            ]
            if here:
                form, entry = max(here, key=lambda each: len(each[0]))
                found.append(Found(entry, word.start, words[at + len(form) - 1].end))
        return found

    def places(self, forms: Iterable[str], target: str) -> Iterator[tuple[int, int]]:
        """Where any of these forms stands in a translation."""
        words = folding.words(target, self.target_language)
        for form in forms:
            asked = folding.folded(form, self.target_language)
            for at in range(len(words)) if asked else ():
                if _at(words, at, asked):
                    yield words[at].start, words[at + len(asked) - 1].end


def _at(words: Sequence[Word], at: int, form: Sequence[str]) -> bool:
    return len(words) - at >= len(form) and all(
        _is(word.folded, asked) for word, asked in zip(words[at : at + len(form)], form, strict=True)
    )


def _is(word: str, asked: str) -> bool:
    if word == asked:
        return True
    return len(asked) >= _SHORTEST and word.startswith(asked) and len(word) - len(asked) <= _ENDING
