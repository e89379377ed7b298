"""What a language's words do to a line break, as lists. Words are written in lower case, without punctuation."""

from dataclasses import dataclass, field

import regex


def words(text: str) -> frozenset[str]:
    """A list of words, divided by spaces."""
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Grammar:
    """The words of one language that hold together or come apart.

    `articles` stand with what follows them: determiners, possessives, counting words. `adjectives` are those common
    enough for a list. `auxiliaries` wait for their verb,
    `negations` and `pronouns` belong to the word after them. `subordinators` open a clause. `leaning` words belong to
    the word before them, such as Persian را. `bound_ending`: a word with this ending waits for the next one.
    `verb_ending` tells a verb before its pronoun, where the order is turned; `closing` a verb that ends its clause,
    where the verb stands last. `numbers` are those in words; `units` what is counted after them or after digits.
    """

    articles: frozenset[str] = field(default_factory=frozenset)
    prepositions: frozenset[str] = field(default_factory=frozenset)
    conjunctions: frozenset[str] = field(default_factory=frozenset)
    subordinators: frozenset[str] = field(default_factory=frozenset)
    auxiliaries: frozenset[str] = field(default_factory=frozenset)
    pronouns: frozenset[str] = field(default_factory=frozenset)
    negations: frozenset[str] = field(default_factory=frozenset)
    adjectives: frozenset[str] = field(default_factory=frozenset)
    numbers: frozenset[str] = field(default_factory=frozenset)
    units: frozenset[str] = field(default_factory=frozenset)
    leaning: frozenset[str] = field(default_factory=frozenset)
    bound_ending: "regex.Pattern[str] | None" = None
    verb_ending: "regex.Pattern[str] | None" = None
    closing: "regex.Pattern[str] | None" = None
    # Whether a capital inside a sentence is a name's.
    capitals: bool = True
