"""Where a phrase stands in a row of terms. Used to locate and to mark what an engine found."""

from collections.abc import Iterator, Sequence


def occurrences(terms: Sequence[str], phrase: Sequence[str]) -> Iterator[int]:
    """Every index at which all of `phrase` stands in `terms`, in order."""
    first, length = phrase[0], len(phrase)
    wanted = list(phrase)
    for index in range(len(terms) - length + 1):
        if terms[index] == first and list(terms[index : index + length]) == wanted:
            yield index


def contains(terms: Sequence[str], phrase: Sequence[str]) -> bool:
    return next(occurrences(terms, phrase), None) is not None


def over_the_edge(terms: Sequence[str], phrase: Sequence[str]) -> range | None:
    """The part of `terms` that belongs to a phrase which begins before it, ends after it, or both; None if none."""
    length = len(phrase)
    if len(terms) < length and contains(phrase, terms or [""]):
        return range(len(terms))
    for shared in range(min(length - 1, len(terms)), 0, -1):
        if list(terms[-shared:]) == list(phrase[:shared]):
            return range(len(terms) - shared, len(terms))
        if list(terms[:shared]) == list(phrase[-shared:]):
            return range(shared)
    return None
