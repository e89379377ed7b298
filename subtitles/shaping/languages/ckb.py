"""Central Kurdish (Sorani). Only the small words that are sure; the rest is left to balance and punctuation."""

import regex

from subtitles.shaping.languages.grammar import Grammar, words

GRAMMAR = Grammar(
    articles=words("ئەم ئەو هەر هەموو هیچ چەند یەک"),
    prepositions=words("لە بە بۆ لەگەڵ بێ تا وەک دوای پێش نێوان لەسەر لەژێر"),
    conjunctions=words("و بەڵام یان یا"),
    subordinators=words("کە چونکە ئەگەر کاتێک بۆئەوەی هەرچەندە"),
    pronouns=words("من تۆ ئێمە ئێوە ئەوان"),
    units=words("ساڵ ڕۆژ کاتژمێر خولەک چرکە مەتر جار"),
    # The linking vowel of a noun that waits for its owner or its quality.
    bound_ending=regex.compile("[^ی]ی$"),
    capitals=False,
)
