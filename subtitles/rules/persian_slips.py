"""What may be meant by a Persian word that no list has: the slips that hands and ears make, the likeliest first."""

from collections.abc import Callable, Iterator

from subtitles.rules.words import words

ZWNJ = "\u200c"
_ALPHABET = "اآبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئءأؤ"
# Letters that sound alike, so that who writes by ear takes one for the other.
_ALIKE = ("تط", "ثسص", "ذزضظ", "حه", "غق", "اآع")
# What other keyboards write for a Persian letter.
_FOREIGN = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه"})
_JOINED = words("ها های هایی هایش هایم تر ترین ای ام ات اش اند ایم اید")


def meant(word: str, is_word: Callable[[str], bool]) -> Iterator[str]:
    """Words of the list that are one slip away, as they come to mind; some twice."""
    for slips in (_foreign, _apart, _by_ear, _turned, _doubled, _left_out, _other):
        yield from (found for found in slips(word) if found != word and is_word(found))


def _foreign(word: str) -> Iterator[str]:
    yield word.translate(_FOREIGN)


def _apart(word: str) -> Iterator[str]:
    """A non-joiner before an ending or behind می; one where none belongs."""
    for prefix in ("نمی", "می"):
        if word.startswith(prefix):
            yield prefix + ZWNJ + word.removeprefix(prefix)
    yield from (word.removesuffix(end) + ZWNJ + end for end in sorted(_JOINED, key=len) if word.endswith(end))
    yield word.replace(ZWNJ, "")


def _by_ear(word: str) -> Iterator[str]:
    for at, letter in enumerate(word):
        alike = "".join(group for group in _ALIKE if letter in group)
        yield from (word[:at] + other + word[at + 1 :] for other in alike)


def _turned(word: str) -> Iterator[str]:
    """Two letters in each other's place."""
    yield from (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))


def _doubled(word: str) -> Iterator[str]:
    """A letter too many."""
    yield from (word[:at] + word[at + 1 :] for at in range(len(word)))


def _left_out(word: str) -> Iterator[str]:
    yield from (word[:at] + letter + word[at:] for at in range(len(word) + 1) for letter in _ALPHABET)


def _other(word: str) -> Iterator[str]:
    yield from (word[:at] + letter + word[at + 1 :] for at in range(len(word)) for letter in _ALPHABET)
