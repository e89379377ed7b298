"""Pashto. Only the small words that are sure; the rest is left to balance and punctuation."""

from subtitles.shaping.languages.grammar import Grammar, words

GRAMMAR = Grammar(
    articles=words("دا دغه هغه هر هېڅ یو یوه ټول زما ستا زموږ ستاسو"),
    prepositions=words("د په له پر تر بې لپاره"),
    conjunctions=words("او خو یا مګر"),
    subordinators=words("چې که ځکه کله"),
    pronouns=words("زه ته موږ تاسو دوی"),
    negations=words("نه مه"),
    # These close what a preposition opened, and stand behind their noun.
    leaning=words("کې باندې سره پورې څخه نه"),
    units=words("کاله کلونه ورځې ساعته دقیقې مېتره ځله"),
    capitals=False,
)
