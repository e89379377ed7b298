"""Words that cling to a neighbour, by language: our own lists, in lower case. Data alone."""

from subtitles.rules.words import words

_SV = words("""
    en ett den det de denna detta dessa någon något några min mitt mina din ditt dina sin sitt sina
    vår vårt våra er ert era hans hennes dess deras varje alla ingen inget inga av efter från för
    före genom hos i in inom med mellan mot om på runt till ur utan under vid via över och men eller
    samt att som än eftersom därför innan när medan fast ifall kan ska skall skulle vill ville måste
    får bör har hade är inte mycket så lika mer mest
""")
_EN = words("""
    a an the this that these those my your his her its our their some any every no each about above
    across after against along among around at before behind below beneath beside between beyond by
    down during for from in inside into near of off on onto out over past since through to toward
    under until up upon with within without and but or nor so yet because although if unless while
    when who whom whose which that than as not very too more most is are was were be been am has
    have had do does did can could will would shall should may might must i'm i'll i've
""")
_FA = words("""
    از به با در بر برای تا بی بدون درباره دربارهٔ بین میان پیش و یا که اما ولی اگر چون زیرا هم نیز
    این آن یک هر هیچ چند همین همان می نمی خیلی بسیار
""")
_AR = words("""
    من إلى الى عن على في مع حتى منذ بين بدون دون عند لدى و أو أم ثم لكن بل أن إن لأن كي لكي إذا لو
    هذا هذه ذلك تلك كل لا لم لن ما قد سوف يا
""")
# A line does not end on these.
CLINGING: dict[str, frozenset[str]] = {"sv": _SV, "en": _EN, "fa": _FA, "prs": _FA, "ar": _AR}

# A line does not begin with these: they belong to the word above.
_FA_BACK = words("""
    را ها های هایی ام ات اش ای اند
""")
CLINGING_BACK: dict[str, frozenset[str]] = {"fa": _FA_BACK, "prs": _FA_BACK}

# Capitals that begin a sentence rather than a name, for lines that end without a full stop.
OPENERS: dict[str, frozenset[str]] = {
    "sv": _SV
    | words("""
    jag du vi ni han hon man ja nej vad var vem hur där här då nu
"""),
    "en": _EN
    | words("""
    i you he she we they it yes no what where who how there here then now
"""),
    "kmr": frozenset(),
}
