"""Swedish."""

import regex

from subtitles.shaping.languages.grammar import Grammar, words

GRAMMAR = Grammar(
    articles=words(
        "en ett den det de dom denna detta dessa min mitt mina din ditt dina sin sitt sina hans hennes dess deras vår "
        "vårt våra er ert era varje var vart någon något några ingen inget inga all allt alla vilken vilket vilka "
        "samma många flera få hela halva båda sådan sådana mycket väldigt så mer ganska alldeles för lika"
    )
    - words("det den de dom så var allt alla ingen någon några båda mer för mycket"),
    prepositions=words(
        "i på av till från med utan hos vid under över efter före mellan genom mot inom utom bakom framför bredvid "
        "intill kring runt ur åt innanför utanför inför enligt trots sedan ifrån bland längs för"
    ),
    conjunctions=words("och men eller utan samt fast för så"),
    subordinators=words(
        "att som när om eftersom medan innan tills därför fast fastän trots då där vad vem vilka hur varför förrän "
        "såvida ifall så därmed dit än"
    ),
    auxiliaries=words(
        "har hade ska skall skulle kan kunde vill ville måste får fick bör borde brukar brukade blir blev är var vore "
        "kommer tänker behöver behövde lär låter lät börjar började vågar vågade"
    ),
    pronouns=words("jag du han hon vi ni de dom man den det vem"),
    negations=words("inte aldrig ej icke"),
    adjectives=words(
        "stor stort stora liten litet lilla små ny nytt nya gammal gammalt gamla ung unga god gott goda bra lång "
        "långt långa kort korta vit vita svart svarta röd röda blå gul gula grön gröna hel hela egen eget egna första "
        "andra sista enda riktiga riktig fri fria skötsam lycklig hemlig skyddade politiska svenska persiska iranska "
        "riktigt"
    ),
    numbers=words(
        "två tre fyra fem sex sju åtta nio tio elva tolv femton sexton tjugo trettio fyrtio femtio hundra tusen "
        "niohundra fyratusen"
    ),
    units=words("kronor år dagar timmar minuter sekunder meter kilometer kilo procent gånger veckor månader klockan"),
    verb_ending=regex.compile("(?:[adnrvgl]de|[tkpsl]te|[aeöåäyo]r|ck|ög|ick|ann)$"),
)
