"""English."""

from subtitles.shaping.languages.grammar import Grammar, words

GRAMMAR = Grammar(
    articles=words(
        "a an the this these those my your his her its our their every each some any no another such both all many "
        "several few much very too more most other same own whose"
    ),
    prepositions=words(
        "in on at of to from with without by for under over after before between through against about into onto "
        "behind beside beneath near around among during until since towards upon outside inside above below across "
        "along"
    ),
    conjunctions=words("and but or nor so yet"),
    subordinators=words(
        "that which who whom when where while because although though if unless until before after as since whether "
        "than why how what whatever whenever once"
    ),
    auxiliaries=words(
        "am is are was were be been being has have had do does did will would shall should can could may might must "
        "cannot can't couldn't don't doesn't didn't won't wouldn't isn't aren't wasn't weren't hasn't haven't hadn't"
    ),
    pronouns=words("i you he she it we they who i'm i've i'd i'll you're he's she's it's we're they're there"),
    negations=words("not never"),
    adjectives=words(
        "big small little new old young good bad long short white black red blue green yellow whole own first second "
        "last only real free happy secret single right married political iranian persian swedish"
    ),
    numbers=words(
        "one two three four five six seven eight nine ten eleven twelve fifteen sixteen twenty thirty forty fifty "
        "hundred thousand twenty-six"
    ),
    units=words(
        "kronor years days hours minutes seconds metres kilometres kilos percent per times weeks months o'clock"
    ),
)
