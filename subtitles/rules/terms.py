"""Terms that somebody decided how to translate: found in a source in any of their forms, and looked for beside it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from subtitles import folding
from subtitles.rules import endings
from subtitles.rules.endings import is_form, may_be_form

_KEY = 3  # letters at the beginning of a word, which all of its forms share

Is = Callable[[str, str, str], bool]


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
    """The terms from one language to another (BCP 47).

    What would raise an alarm (a term of the source, a form that is not to be used) is found in its sure forms alone;
    what would still one also in what may be a form.
    """

    def __init__(self, entries: Iterable[Entry], source_language: str, target_language: str) -> None:
        self.source_language, self.target_language = source_language, target_language
        self._forms: dict[str, list[tuple[tuple[str, ...], Entry]]] = defaultdict(list)
        for entry in entries:
            for form in entry.forms:
                if words := folding.folded(form, source_language):
                    self._forms[words[0][:_KEY]].append((words, entry))

    def __bool__(self) -> bool:
        return bool(self._forms)

    def find(self, source: str) -> list[Found]:
        """The terms in a text, in its order; of those that begin at one word the longest."""
        text, found = _Text(source, self.source_language), []
        for at, word in enumerate(text.words):
            here = [(form, entry) for form, entry in self._beginning(text.read[at]) if text.has(at, form, is_form)]
            if here:
                form, entry = max(here, key=lambda each: (len(each[0]), len(each[0][0])))
                found.append(Found(entry, word.start, text.words[at + len(form) - 1].end))
        return found

    def _beginning(self, readings: Iterable[str]) -> Iterator[tuple[tuple[str, ...], Entry]]:
        for key in {reading[:length] for reading in readings for length in range(1, _KEY + 1)}:
            yield from self._forms.get(key, ())

    def expected(self, entry: Entry, target: str) -> bool:
        """Whether a translation has what is right for a term."""
        return next(self._places(entry.right, target, may_be_form), None) is not None

    def forbidden(self, entry: Entry, target: str) -> list[tuple[int, int]]:
        """Where a translation has what is not to be used for it: ranges in code points."""
        return list(self._places(entry.wrong, target, is_form))

    def _places(self, forms: Iterable[str], target: str, same: Is) -> Iterator[tuple[int, int]]:
        text = _Text(target, self.target_language)
        for form in forms:
            asked = folding.folded(form, self.target_language)
            for at in range(len(text.words)) if asked else ():
                if text.has(at, asked, same):
                    yield text.words[at].start, text.words[at + len(asked) - 1].end


class _Text:
    """The words of a text, and each as it may be read."""

    def __init__(self, text: str, language: str) -> None:
        self.language = language
        self.words = folding.words(text, language)
        self.read = [endings.readings(word, text, language) for word in self.words]

    def has(self, at: int, form: Sequence[str], same: Is) -> bool:
        """Whether these words stand there."""
        return len(self.words) - at >= len(form) and all(
            any(same(reading, asked, self.language) for reading in readings)
            for readings, asked in zip(self.read[at : at + len(form)], form, strict=True)
        )
