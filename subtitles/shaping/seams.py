"""What a line break can lie between, what that costs, and how it is said: for all languages the same."""

from enum import StrEnum


def _(sentence: str) -> str:
    """Mark a sentence for the catalogue of translations and leave it as it is."""
    return sentence


class Seam(StrEnum):
    """What a break lies between. The codes never change their meaning."""

    SPEAKER = "speaker"
    SENTENCE = "sentence"
    PUNCTUATION = "punctuation"
    CLAUSE = "clause"
    CLAUSE_END = "clause_end"
    CONJUNCTION = "conjunction"
    PREPOSITION = "preposition"
    BALANCE = "balance"
    PRONOUN = "pronoun"
    AUXILIARY = "auxiliary"
    NEGATION = "negation"
    ADJECTIVE = "adjective"
    LINKED = "linked"
    LEANING = "leaning"
    OPENED = "opened"
    NAME = "name"
    ARTICLE = "article"
    UNIT = "unit"
    TAG = "tag"


# Costs, where 0 is as good as it gets and 100 is to be avoided at any cost of balance.
COSTS: dict[Seam, float] = {
    Seam.SPEAKER: -1000,
    Seam.SENTENCE: -25,
    Seam.PUNCTUATION: -12,
    Seam.CLAUSE: 0,
    Seam.CLAUSE_END: 0,
    Seam.CONJUNCTION: 2,
    Seam.PREPOSITION: 10,
    Seam.BALANCE: 20,
    Seam.PRONOUN: 45,
    Seam.NEGATION: 45,
    Seam.AUXILIARY: 45,
    Seam.ADJECTIVE: 60,
    Seam.LINKED: 60,
    Seam.LEANING: 70,
    Seam.OPENED: 75,
    Seam.NAME: 80,
    Seam.ARTICLE: 85,
    Seam.UNIT: 90,
    Seam.TAG: 10_000,
}

WHY: dict[Seam, str] = {
    Seam.SPEAKER: _("Another person begins to speak here."),
    Seam.SENTENCE: _("A sentence ends here."),
    Seam.PUNCTUATION: _("A punctuation mark stands here."),
    Seam.CLAUSE: _("A clause begins here."),
    Seam.CLAUSE_END: _("A clause ends here."),
    Seam.CONJUNCTION: _("The next line begins with a conjunction."),
    Seam.PREPOSITION: _("The next line begins with a preposition."),
    Seam.BALANCE: _("The lines are about equally long here, and no word is parted from one it belongs to."),
    Seam.PRONOUN: _("There was no better place, though this parts a pronoun from its verb."),
    Seam.NEGATION: _("There was no better place, though this parts a negation from its word."),
    Seam.AUXILIARY: _("There was no better place, though this parts an auxiliary from its verb."),
    Seam.ADJECTIVE: _("There was no better place, though this parts an adjective from its noun."),
    Seam.LINKED: _("There was no better place, though this parts a noun from the word it is linked to."),
    Seam.LEANING: _("There was no better place, though this parts a word from the one it leans on."),
    Seam.OPENED: _("There was no better place, though the line ends with a word that opens something."),
    Seam.NAME: _("There was no better place, though this parts a name."),
    Seam.ARTICLE: _("There was no better place, though this parts a small word from its noun."),
    Seam.UNIT: _("There was no better place, though this parts a number from what it counts."),
    Seam.TAG: _("There was no other place to break."),
}
