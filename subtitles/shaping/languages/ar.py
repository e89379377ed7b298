"""Arabic. One that is written together with its word, such as و, is not told from it."""

from subtitles.shaping.languages.grammar import Grammar, words

GRAMMAR = Grammar(
    articles=words("هذا هذه هؤلاء ذلك تلك كل بعض جميع أي كلا غير"),
    prepositions=words("في من إلى على عن مع بدون دون تحت فوق بين أمام خلف وراء بعد قبل عند لدى حول منذ حتى ضد خلال"),
    conjunctions=words("و أو أم ثم لكن ولكن بل"),
    subordinators=words("أن إن لأن الذي التي الذين اللواتي عندما حين حيث إذا لو كي لكي بينما كما ما ماذا لماذا كيف"),
    auxiliaries=words("كان كانت كانوا كنت كنا يكون تكون قد سوف ليس ليست لست"),
    pronouns=words("أنا أنت هو هي نحن أنتم هم هن"),
    negations=words("لا لم لن ما ليس"),
    numbers=words("ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة عشرون ثلاثون أربعون خمسون مئة ألف"),
    units=words("سنة سنوات عام عاما يوم أيام ساعة ساعات دقيقة دقائق ثانية متر كيلومتر مرة مرات"),
    capitals=False,
)
