"""Persian and Dari."""

import regex

from subtitles.shaping.languages.grammar import Grammar, words

VERBS = words(
    "است بود بودم بودیم بودند بودید بوده هست هستند هستم هستیم شد شدم شدند شده می‌شود نمی‌شود بشود شود شوند کرد کردم "
    "کردیم کردند کرده می‌کرد می‌کردم می‌کردند می‌کند می‌کنم می‌کنند می‌کنیم کنند کنم کند کنیم بکند بکنم بکنند داد "
    "دادم دادند دادیم می‌دهد می‌دهند می‌داد می‌دادند بدهد بدهند داشت داشتم داشتیم داشتند نداشت نداشتم ندارد دارد دارم "
    "داریم دارند زد زدم زدند می‌زد می‌زند می‌زدند گرفت گرفتم گرفتند می‌گیرد می‌گرفت باشد باشند باشم نبود نبودم نیست "
    "نیستم نیستند گفت گفتم گفتند رفت رفتم رفتند آمد آمدم آمدند شنید شنیدم دید دیدم دیدند خواند خواندم نزد نکرد نشد "
    "نداد"
)

GRAMMAR = Grammar(
    articles=words("این آن همین همان هر هیچ چه چند یک همهٔ تمام کدام چنین چنان خیلی بسیار دیگر حتی فقط"),
    prepositions=words(
        "از به در با برای تا بر بی بدون روی زیر پشت کنار میان دربارهٔ درباره پیش جز مثل دور بالای سر طرف"
    ),
    conjunctions=words("و ولی اما یا بلکه نه هم پس"),
    subordinators=words("که چون وقتی اگر تا زیرا چرا مگر انگار هرچند گرچه چنانکه"),
    auxiliaries=words("باید شاید می‌خواهم می‌خواهد می‌خواست می‌توانم می‌تواند می‌توانست نباید نمی‌خواهم خواهم خواهد خواهید"),
    pronouns=words("من تو او ما شما آنها"),
    negations=words("نه هرگز دیگر هنوز"),
    adjectives=words("بزرگ کوچک نو تازه کهنه قدیمی پیر جوان خوب بد بلند کوتاه سفید سیاه قرمز آبی سبز زرد آزاد"),
    numbers=words("دو سه چهار پنج شش هفت هشت نه ده یازده دوازده پانزده شانزده بیست سی چهل پنجاه صد هزار نهصد چهارصد"),
    units=words("سال ساله ساعت دقیقه ثانیه روز هفته ماه متر کیلومتر کیلو درصد بار کرون تومان"),
    # را marks the object before it, and the verb of a compound says nothing alone.
    leaning=words("را رو خود خودم خودش ام ای اند ایم اید") | VERBS,
    # The linking vowel of a noun that waits for its owner or its quality, where it is written at all.
    bound_ending=regex.compile("(?:ٔ|هٔ|‌ی|ِ)$"),
    # The verb stands last, in the present and the imperfect behind می; other tenses are told by the lists alone.
    closing=regex.compile(rf"^(?:ن?می‌\p{{L}}+|(?:{'|'.join(sorted(VERBS))})(?:‌?(?:ام|ای|ایم|اید|اند))?)$"),
    capitals=False,
)
